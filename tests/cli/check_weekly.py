#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The weekly run by the command line, from files to calendars, on a real file.

Work limits are ticks, so nothing here depends on how fast the machine is."""
import contextlib
import json
import os
import pathlib
import sqlite3
import subprocess
import sys
import tempfile
import unittest

BIN = os.environ["SAMVAKT_BIN"]
SOURCE = pathlib.Path(os.environ["SAMVAKT_SOURCE"])
ENV = {**os.environ, "SAMVAKT_DATA": str(SOURCE / "data"), "LC_ALL": "C",
       "LANG": "C"}


def samvakt(*words, code=0):
    """Runs the command; standard output, and JSON where that was asked for."""
    done = subprocess.run([BIN, *map(str, words)], capture_output=True,
                          text=True, env=ENV, check=False,
                          stdin=subprocess.DEVNULL)
    expected = code if isinstance(code, tuple) else (code,)
    if done.returncode not in expected:
        raise AssertionError(f"{words}: exit {done.returncode}, expected "
                             f"{code}\n{done.stdout}\n{done.stderr}")
    return json.loads(done.stdout) if "--json" in words else done


def sequences(database):
    """Of all calendar events, in the order of their UIDs."""
    with contextlib.closing(sqlite3.connect(database)) as link:
        return [row[0] for row in link.execute(
            "SELECT sequence FROM event ORDER BY uid")]


def dump(database):
    """Everything in the database but for the log of who read it."""
    path = f"file:{database}?mode=ro"
    with contextlib.closing(sqlite3.connect(path, uri=True)) as db:
        return list(db.iterdump())


class Weekly(unittest.TestCase):
    """One co-operation through the week; tests are in the order of names."""

    @classmethod
    def setUpClass(cls):
        cls.holder = tempfile.TemporaryDirectory()
        cls.folder = pathlib.Path(cls.holder.name)
        cls.db = cls.folder / "first.db"

    @classmethod
    def tearDownClass(cls):
        cls.holder.cleanup()

    def test_01_init_makes_a_file_once(self):
        samvakt("init", self.db, "--name", "Første skritt")
        samvakt("init", self.db, code=4)

    def test_02_import_counts_records(self):
        said = samvakt("import", self.db, SOURCE / "examples/first-steps",
                       "--json")
        self.assertGreater(said["records"]["staff"], 0)
        self.assertFalse(said["dry"])

    def test_03_a_bad_file_changes_nothing(self):
        bad = self.folder / "bad"
        bad.mkdir()
        (bad / "cooperation.json").write_text('{"id": 7}', encoding="utf-8")
        before = dump(self.db)
        done = samvakt("import", self.db, bad, code=2)
        self.assertIn("cooperation.json:1", done.stderr)
        self.assertEqual(before, dump(self.db))

    def test_04_check_tells_certain_from_likely(self):
        said = samvakt("check", self.db, "--from", "2027-02-01", "--weeks",
                       "2", "--json")
        self.assertIn("certain", said)
        self.assertIn("likely", said)

    def test_05_solve_reports_all_that_is_promised(self):
        said = samvakt("solve", self.db, "--from", "2027-02-01", "--weeks",
                       "2", "--ticks", "3000000", "--seed", "7", "--json",
                       code=(0, 3))
        for key in ("plan", "status", "cost", "bound", "gap", "levels",
                    "seconds", "seed", "problem_sha256", "uncovered",
                    "cost_by_rule"):
            self.assertIn(key, said)
        self.assertLessEqual(said["bound"], said["cost"])
        self.assertEqual(said["breaches"], 0)
        self.assertEqual(said["hard_findings"], 0)
        for level in said["levels"]:
            self.assertLessEqual(level["bound"], level["cost"])

    def test_06_the_same_seed_and_work_give_the_same_plan(self):
        plans = []
        for threads in ("1", "2", "2"):
            said = samvakt("solve", self.db, "--from", "2027-02-01",
                           "--weeks", "2", "--ticks", "3000000", "--seed",
                           "7", "--threads", threads, "--json", code=(0, 3))
            shown = samvakt("show", self.db, "--plan", said["plan"],
                            "--json")
            shown.pop("plan")
            plans.append(shown)
        self.assertEqual(plans[0], plans[1])
        self.assertEqual(plans[1], plans[2])

    def test_07_short_notice_needs_a_reason(self):
        with contextlib.closing(sqlite3.connect(self.db)) as db:
            plan = db.execute("SELECT max(id) FROM plan").fetchone()[0]
        # The clock decides whether February 2027 is near.
        done = samvakt("publish", self.db, plan, "--consultation",
                       "drøfting 12/2026", "--reason", "PEAK", "--json")
        self.assertEqual(done["revision"], 1)
        self.assertTrue(done["changes"])
        samvakt("publish", self.db, plan, code=2)

    def test_08_show_is_the_published_plan(self):
        done = samvakt("show", self.db)
        self.assertIn("week 5", done.stdout)
        self.assertRegex(done.stdout, r"(?m)^  \S+ +standby +Evening standby$")
        self.assertNotIn("\033", done.stdout)

    def test_09_export_writes_a_calendar_per_person(self):
        out = self.folder / "files"
        said = samvakt("export", self.db, "--out", out, "--json")
        people = list((out / "calendars").glob("person-*.ics"))
        shown = samvakt("show", self.db, "--json")
        self.assertEqual(len(people), len(shown["people"]))
        for file in said["files"]:
            self.assertGreater(file["bytes"], 0)

    def test_10_exporting_again_gives_the_same_bytes(self):
        first, second = self.folder / "files", self.folder / "again"
        samvakt("export", self.db, "--out", second)
        for path in sorted(first.rglob("*")):
            if path.is_file():
                other = second / path.relative_to(first)
                self.assertEqual(path.read_bytes(), other.read_bytes(), path)

    def test_11_why_names_everybody_for_a_manager_only(self):
        with contextlib.closing(sqlite3.connect(self.db)) as db:
            duty, date = db.execute(
                "SELECT duty, date FROM published WHERE until IS NULL "
                "AND duty LIKE 'd:%' ORDER BY date").fetchone()
        slot = f"{duty[2:]}@{date}"
        said = samvakt("why", self.db, slot, "--json")
        shown = samvakt("show", self.db, "--json")
        self.assertEqual(len(said["alternatives"]), len(shown["people"]))
        self.assertTrue(said["holders"])
        public = samvakt("why", self.db, slot, "--as", "staff", "--json")
        for alternative in public["alternatives"]:
            self.assertEqual(set(alternative),
                             {"person", "name", "standing"})
        person = shown["people"][0]["id"]
        answer = samvakt("why-not", self.db, person, slot, "--json")
        self.assertEqual(answer["answer"]["person"], person)

    def test_12_what_stands_stays_unless_opened(self):
        before = samvakt("show", self.db, "--json")
        said = samvakt("solve", self.db, "--from", "2027-02-01", "--weeks",
                       "2", "--ticks", "1000000", "--json", code=(0, 3))
        after = samvakt("show", self.db, "--plan", said["plan"], "--json")
        self.assertEqual(before["people"], after["people"])
        compared = samvakt("compare", self.db, "published", said["plan"],
                           "--json")
        self.assertEqual(compared["changes"], 0)

    def test_13_a_backup_can_be_restored(self):
        backup = self.folder / "backup.db"
        samvakt("backup", self.db, backup)
        samvakt("backup", self.db, backup, code=4)
        before = sequences(self.db)
        samvakt("restore", self.db, backup)
        samvakt("doctor", self.db)
        # No client that saw a later state takes the copy's for older.
        self.assertEqual(sequences(self.db),
                         [number + 1000 for number in before])
        self.assertTrue(before)
        said = samvakt("audit", self.db, "--verify", "--json")
        self.assertGreater(said["verified"], 5)

    def test_14_wrong_use_is_one(self):
        samvakt("solv", code=1)
        done = samvakt("solve", self.db, "--form", "x", code=1)
        self.assertIn("--from", done.stderr)
        samvakt("solve", self.db, "--from", "2027-01-12", code=1)
        samvakt("why", self.db, "nonsense", code=1)
        samvakt("show", self.folder / "nowhere.db", code=4)

    def test_15_every_verb_has_help_with_an_example(self):
        listed = samvakt("help").stdout
        verbs = [line.split()[0] for line in listed.splitlines()
                 if line.startswith("  ")]
        for verb in ("init", "import", "check", "solve", "show", "compare",
                     "publish", "why", "why-not", "balance", "export",
                     "backup", "restore", "doctor", "audit"):
            self.assertIn(verb, verbs)
        for verb in verbs:
            said = samvakt(verb, "--help").stdout
            self.assertIn("Example:\n  samvakt " + verb, said)
            self.assertIn("--json", said)


if __name__ == "__main__":
    unittest.main(argv=[sys.argv[0], "-v"], exit=True)
