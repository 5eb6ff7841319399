#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""bench/growth.py: exponents, when a fact holds, and one small run."""
import argparse
import os
import pathlib
import subprocess
import sys
import tempfile
import unittest

BIN = os.environ["SAMVAKT_BIN"]
SOURCE = pathlib.Path(os.environ["SAMVAKT_SOURCE"])
sys.path.insert(0, str(SOURCE / "bench"))
import growth  # noqa: E402


class Growth(unittest.TestCase):
    def test_the_exponent_is_that_of_a_power(self):
        for power in (0.5, 1.0, 2.4):
            points = [(n, 0.1 * n ** power) for n in (10, 20, 80, 150)]
            self.assertAlmostEqual(growth.exponent(points), power)

    def test_sizes_that_never_got_there_do_not_count(self):
        points = [(10, 1.0), (20, 2.0), (40, None)]
        self.assertAlmostEqual(growth.exponent(points), 1.0)
        self.assertIsNone(growth.exponent([(10, 1.0), (20, None)]))

    def test_a_fact_counts_from_when_it_holds_for_good(self):
        lines = [{"seconds": k, "cost": 100, "bound": bound}
                 for k, bound in enumerate([50, 99, 98, 99, 100])]
        found = growth.since(lines, lambda line: growth.gap(line) <= 1)
        self.assertEqual(found, 3)
        self.assertIsNone(growth.since(lines[:3], lambda line:
                                       growth.gap(line) <= 1))

    def test_a_size_is_measured(self):
        args = argparse.Namespace(samvakt=BIN, time=2, weeks=2, threads=1,
                                  seed=1, gap=100, wide=200, note=None)
        os.environ.setdefault("SAMVAKT_DATA", str(SOURCE / "data"))
        row, values = growth.measure(6, 80, args)
        self.assertEqual(row[0], 6)
        self.assertGreaterEqual(values[2], values[0])
        self.assertGreaterEqual(values[3], values[2])
        self.assertEqual(row[-2], f"{values[4]:.1f}")
        self.assertEqual(len(row), len(growth.heads(args)))

    def test_a_single_week_is_a_co_operation(self):
        with tempfile.TemporaryDirectory() as folder:
            made = pathlib.Path(folder) / "made"
            subprocess.run([sys.executable, str(SOURCE / "bench/generate.py"),
                            str(made), "--people", "4", "--weeks", "1"],
                           check=True, capture_output=True)
            done = subprocess.run([BIN, "init", folder + "/one.db", str(made)],
                                  capture_output=True, text=True)
            self.assertEqual(done.returncode, 0, done.stderr)

    def test_each_demand_has_its_section(self):
        args = argparse.Namespace(samvakt=BIN, time=2, weeks=2, threads=1,
                                  seed=1, gap=100, wide=200, note=None)
        os.environ.setdefault("SAMVAKT_DATA", str(SOURCE / "data"))
        lines = growth.section(130, [6], args)
        self.assertIn("## Demand of 130 % of the hours", lines)
        text = growth.document([lines], args)
        self.assertIn("| 6 ", text)
        self.assertIn("first plan: exponent not known", text)

    def test_each_exponent_stands_beside_its_name(self):
        args = argparse.Namespace(gap=100, wide=200)
        powers = [None, 1.0, 1.2, 1.5, 0.1]
        points = [[] if power is None else
                  [(n, n ** power) for n in (10, 20, 80)] for power in powers]
        text = "\n".join(growth.exponent_lines(points, args))
        self.assertIn("first plan: exponent not known", text)
        self.assertIn("upper levels proven: exponent 1.00", text)
        self.assertIn("total gap of 200 %: exponent 1.20", text)
        self.assertIn("total gap of 100 %: exponent 1.50", text)
        self.assertIn("after the limit: exponent 0.10", text)

    def test_what_is_proven_is_not_below(self):
        names = [("uncovered", True), ("conflict", True), ("wish", False)]
        line = {"cost": 1110, "bound": 1105, "levels": [
            {"name": name, "cost": cost, "proven": proven}
            for (name, proven), cost in zip(names, (1000, 100, 10))]}
        self.assertEqual(growth.below(line), (10, 5))
        self.assertEqual(growth.percent(10, 5), 50)
        self.assertAlmostEqual(growth.gap(line), 100 * 5 / 1110)


if __name__ == "__main__":
    unittest.main()
