#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""docs/event.schema.json admits what the verbs of events answer, and not more."""
import copy
import importlib.util
import json
import os
import pathlib
import subprocess
import tempfile
import unittest

BIN = os.environ["SAMVAKT_BIN"]
SOURCE = pathlib.Path(os.environ["SAMVAKT_SOURCE"])
SCHEMA = json.loads((SOURCE / "docs/event.schema.json").read_text())


def validator():
    """The validator of tests/solver, which needs nothing installed."""
    spec = importlib.util.spec_from_file_location(
        "problem_schema", SOURCE / "tests/solver/check_problem_schema.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.faults


FAULTS = validator()


def call(*words):
    done = subprocess.run([BIN, *words, "--json"], capture_output=True,
                          text=True, check=False,
                          env={**os.environ,
                               "SAMVAKT_DATA": str(SOURCE / "data")})
    return done.returncode, json.loads(done.stdout)


class Documents(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.db = folder.name + "/one.db"
        call("init", self.db, str(SOURCE / "tests/golden/one-choice"))
        call("solve", self.db, "--from", "2037-02-02", "--weeks", "1",
             "--ticks", "20000", "--seed", "1")
        call("publish", self.db, "1", "--now", "2037-01-05T09:00")

    def good(self, at, *words):
        code, answer = call(words[0], self.db, *words[1:], "--now", at)
        self.assertEqual(code, 0, answer)
        self.assertEqual(list(FAULTS(SCHEMA, answer, SCHEMA, words[0])), [],
                         answer)
        return answer

    def test_every_answer_is_as_described(self):
        sick = self.good("2037-02-02T07:10", "sick", "anja")
        self.assertEqual([slot["slot"] for slot in sick["opened"]],
                         ["day@2037-02-02"])
        self.good("2037-02-02T07:10", "sick", "anja", "--by", "anja")
        self.good("2037-02-02T07:11", "opened")
        self.good("2037-02-02T07:12", "sick", "anja", "--to", "2037-02-02",
                  "--corrects", "1", "--key", "k-1")
        self.good("2037-02-02T07:13", "back", "anja")
        self.good("2037-02-03T21:30", "event", "call-out", "cato", "--start",
                  "2037-02-03T20:00", "--end", "2037-02-03T21:00")
        self.good("2037-02-03T22:00", "undo", "2")
        self.good("2037-02-03T22:00", "events", "--all")

    def test_what_is_not_described_is_not_admitted(self):
        answer = self.good("2037-02-02T07:10", "sick", "anja")
        for spoil in (lambda d: d.pop("opened"),
                      lambda d: d.update(diagnosis="flu"),
                      lambda d: d.update(revision=0),
                      lambda d: d["opened"][0].update(reason="flu"),
                      lambda d: d["opened"][0].pop("rule")):
            spoilt = copy.deepcopy(answer)
            spoil(spoilt)
            self.assertNotEqual(
                list(FAULTS(SCHEMA, spoilt, SCHEMA, "spoilt")), [])


if __name__ == "__main__":
    unittest.main()
