#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The tables of bench/public.py and bench/peers.py tell what happened.

The public instances are not part of the project: a small one of the same form
stands in, and a checker that agrees, disagrees or says nothing."""
import os
import pathlib
import subprocess
import sys
import tempfile
import unittest

BIN = os.environ["SAMVAKT_BIN"]
SOURCE = pathlib.Path(os.environ["SAMVAKT_SOURCE"])
sys.path.insert(0, str(SOURCE / "bench"))
import peers  # noqa: E402
import public  # noqa: E402

# Two people, and D wanted on three days: nobody can be there too little, so
# that the least cost is 0.
CURTOIS = """SECTION_HORIZON
7

SECTION_SHIFTS
D,480,

SECTION_STAFF
A,D=7,3360,0,5,1,1,1
B,D=7,3360,0,5,1,1,1

SECTION_DAYS_OFF

SECTION_SHIFT_ON_REQUESTS

SECTION_SHIFT_OFF_REQUESTS

SECTION_COVER
0,D,1,100,1
2,D,1,100,1
4,D,1,100,1
"""


class Public(unittest.TestCase):
    def table(self, checker):
        """Exit code and the row of instance 1."""
        with tempfile.TemporaryDirectory() as place:
            folder = pathlib.Path(place)
            (folder / "curtois").mkdir()
            (folder / "curtois/Instance1.txt").write_text(CURTOIS)
            (folder / "check_curtois.py").write_text(checker)
            out = folder / "table.md"
            done = subprocess.run(
                [sys.executable, SOURCE / "bench/public.py", "--samvakt", BIN,
                 "--data", folder, "--seconds", "20", "--ticks", "100000",
                 "--out", out, "--note", "words", "1"], capture_output=True,
                text=True, check=False)
            text = out.read_text(encoding="utf-8")
        self.assertEqual(done.stdout, text + "\n")
        self.assertNotIn(str(folder), text)
        row = [line for line in text.splitlines() if line.startswith("| 1")]
        self.assertEqual(len(row), 1, text)
        return done.returncode, [cell.strip() for cell in
                                 row[0].strip("|").split("|")]

    def test_a_value_that_the_checker_has_too_counts(self):
        code, row = self.table("print('hard 0 total 0')")
        self.assertEqual(code, 0)
        self.assertEqual(row[:4], ["1", "607", "0", "-100.00 %"])
        self.assertEqual(row[public.HEADS.index("status")], "optimal")

    def test_another_value_or_a_broken_rule_fails(self):
        for checker in ("print('hard 0 total 7')", "print('hard 2 total 0')",
                        "print('it broke')", "raise SystemExit(3)"):
            code, row = self.table(checker)
            self.assertEqual(code, 1, checker)
            self.assertEqual(row[2], "FAIL", checker)

    def test_sets_name_known_instances(self):
        for name, members in public.SETS.items():
            self.assertTrue(members, name)
            self.assertLessEqual(set(members), set(public.BEST), name)

    def test_limits_of_the_competition(self):
        class Args:
            seconds, inrc2_part = 10000, 2
        self.assertEqual(public.limit_of("8", Args), 10000)
        self.assertEqual(public.limit_of("n030w4_1_6-2-9-1", Args),
                         4 * (60 + 6 * 30) / 2)


class Peers(unittest.TestCase):
    HISTORY = [[1, None, -5.0], [2, 900, -5.0], [3, 900, 99.2],
               [61, 100, 99.9999]]

    def test_the_last_value_by_a_time_counts(self):
        for seconds, cost, bound in ((0.5, None, None), (1, None, -5.0),
                                     (2, 900, -5.0), (60, 900, 99.2),
                                     (300, 100, 99.9999)):
            self.assertEqual(peers.at(self.HISTORY, seconds, 1), cost)
            self.assertEqual(peers.at(self.HISTORY, seconds, 2), bound)

    def test_rows_compare_with_our_last_cost_and_the_best_bound(self):
        common = {"build": 0.5, "busy": 1.5, "mb": 7, "load": 2.0}
        ours = {"version": "Samvakt", "history": [[1, 300, 10], [50, 200, 90]],
                "times": [5, 60], **common}
        other = {"version": "P", "history": self.HISTORY, "times": [60, 300],
                 **common}
        rows = [row[2:7] for row in peers.rows_of("x", [ours, other])]
        self.assertEqual(rows, [["5", "300", "1.5000", "200", "10"],
                                ["60", "200", "1.0000", "100", "90"],
                                ["60", "900", "4.5000", "800", "100"],
                                ["300", "100", "0.5000", "0", "100"]])

    def test_rows_of_other_problems_stay_in_the_file(self):
        def row(problem, cost):
            return [problem, "S", "5", cost] + ["1"] * (len(peers.HEADS) - 4)
        class Args:
            threads, seed, note = 2, 1, None
        with tempfile.TemporaryDirectory() as place:
            path = pathlib.Path(place) / "results.md"
            now = [row("b", "7")]
            self.assertEqual(peers.kept(path, now), [])
            path.write_text(peers.document(Args, [row("a", "1"),
                                                  row("b", "2")]))
            self.assertEqual(peers.kept(path, now), [row("a", "1")])
            path.write_text("| other | table |\n| a | 1 |\n")
            self.assertEqual(peers.kept(path, now), [])

    def test_nothing_found_is_a_dash(self):
        run = {"version": "P", "history": [], "times": [60], "build": 0,
               "busy": 1, "mb": 1, "load": 1}
        ours = {**run, "history": [[1, 5, None]]}
        rows = list(peers.rows_of("x", [ours, run]))
        self.assertEqual(rows[1][3:7], ["-", "-", "-", "-"])


if __name__ == "__main__":
    unittest.main()
