#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A co-operation's problem as a file: valid, whole, and the same to solve.

Other solvers are given this file and their rosters are judged by `score`, so
both must say exactly what `solve` works on and counts."""
import hashlib
import importlib.util
import json
import os
import pathlib
import subprocess
import tempfile
import unittest

BIN = os.environ["SAMVAKT_BIN"]
SOURCE = pathlib.Path(os.environ["SAMVAKT_SOURCE"])
ENV = {**os.environ, "SAMVAKT_DATA": str(SOURCE / "data"), "LC_ALL": "C"}
TICKS = "300000"
CURTOIS = """SECTION_HORIZON
7

SECTION_SHIFTS
D,480,

SECTION_STAFF
A,D=7,3360,1440,5,2,1,1
B,D=7,3360,1440,5,2,1,1

SECTION_DAYS_OFF
A,0

SECTION_SHIFT_ON_REQUESTS
A,2,D,2

SECTION_SHIFT_OFF_REQUESTS
B,2,D,1

SECTION_COVER
0,D,1,100,1
2,D,1,100,1
4,D,2,100,1
"""


def samvakt(*words, code=0):
    """The command's JSON answer."""
    done = subprocess.run([BIN, *map(str, words), "--json"],
                          capture_output=True, text=True, env=ENV,
                          check=False, stdin=subprocess.DEVNULL)
    expected = code if isinstance(code, tuple) else (code,)
    if done.returncode not in expected:
        raise AssertionError(f"{words}: exit {done.returncode}\n{done.stdout}"
                             f"\n{done.stderr}")
    return json.loads(done.stdout)


def schema_faults(problem):
    """By the validator of the schema's own test, and jsonschema if there."""
    path = SOURCE / "tests/solver/check_problem_schema.py"
    spec = importlib.util.spec_from_file_location("schema", path)
    check = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(check)
    schema = json.loads((SOURCE / "docs/problem.schema.json").read_text())
    found = list(check.faults(schema, problem, schema))
    try:
        import jsonschema
    except ImportError:
        return found
    tester = jsonschema.Draft202012Validator(schema)
    return found + [str(fault.message) for fault in
                    tester.iter_errors(problem)]


class Problem(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.holder = tempfile.TemporaryDirectory()
        cls.folder = pathlib.Path(cls.holder.name)

    @classmethod
    def tearDownClass(cls):
        cls.holder.cleanup()

    def database(self, name):
        path = self.folder / f"{name}.db"
        if not path.exists():
            samvakt("init", path, SOURCE / "examples" / name)
        return path

    def write(self, name, monday, weeks):
        out = self.folder / f"{name}-{weeks}.json"
        said = samvakt("problem", self.database(name), "--from", monday,
                       "--weeks", weeks, "--out", out)
        return out, said

    def test_it_is_as_the_schema_says(self):
        for name, monday in (("first-steps", "2027-02-01"),
                             ("nord-salten", "2027-01-11")):
            out, said = self.write(name, monday, 2)
            problem = json.loads(out.read_text(encoding="utf-8"))
            self.assertEqual(schema_faults(problem), [], name)
            self.assertEqual(said["people"], len(problem["people"]))
            self.assertEqual(said["rules"], len(problem["rules"]))
            self.assertEqual(said["rows"], len(problem["rows"]))
            self.assertEqual(said["days"], 14)
            self.assertEqual(said["levels"],
                             [level["name"] for level in problem["levels"]])

    def test_it_comes_back_as_the_same_bytes(self):
        out, said = self.write("nord-salten", "2027-01-11", 2)
        again = self.folder / "again.json"
        samvakt("problem", "--problem", out, "--out", again)
        self.assertEqual(out.read_bytes(), again.read_bytes())
        self.assertEqual(hashlib.sha256(out.read_bytes()).hexdigest(),
                         said["problem_sha256"])

    def test_the_file_is_solved_as_the_database_is(self):
        monday = "2027-02-01"
        out, said = self.write("first-steps", monday, 2)
        roster = self.folder / "roster.json"
        first = samvakt("solve", self.database("first-steps"), "--from",
                        monday, "--weeks", 2, "--ticks", TICKS, code=(0, 3))
        other = samvakt("solve", "--problem", out, "--out", roster, "--ticks",
                        TICKS, code=(0, 3))
        for key in ("cost", "bound", "levels", "problem_sha256",
                    "cost_by_rule"):
            self.assertEqual(first[key], other[key], key)
        self.assertEqual(said["problem_sha256"], first["problem_sha256"])
        score = samvakt("score", "--problem", out, "--roster", roster)
        self.assertEqual(score["cost"], other["cost"])
        self.assertEqual(score["breaches"], 0)
        self.assertEqual(score["broken"], [])
        self.assertEqual(score["cost_by_rule"], other["cost_by_rule"])
        self.assertEqual([level["cost"] for level in score["levels"]],
                         [level["cost"] for level in other["levels"]])

    def test_the_line_of_progress_speaks_the_language(self):
        instance = self.folder / "Instance97.txt"
        instance.write_text(CURTOIS, encoding="utf-8")
        for language, words in (("nb", ("kostnad", "grense", "udekket")),
                                ("en", ("cost", "bound", "uncovered"))):
            done = subprocess.run(
                [BIN, "solve", "--problem", instance, "--format", "curtois",
                 "--out", self.folder / "l.csv", "--ticks", TICKS,
                 "--progress", "line", "--lang", language],
                capture_output=True, text=True, env=ENV, check=True)
            for word in words:
                self.assertIn(f" {word} ", done.stderr)

    def test_other_formats_become_the_same_kind_of_file(self):
        instance = self.folder / "Instance99.txt"
        instance.write_text(CURTOIS, encoding="utf-8")
        out = self.folder / "curtois.json"
        samvakt("problem", "--problem", instance, "--format", "curtois",
                "--out", out)
        roster = self.folder / "curtois-roster.json"
        solved = samvakt("solve", "--problem", out, "--out", roster, "--ticks",
                         TICKS)
        same = samvakt("solve", "--problem", instance, "--format", "curtois",
                       "--out", self.folder / "r.csv", "--ticks", TICKS)
        self.assertEqual(solved["cost"], same["cost"])
        score = samvakt("score", "--problem", instance, "--format", "curtois",
                        "--roster", roster)
        self.assertEqual(score["cost"], solved["cost"])

    def test_a_roster_that_breaks_rules_is_told(self):
        instance = self.folder / "Instance98.txt"
        instance.write_text(CURTOIS, encoding="utf-8")
        roster = self.folder / "bad.json"
        roster.write_text(json.dumps({"lines": {"A": ["D"] * 7,
                                                "B": ["OFF"] * 7}}))
        answer = samvakt("score", "--problem", instance, "--format",
                         "curtois", "--roster", roster, code=2)
        self.assertIn("expected the name of a pattern", answer["error"]["text"])
        problem = self.folder / "problem.json"
        samvakt("problem", "--problem", instance, "--format", "curtois",
                "--out", problem)
        off = json.loads(problem.read_text())["patterns"][0]
        roster.write_text(json.dumps({"lines": {"A": ["D"] * 7,
                                                "B": [off] * 7}}))
        answer = samvakt("score", "--problem", problem, "--roster", roster)
        self.assertGreater(answer["breaches"], 2)
        self.assertEqual(len(answer["broken"]), answer["breaches"])
        self.assertTrue(any("is closed" in words
                            for words in answer["broken"]))

    def test_wrong_use_is_refused(self):
        database = self.database("first-steps")
        for words in (("problem", database), ("score", "--problem", "p.json"),
                      ("problem", "--out", "p.json"),
                      ("problem", database, "--problem", "x", "--out", "y"),
                      ("problem", "--problem", "x", "--format", "what",
                       "--out", "y")):
            answer = samvakt(*words, code=1)
            self.assertIn("expected", answer["error"]["text"])


if __name__ == "__main__":
    unittest.main()
