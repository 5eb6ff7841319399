#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is too old goes, to the day, and nothing else; the rest still works.

One co-operation in which everything that a rule speaks of happens on one day.
Rule by rule, the shortest first: as many days later it is all there, one day
more and it is gone."""
import contextlib
import datetime
import json
import os
import pathlib
import re
import shutil
import sqlite3
import subprocess
import tempfile
import unittest

BIN = os.environ["SAMVAKT_BIN"]
SOURCE = pathlib.Path(os.environ["SAMVAKT_SOURCE"])
ENV = {**os.environ, "SAMVAKT_DATA": str(SOURCE / "data"), "LC_ALL": "C"}
DAY = datetime.datetime(2026, 12, 7, 6)  # the first of the published plan
DATE = DAY.strftime("%Y-%m-%d")
BEFORE = datetime.datetime(2026, 11, 2, 9)


def records(folder):
    """examples/first-steps, with what is to be forgotten."""
    shutil.copytree(SOURCE / "examples/first-steps", folder)
    staff = json.loads((folder / "staff.json").read_text())
    staff.append({**staff[-1], "id": "dina", "name": "Dina Lund"})
    (folder / "staff.json").write_text(json.dumps(staff))
    for name, made in {
            "absences": [{"id": "old", "staff": "dina", "kind": "sick-note",
                          "grade": 40, "from": "2026-11-30", "to": DATE},
                         {"id": "open", "staff": "dina", "kind": "sick-note",
                          "grade": 20, "from": "2026-12-08"}],
            "case_refs": [{"id": "T4-Q8ZC", "member": "nordvik",
                           "from": "2026-11-02", "to": DATE},
                          {"id": "H9-2VWM", "member": "nordvik",
                           "from": "2026-11-02"}],
            "exclusions": [{"id": "x-old", "staff": "cato",
                            "degree": "avoid", "case_ref": "T4-Q8ZC"},
                           {"id": "x-stays", "staff": "birk",
                            "degree": "avoid", "case_ref": "H9-2VWM"}]
    }.items():
        (folder / f"{name}.json").write_text(json.dumps(made))


class Tidy(unittest.TestCase):
    def setUp(self):
        place = tempfile.TemporaryDirectory()
        self.addCleanup(place.cleanup)
        self.place = pathlib.Path(place.name)
        self.db = self.place / "one.db"
        records(self.place / "records")
        self.say("init", self.place / "records", now=BEFORE)
        self.publish(BEFORE)

    def say(self, verb, *words, now=DAY, code=(0, 3)):
        done = subprocess.run(
            [BIN, verb, str(self.db), *map(str, words), "--json", "--now",
             now.strftime("%Y-%m-%dT%H:%M:%SZ")], env=ENV, check=False,
            capture_output=True, text=True)
        self.assertIn(done.returncode, code, f"{verb} {words}: {done.stdout}")
        return json.loads(done.stdout)

    def publish(self, now):
        plan = self.say("solve", "--from", DATE, "--weeks", 2, "--ticks",
                        20000, now=now)["plan"]
        self.say("publish", plan, "--reason", "x", "--consultation", "x",
                 "--accept-hard", now=now)

    def sql(self, *statements):
        """The last one's rows."""
        with contextlib.closing(sqlite3.connect(self.db)) as link, link:
            for words in statements:
                rows = link.execute(words).fetchall()
        return rows

    def dump(self):
        """All rows."""
        with contextlib.closing(sqlite3.connect(self.db)) as link:
            return "\n".join(line for line in link.iterdump()
                             if line.startswith("INSERT"))

    def tidy(self, days):
        """{rule: rows} so many days after the day."""
        said = self.say("tidy", now=DAY + datetime.timedelta(days=days))
        return {rule["rule"]: rule["rows"] for rule in said["rules"]}

    def happen(self):
        """Something of everything, on the day or ending with it."""
        sick = self.holder("standby")
        self.say("event", "sick", sick, "--from", DATE, "--to", "open")
        self.say("event", "conflict", "birk", "--degree", "avoid",
                 "--case-ref", "T4-Q8ZC", "--from", DATE)
        undone = self.say("event", "conflict", "birk", "--degree", "avoid",
                          "--demand", "day", "--from", DATE)["event"]
        self.say("undo", undone)
        self.say("back", sick, "--from", "2026-12-08",
                 now=DAY + datetime.timedelta(minutes=1))
        self.say("solve", "--from", DATE, "--weeks", 2, "--ticks", 20000)
        link = self.say("feed", "new", "--person", "anja", "--label", "x")
        self.say("feed", "revoke", link["id"])
        at = int(DAY.replace(tzinfo=datetime.timezone.utc).timestamp())
        slot = f"'d:standby', '{DATE}'"
        self.sql(
            # Asked: one said no, another yes; of two swaps one came to be.
            f"INSERT INTO ask VALUES (1, {slot}, NULL, 'ranked', 600, 'x', "
            f"{at}, 1, {at})",
            "INSERT INTO offer(id, ask, staff, rank, state, changed) VALUES "
            f"(1, 1, 'birk', 1, 'declined', {at}), "
            f"(2, 1, 'cato', 2, 'accepted', {at})",
            "INSERT INTO swap(id, staff, duty, date, other_staff, other_duty, "
            "other_date, state, actor, at, changed, offer) VALUES "
            f"(1, 'birk', {slot}, 'cato', {slot}, 'declined', 'x', {at}, {at},"
            f" 1), (2, 'birk', {slot}, 'cato', {slot}, 'published', 'x', {at},"
            f" {at}, NULL)",
            "UPDATE offer SET swap = 1 WHERE id = 1",
            "INSERT INTO offer_answer(offer, answer, actor, at) VALUES "
            f"(1, 'no', 'x', {at}), (2, 'take', 'x', {at})",
            "INSERT INTO swap_answer(swap, answer, filed_by, actor, at) VALUES"
            f" (1, 'decline', 'cato', 'x', {at})",
            "UPDATE outbox SET state = 'sent'",
            "INSERT INTO outbox(key, recipient, channel, text, about, token, "
            "created, state, tries, next_try, withdrawn) VALUES ('k', 'anja', "
            f"'any', 'x', 'offer 1', 't', {at}, 'failed', 1, 0, NULL), "
            f"('w', 'anja', 'any', 'waits', 'offer 1', 'u', {at}, 'waiting', "
            f"0, 0, NULL), ('v', 'anja', 'any', 'never left', 'offer 1', 'v', "
            f"{at}, 'waiting', 0, 0, {at})",
            "INSERT INTO account VALUES ('a1', 'kari', 'Kari Nordmann', '', "
            f"'x', '', 0, {at}, {at})",
            "INSERT INTO account_role VALUES ('a1', 'staff', '')",
            "INSERT INTO account VALUES ('a2', 'ola', 'Ola Nordmann', '', "
            f"'x', '', 0, {at}, NULL)",
            f"INSERT INTO session VALUES ('d', 'a2', 'c', {at}, {at})")

    def holder(self, demand):
        """Who has it on the day."""
        table = self.say("show", "--from", DATE, "--weeks", 1)
        return next(one["id"] for one in table["people"]
                    for duty in one["cells"][0]["duties"]
                    if duty["id"] == demand)

    def test_each_rule_to_the_day(self):
        self.happen()
        self.assertEqual(set(self.tidy(0).values()), {0})
        before = self.dump()
        self.assertEqual(set(self.tidy(0).values()), {0})
        self.assertTrue(self.dump() == before)  # not even a line in the log
        rules = self.say("tidy")["rules"]
        for days in sorted({rule["days"] for rule in rules}):
            names = [rule["rule"] for rule in rules if rule["days"] == days]
            early, late = self.tidy(days), self.tidy(days + 1)
            again = self.tidy(days + 1)
            for name in names:
                if name != "log":  # it has lines of before the day
                    self.assertEqual(early[name], 0, name)
                self.assertGreater(late[name], 0, name)
                self.assertEqual(again[name], 0, name)
                self.look(name)
        self.say("doctor")
        self.say("audit", "--verify")

    def look(self, name):
        """What is gone, what stays, and that the rest goes on."""
        gone = {"exclusions": r"x-old|T4-Q8ZC.*avoid",
                "answers": r"INTO \"(offer|swap)_answer|declined",
                "messages": r'INTO "outbox".*(sent|failed|never left)',
                "links": r'INTO "feed_link"',
                "accounts": "Kari Nordmann", "sessions": r'INTO "session"',
                "worked": f'INTO "(published|event|assignment)".*{DATE}'}
        dump = self.dump()
        self.assertIsNone(re.search(gone.get(name, "^$"), dump), name)
        for stays in ("x-stays", "Ola Nordmann", "'waits'"):
            self.assertTrue(stays in dump, stays)
        self.assertEqual(self.sql("SELECT * FROM tidying"), [])
        if name == "answers":
            self.assertEqual(self.sql("SELECT id FROM offer"), [(2,)])
            self.assertEqual(self.sql("SELECT id FROM swap"), [(2,)])
        if name == "sickness":
            self.assertIsNone(re.search(r"sick-self|'sick'", dump))
            # One that goes on keeps its kind; who was away still was.
            self.assertEqual(self.sql(
                'SELECT id, kind, "to" FROM absences ORDER BY id'),
                [("old", "away", DATE), ("open", "sick-note", None)])
            self.assertEqual(
                [tuple(json.loads(row[0]).values()) for row in self.sql(
                    "SELECT fields FROM plan_event WHERE kind = 'away'")],
                [(DATE, DATE, "100")])
        self.say("doctor")
        self.assertGreater(self.say("audit", "--verify")["verified"], 5)
        later = DAY + datetime.timedelta(days=14)
        self.say("check", "--from", "2027-01-04", now=later)

    def test_nothing_else_opens_the_door(self):
        self.happen()
        for words in ("DELETE FROM outbox", "DELETE FROM offer_answer",
                      "DELETE FROM swap", "DELETE FROM published",
                      "DELETE FROM audit", "DELETE FROM assignment",
                      "UPDATE plan_event SET kind = 'away'"):
            with self.assertRaises(sqlite3.IntegrityError, msg=words):
                self.sql(words)

    def test_the_chain_of_what_is_left_is_watched(self):
        self.happen()
        self.tidy(40)  # is a line itself, which stays
        self.tidy(732)
        self.assertEqual(self.sql("SELECT min(number) FROM audit"),
                         self.sql("SELECT number + 1 FROM audit_before"))
        self.sql("UPDATE audit_before SET hash = replace(hash, 'a', 'b')")
        self.say("audit", "--verify", code=(4, 5))

    def test_the_page_tells_the_table(self):
        page = (SOURCE / "docs/retention.md").read_text()
        told = re.findall(r"^\| `(\S+)` \| (\d+) \| (.*) \| (.*) \| (.*) \|$",
                          page, re.M)
        self.assertEqual(
            told, [(one["rule"], str(one["days"]), one["what"],
                    one["counted"], one["then"])
                   for one in self.say("tidy")["rules"]])


if __name__ == "__main__":
    unittest.main()
