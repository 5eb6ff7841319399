#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A real subscriber: vdirsyncer pulls a person's calendar over HTTP into a
folder, khal lists the duties. What a new plan moves has moved, what it takes
away is cancelled, what it leaves alone is not fetched again."""
import calendar
import datetime
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import time
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).parent))
# pylint: disable=wrong-import-position
from serving import SOURCE, Server, folder, say

EXAMPLE = SOURCE / "examples/first-steps"
TODAY = calendar.timegm((2026, 11, 22, 9, 0, 0))
SYNCER = """\
[general]
status_path = "{place}/status/"
[pair duties]
a = "remote"
b = "local"
collections = null
[storage remote]
type = "http"
url = "{url}"
[storage local]
type = "filesystem"
path = "{place}/items/"
fileext = ".ics"
"""
READER = """\
[calendars]
[[duties]]
path = {place}/items/
[locale]
local_timezone = Europe/Oslo
default_timezone = Europe/Oslo
timeformat = %H:%M
dateformat = %Y-%m-%d
longdateformat = %Y-%m-%d
datetimeformat = %Y-%m-%d %H:%M
longdatetimeformat = %Y-%m-%d %H:%M
[default]
default_calendar = duties
[sqlite]
path = {place}/khal.db
"""
STRUCK = {"confirmed": "", "cancelled": "AVLYST: "}


def oslo(text):
    """An instant of ours as khal shows it; all are in winter."""
    at = datetime.datetime.strptime(text, "%Y-%m-%dT%H:%M:%SZ")
    return (at + datetime.timedelta(hours=1)).strftime("%Y-%m-%d %H:%M")


class Subscriber(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        for tool in ("vdirsyncer", "khal"):
            assert shutil.which(tool), f"there is no {tool}: install it"
        cls.stack = folder()
        cls.place = cls.stack.__enter__()
        cls.db = cls.place / "coop.db"
        say("init", cls.db, EXAMPLE)
        cls.server = Server(cls.db, ahead=TODAY - time.time()).__enter__()
        cls.publish()
        cls.link = say("feed", cls.db, "new", "--person", "anja", "--label",
                       "vdirsyncer", *cls.server.now())
        (cls.place / "items").mkdir()
        for name, words in (("syncer", SYNCER), ("khal", READER)):
            (cls.place / name).write_text(words.format(
                place=cls.place, url=cls.server.url + cls.link["path"]))
        cls.run_tool("vdirsyncer", "-c", "syncer", "discover")

    @classmethod
    def tearDownClass(cls):
        cls.server.__exit__()
        cls.stack.__exit__(None, None, None)
        assert cls.server.code == 0, cls.server.lines()

    @classmethod
    def publish(cls):
        plan = say("solve", cls.db, "--weeks", 2, "--ticks", 20000,
                   *cls.server.now())["plan"]
        say("publish", cls.db, plan, "--consultation", "x", "--reason", "test",
            "--accept-hard", *cls.server.now())

    @classmethod
    def run_tool(cls, *words):
        done = subprocess.run(words, cwd=cls.place, capture_output=True,
                              text=True, check=False,
                              env={**os.environ, "HOME": str(cls.place),
                                   "LC_ALL": "C.UTF-8", "TZ": "Europe/Oslo"})
        if done.returncode != 0:
            raise AssertionError(f"{words}: {done.stdout}{done.stderr}")
        return done.stdout

    def sync(self):
        """The folder's files after a synchronisation: {name: bytes}."""
        self.run_tool("vdirsyncer", "-c", "syncer", "sync")
        return {path.name: path.read_bytes()
                for path in (self.place / "items").iterdir()}

    def khal(self):
        """What khal lists: [(start, end, title)]."""
        lines = self.run_tool(
            "khal", "-c", "khal", "list", "--once", "--format",
            "{start-long}|{end-long}|{title}", "--day-format", "",
            "2026-12-01", "2027-02-01").splitlines()
        return sorted(tuple(line.split("|")) for line in lines if line.strip())

    def events(self):
        """What the JSON form of the same link says: the same."""
        status, _, body = self.server.get(self.link["json"])
        self.assertEqual(status, 200)
        return sorted((oslo(one["start"]), oslo(one["end"]),
                       STRUCK[one["status"]] + one["title"])
                      for one in json.loads(body)["events"])

    def move_mornings(self):
        """The day duty begins an hour later from now on."""
        second = self.place / "second"
        shutil.copytree(EXAMPLE, second)
        types = json.loads((second / "shift_types.json").read_text())
        next(one for one in types if one["id"] == "day")["start"] = "09:00"
        (second / "shift_types.json").write_text(json.dumps(types))
        say("import", self.db, second, *self.server.now())

    def test_duties_come_move_and_go(self):
        first = self.sync()
        listed = self.khal()
        self.assertEqual(listed, self.events())
        self.assertGreater(len(first), 8)
        mornings = [one for one in listed if one[0].endswith("08:00")]
        self.assertTrue(mornings)
        self.assertEqual(self.sync(), first)
        self.assertNotIn("Copying", self.run_tool(
            "vdirsyncer", "-vINFO", "-c", "syncer", "sync"))

        self.move_mornings()
        self.assertEqual(self.sync(), first)  # drafts and records stay here
        self.publish()
        second = self.sync()
        moved = self.khal()
        self.assertEqual(moved, self.events())
        self.assertFalse([one for one in moved if one[0].endswith("08:00")])
        # vdirsyncer names a file by its content: what stands keeps its own.
        self.assertEqual(
            [one for one in moved if one[0].endswith("09:00")],
            [(one[0].replace("08:00", "09:00"), *one[1:]) for one in mornings])
        self.assertEqual(len(second), len(first))
        self.assertEqual(len(set(second) & set(first)),
                         len(first) - len(mornings))

        self.cancel(moved)

    def cancel(self, before):
        """Away for two days with duties: they are struck out, and only they."""
        days = sorted({one[0][:10] for one in before})[:2]
        say("event", self.db, "sick-note", "anja", "--from", days[0], "--to",
            days[1], "--grade", 100, *self.server.now())
        self.publish()
        self.sync()
        after = self.khal()
        self.assertEqual(after, self.events())
        for start, end, title in before:
            if start[:10] in days:
                struck = [one for one in after if one[:2] == (start, end)]
                self.assertEqual(len(struck), 1, after)
                self.assertEqual(struck[0][2], "AVLYST: " + title)
        files = b"".join(self.sync().values())
        gone = sum(one[0][:10] in days for one in before)
        self.assertEqual(len(re.findall(rb"STATUS:CANCELLED", files)), gone)


if __name__ == "__main__":
    unittest.main()
