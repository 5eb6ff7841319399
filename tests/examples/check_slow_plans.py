#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""check_slow_plans.py - nobody could cover more of the examples: proven."""
import unittest

from check_plans import PLANS, level, solve

TICKS = 25_000_000  # enough for the proof, a minute or so


class Proofs(unittest.TestCase):
    def test_cover_and_conflict_cover_are_proven_to_be_the_best(self):
        for folder, monday, weeks, code, _ in PLANS:
            with self.subTest(folder=folder):
                found, plan, said = solve(folder, monday, weeks, TICKS)
                self.assertEqual(found, code, said)
                for name in ("uncovered", "conflict"):
                    self.assertTrue(level(plan, name)["proven"], name)


if __name__ == "__main__":
    unittest.main()
