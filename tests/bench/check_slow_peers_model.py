#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The program that other solvers are given costs rosters as `score` does.

bench/peers_model.py turns lines and rows into variables and inequalities. On
random problems with every kind of rule, on the golden one and on a piece of an
example, random rosters must cost there what they cost by the definition, and
be forbidden exactly when something hard is broken."""
import json
import os
import pathlib
import random
import subprocess
import sys
import tempfile
import unittest

BIN = os.environ["SAMVAKT_BIN"]
SOURCE = pathlib.Path(os.environ["SAMVAKT_SOURCE"])
ENV = {**os.environ, "SAMVAKT_DATA": str(SOURCE / "data"), "LC_ALL": "C"}
sys.path.insert(0, str(SOURCE / "bench"))
import peers_model  # noqa: E402

PEOPLE, DAYS, PATTERNS = 3, 8, 4
NEVER = peers_model.NEVER


def samvakt(*words):
    done = subprocess.run([BIN, *map(str, words), "--json"],
                          capture_output=True, text=True, env=ENV, check=False)
    if done.returncode != 0:
        raise AssertionError(f"{words}: {done.stdout}{done.stderr}")
    return json.loads(done.stdout)


class Maker:
    """A random problem with rules of every kind, hard and soft."""

    def __init__(self, seed):
        self.r = random.Random(seed)
        self.tables, self.sets = [], []

    def chance(self, percent):
        return self.r.random() * 100 < percent

    def table(self, values):
        self.tables.append(values)
        return len(self.tables) - 1

    def pattern_set(self):
        some = sorted(self.r.sample(range(PATTERNS), self.r.randint(1, 3)))
        self.sets.append(some)
        return len(self.sets) - 1

    def gauge(self, low, high):
        gauge = {"hinges": [[self.r.randint(low, high),
                             self.r.choice([0, self.r.randint(1, 70)]),
                             self.r.choice([0, self.r.randint(1, 70)])]
                            for _ in range(self.r.randint(1, 2))]}
        if self.chance(8):
            gauge["low"] = self.r.randint(low, (low + high) // 2)
        if self.chance(8):
            gauge["high"] = self.r.randint((low + high) // 2, high)
        return gauge

    def origin(self, kind, person):
        return {"kind": kind, "person": person, "name": kind,
                "source": "random", "level": self.r.randint(0, 1)}

    def transition(self, person):
        def pair():
            return self.r.choice([0, 0, 0, 0, 0, 7, 30, NEVER]
                                 if self.chance(40) else [0, 0, 0, 0, 9])
        shared = [self.table([pair() for _ in range(PATTERNS ** 2)])
                  for _ in range(2)]
        return self.origin("transition", person) | {
            "tables": [self.r.choice(shared) for _ in range(DAYS - 1)]}

    def window(self, person):
        by_day = self.chance(50)
        first = self.r.randrange(DAYS)
        count = PATTERNS * (DAYS if by_day else 1)
        return self.origin("window", person) | {
            "first": first, "last": self.r.randrange(first, DAYS),
            "weights": self.table([self.r.choice([0, 0, 1, 2, -1])
                                   for _ in range(count)]),
            "by_day": by_day,
            "history": self.r.randint(0, 2)} | self.gauge(-1, 7)

    def groups(self, person):
        starts = sorted(self.r.sample(range(DAYS), 3))
        ends = [self.r.randrange(a, b) for a, b in
                zip(starts, starts[1:] + [DAYS])]
        return self.origin("groups", person) | {
            "set": self.pattern_set(), "start": starts, "end": ends,
            "history": self.r.randint(0, 2)} | self.gauge(0, 5)

    def run(self, person):
        return self.origin("run", person) | {
            "set": self.pattern_set(),
            "history": self.r.choice([-1, 0, 0, 1, 3])} | self.gauge(-1, 5)

    def gap(self, person):
        begin, end = [], []
        for day in range(DAYS):
            for pattern in range(PATTERNS):
                at = day * 1440 + 480
                length = pattern * self.r.choice([400, 700])
                begin.append(at)
                end.append(at + length if pattern else at - 1)
        first = self.r.randrange(DAYS - 2)
        last = self.r.randrange(first + 1, DAYS)
        rule = self.origin("gap", person) | {
            "busy_from": self.table(begin), "busy_to": self.table(end),
            "first": first, "last": last, "open": first * 1440,
            "close": (last + 1) * 1440, "busy_until": self.r.randint(-90, 900),
            "need": self.r.choice([900, 1500, 2100])}
        return rule | ({} if self.chance(10) else
                       {"cost_missing": self.r.randint(1, 90)})

    def row(self):
        day = self.r.randrange(DAYS)
        span = range(day, min(DAYS, day + self.r.randint(1, 3)))
        terms = [[d, self.r.randrange(2), self.r.choice([1, 1, 2, -1]), p]
                 for d in span for p in range(PATTERNS) if self.chance(50)]
        return {"name": "cover", "source": "random",
                "level": self.r.randint(0, 1),
                "constant": self.r.randint(0, 1), "terms": sorted(
                    {tuple(t[:2] + t[3:]): t for t in terms}.values())
                } | self.gauge(0, 3)

    def problem(self):
        everybody = list(range(PEOPLE))
        whole = list(range(PATTERNS))
        self.sets += [whole, [0], [0, 1], [1, 2, 3]]
        kinds = [self.transition, self.window, self.groups, self.run, self.gap]
        rules = [self.r.choice(kinds)(person) for person in everybody
                 for _ in range(4)]
        return {
            "format": "samvakt-problem-1", "name": "random",
            "levels": [{"name": "cover", "unit": 1},
                       {"name": "wish", "unit": 1}],
            "people": [f"p{i}" for i in everybody],
            "days": [f"d{i}" for i in range(DAYS)],
            "patterns": [f"q{i}" for i in whole],
            "masks": [everybody, [0, 2]],
            "allowed": [[self.r.choice([0, 0, 0, 1, 2, 3])
                         for _ in range(DAYS)] for _ in everybody],
            "rules": rules, "rows": [self.row() for _ in range(6)],
            "reasons": [{"name": "wish", "source": "w", "level": 1}],
            "charges": [], "sets": self.sets, "tables": self.tables}

    def roster(self, problem, open_only):
        return [[self.r.choice(problem["sets"][index] if open_only
                               else range(len(problem["patterns"])))
                 for index in days] for days in problem["allowed"]]


class PeersModel(unittest.TestCase):
    def setUp(self):
        self.holder = tempfile.TemporaryDirectory()
        self.folder = pathlib.Path(self.holder.name)
        self.told = {"free": 0, "forbidden": 0}

    def tearDown(self):
        self.holder.cleanup()

    def compare(self, path, maker, rosters):
        """Random rosters of the problem cost the same both ways."""
        program = peers_model.read(path)
        problem = program.problem
        for k in range(rosters):
            lines = maker.roster(problem, open_only=k % 10 != 9)
            roster = self.folder / "roster.json"
            peers_model.write_roster(problem, lines, roster)
            said = samvakt("score", "--problem", path, "--roster", roster)
            cost = program.cost_of(lines)
            expected = None if said["breaches"] else said["cost"]
            self.assertEqual(cost, expected, (path, lines, said["broken"]))
            self.told["free" if cost is not None else "forbidden"] += 1

    def test_random_problems_of_every_rule(self):
        for seed in range(60):
            maker = Maker(seed)
            path = self.folder / f"p{seed}.json"
            path.write_text(json.dumps(maker.problem()), encoding="utf-8")
            self.compare(path, maker, 12)
        self.assertGreater(min(self.told.values()), 60, self.told)

    def test_the_golden_problem(self):
        self.compare(SOURCE / "tests/solver/data/problem.json", Maker(1), 40)

    def test_two_weeks_of_an_example(self):
        database = self.folder / "ns.db"
        path = self.folder / "ns.json"
        samvakt("init", database, SOURCE / "examples/nord-salten")
        samvakt("problem", database, "--from", "2027-01-11", "--weeks", 2,
                "--out", path)
        self.compare(path, Maker(2), 5)
        # A plan that keeps the rules, so that every soft cost is compared.
        roster = self.folder / "best.json"
        solved = samvakt("solve", "--problem", path, "--out", roster,
                         "--ticks", 100000)
        program = peers_model.read(path)
        index = {name: k for k, name in
                 enumerate(program.problem["patterns"])}
        named = json.loads(roster.read_text(encoding="utf-8"))["lines"]
        lines = [[index[word] for word in named[person]]
                 for person in program.problem["people"]]
        self.assertEqual(program.cost_of(lines), solved["cost"])


if __name__ == "__main__":
    unittest.main()
