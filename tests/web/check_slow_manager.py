#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The manager's pages in a real browser, in both languages (manager.mjs).
Needs what check_slow_pages.py needs.

PICTURES=FOLDER writes a picture of every page there."""
import calendar
import json
import os
import pathlib
import sys
import time
import unittest

HERE = pathlib.Path(__file__).parent
sys.path.insert(0, str(HERE))
sys.path.insert(0, str(HERE.parents[1] / "tests/server"))
# pylint: disable=wrong-import-position
import check_slow_pages as built
from api import join
from check_slow_pages import DAY, EXAMPLE, PAGES, run
from serving import Server, folder, publish, say

STORY_SECONDS = 290


def cookie(client):
    name, _, value = client.cookie.partition("=")
    return {"name": name, "value": value}


class Manager(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        built.Pages.setUpClass()
        cls.chromium = built.Pages.chromium

    def tell(self, lang):
        began = calendar.timegm(time.strptime(DAY + "T06", "%Y-%m-%dT%H"))
        with folder() as place:
            database = place / "coop.db"
            say("init", database, EXAMPLE)
            with Server(database, "--web", str(PAGES),
                        ahead=began - time.time()) as server:
                lead = join(server, database, "lead", "coordinator", "admin",
                            "auditor")
                manager = join(server, database, "chief", "manager:vega")
                spec = {"url": server.url, "lang": lang,
                        "chromium": self.chromium, "lead": cookie(lead),
                        "manager": cookie(manager), "part": "before",
                        "pictures": os.environ.get("PICTURES")
                        if lang == "nb" else None}
                self.play(place, spec)
                publish(database, **{"from": DAY})
                self.play(place, {**spec, "part": "after"})
            self.assertEqual(server.code, 0, server.said)

    def play(self, place, spec):
        (place / "spec.json").write_text(json.dumps(spec))
        run("node", str(HERE / "manager.mjs"), str(place / "spec.json"),
            where=place, timeout=STORY_SECONDS)

    def test_in_norwegian(self):
        self.tell("nb")

    def test_in_english(self):
        self.tell("en")


if __name__ == "__main__":
    unittest.main()
