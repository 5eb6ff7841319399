#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Whatever the ranking answers to sick calls of Sør-Helgeland can be chosen,
and what is chosen can be published: no hard finding is new."""
import json
import os
import pathlib
import shutil
import subprocess
import tempfile
import time
import unittest

BIN = os.environ["SAMVAKT_BIN"]
SOURCE = pathlib.Path(os.environ["SAMVAKT_SOURCE"])
ENV = {**os.environ, "SAMVAKT_DATA": str(SOURCE / "data"), "LC_ALL": "C"}
BEFORE, MORNING = "2027-02-01T07:00", "2027-03-01T06:10"
CALLS = [("torunn", "2027-03-03", "2027-03-07"),
         ("jonas", "2027-03-01", "2027-03-04"),
         ("siv", "2027-03-01", "2027-03-01")]


def run(*words):
    """Exit code and answer."""
    done = subprocess.run([BIN, *map(str, words), "--json"], env=ENV,
                          capture_output=True, text=True, check=False)
    return done.returncode, json.loads(done.stdout)


class Choose(unittest.TestCase):
    def setUp(self):
        # pylint: disable=consider-using-with
        folder = tempfile.TemporaryDirectory(prefix="samvakt-")
        self.addCleanup(folder.cleanup)
        self.root = pathlib.Path(folder.name)
        self.db = self.root / "coop.db"
        self.say("init", self.db, SOURCE / "examples/sor-helgeland")
        plan = self.say("solve", self.db, "--ticks", 20000, "--seed", 1,
                        "--weeks", 4, "--from", "2027-03-01", "--now",
                        BEFORE)["plan"]
        self.say("publish", self.db, plan, "--consultation", "x", "--reason",
                 "test", "--accept-hard", "--now", BEFORE)

    def say(self, *words):
        code, answer = run(*words)
        self.assertIn(code, (0, 3), answer)
        return answer

    def take(self, opening, one, by_route):
        """Chosen and published in a copy of the file."""
        copy = self.root / "copy.db"
        shutil.copy(self.db, copy)
        partner = one.get("partner")
        chosen = self.say(
            "choose", copy, opening["slot"], one["person"], "--now", MORNING,
            *(["--with", partner["person"]] if partner else []))
        gained = {person["person"]: person["gained"]
                  for person in chosen["people"]}
        self.assertEqual(set(gained[one["person"]]),
                         {opening["slot"], *opening["together"]})
        if partner:
            self.assertEqual(gained[partner["person"]], one["gives"])
        done = self.say(
            "publish", copy, chosen["plan"], "--expect", chosen["revision"],
            "--route", chosen["route"], "--reason", "sick", "--now", MORNING,
            *(["--accept-hard"] if chosen["opens"] else []))
        self.assertEqual(done["hard_new"], len(chosen["opens"]))
        by_route[one["route"], bool(one["gives"])] = True

    def test_every_answer_of_the_ranking_can_be_chosen_and_published(self):
        by_route = {}
        for person, first, last in CALLS:
            self.say("sick", self.db, person, "--from", first, "--to", last,
                     "--now", MORNING)
        openings = self.say("suggest", self.db, "--now", MORNING)["openings"]
        self.assertGreater(len(openings), len(CALLS))
        # Gaps of a block are among them: the whole of it is taken.
        self.assertTrue(any(opening["cause"] == "standing" and
                            opening["together"] for opening in openings))
        for opening in openings:
            for one in opening["candidates"] + opening["swaps"]:
                self.take(opening, one, by_route)
            for one in opening["cannot"]:
                code, said = run("choose", self.db, opening["slot"],
                                 one["person"], "--now", MORNING)
                self.assertEqual(code, 2, said)
                self.assertIn(one["reason"], said["error"]["text"])
        self.assertIn(("same-day", True), by_route)
        self.assertIn(("ordinary-hours", True), by_route)

    def tries_that_are_killed(self, words):
        """As often as not in the middle: what a whole one takes is measured
        on the way. How many ended before they were killed."""
        began = time.monotonic()
        self.say(*words)
        takes = time.monotonic() - began
        ended = 1
        for i in range(40):
            with subprocess.Popen([BIN, *map(str, words)], env=ENV,
                                  stdout=subprocess.DEVNULL) as process:
                time.sleep(takes * (i % 20 + 1) / 20)
                process.kill()
            ended += process.returncode == 0
        return ended

    def test_a_choice_that_is_killed_is_there_wholly_or_not_at_all(self):
        self.say("sick", self.db, "siv", "--from", "2027-03-01", "--to",
                 "2027-03-01", "--now", MORNING)
        opening = self.say("suggest", self.db, "--now", MORNING)["openings"][0]
        ended = self.tries_that_are_killed(
            ["choose", self.db, opening["slot"],
             opening["candidates"][0]["person"], "--now", MORNING])
        self.say("doctor", self.db)
        lines = self.say("audit", self.db, "--verify", "--last",
                         200)["lines"]
        done = [line["action"] for line in lines]
        self.assertGreaterEqual(done.count("choose"), ended)
        # One plan was there before; each choice adds one, and says so.
        self.assertEqual(done.count("plan"), done.count("choose") + 1)
        plans = done.count("plan")
        self.say("show", self.db, "--plan", plans)
        self.assertNotIn(run("show", self.db, "--plan", plans + 1)[0], (0, 3))


if __name__ == "__main__":
    unittest.main()
