#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""check_plans.py - the examples load, and what can be covered is covered.

Takes each example from its folder to a plan with a work limit, so the answer
is the same on every machine. What stays uncovered is what the README says;
that nobody could do better is for check_slow_plans.py.
"""
import json
import os
import subprocess
import tempfile
import unittest
from pathlib import Path

ROOT = Path(os.environ.get("SAMVAKT_SOURCE",
                           Path(__file__).resolve().parents[2]))
SAMVAKT = os.environ.get("SAMVAKT_BIN", "samvakt")
README = (ROOT / "examples" / "README.md").read_text(encoding="utf-8")

# folder, first Monday, weeks, exit code of solve, uncovered of priority 1, 2
PLANS = [
    ("first-steps", "2027-02-01", 2, 0, []),
    ("nord-salten", "2027-01-11", 8, 3, ["housing-visits@2027-03-01"]),
    ("sor-helgeland", "2027-03-01", 8, 0, [
        "day-vega@2027-03-24",
        "island-contact-vega@2027-03-25",
        "island-contact-vega@2027-03-26",
        "stand-in-vega@2027-03-23"]),
]
TICKS = 5_000_000  # a first plan and some improvement


def run(*words):
    return subprocess.run([SAMVAKT, *words], capture_output=True, text=True,
                          encoding="utf-8", check=False)


def solve(folder, monday, weeks, ticks):
    """Exit code, the plan's object and what was said."""
    with tempfile.TemporaryDirectory() as top:
        database = str(Path(top, "coop.db"))
        made = run("init", database, str(ROOT / "examples" / folder))
        if made.returncode != 0:
            return made.returncode, None, made.stderr
        done = run("solve", database, "--from", monday, "--weeks", str(weeks),
                   "--ticks", str(ticks), "--time", "500", "--progress",
                   "none", "--json")
        plan = json.loads(done.stdout) if done.stdout else None
        return done.returncode, plan, done.stderr


def level(plan, name):
    return next(level for level in plan["levels"] if level["name"] == name)


class Plans(unittest.TestCase):
    def check_plan(self, plan, wanted):
        missing = [slot["slot"] for slot in plan["uncovered"]
                   if slot["priority"] < 3]
        self.assertEqual(sorted(missing), wanted)
        self.assertEqual(plan["hard_findings"], 0)
        self.assertEqual(level(plan, "conflict")["cost"], 0)

    def test_each_example_is_covered_as_far_as_it_can_be(self):
        for folder, monday, weeks, code, wanted in PLANS:
            with self.subTest(folder=folder):
                found, plan, said = solve(folder, monday, weeks, TICKS)
                self.assertEqual(found, code, said)
                self.check_plan(plan, wanted)

    def test_the_readme_names_what_stays_uncovered(self):
        for folder, _, _, _, wanted in PLANS:
            for slot in wanted:
                with self.subTest(folder=folder, slot=slot):
                    self.assertIn(f"`{slot}`", README)


if __name__ == "__main__":
    unittest.main()
