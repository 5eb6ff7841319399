#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The pages that people use on a phone, in a real browser, in both languages
(phone.mjs): before anything is published; wishes, leave, a swap, being away;
the sick call. Needs what check_slow_pages.py needs.

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


def swappable(lead, clients):
    """Two duties that the rules let two people exchange: proposed, and taken
    back at once."""
    table = lead.call("GET", "/published?from=2027-03-08&weeks=3")[1]
    duties = [(one["id"], f"{duty['id']}@{day['date']}")
              for one in table["people"]
              for cell, day in zip(one["cells"], table["dates"])
              for duty in cell["duties"]]
    for person, slot in duties:
        for other, other_slot in duties:
            if other == person or slot[-10:] == other_slot[-10:]:
                continue
            own = clients(person)
            status, swap, _ = own.call(
                "POST", f"/people/{person}/swaps",
                {"slot": slot, "with": other, "with_slot": other_slot})
            if status == 201:
                own.call("POST", f"/swaps/{swap['swap']}/answer",
                         {"answer": "withdraw"})
                return swap
    raise AssertionError("no two duties can be exchanged")


class Phone(unittest.TestCase):
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
                self.run_story(lang, place, database, server)
            self.assertEqual(server.code, 0, server.said)

    def run_story(self, lang, place, database, server):
        known = {}

        def client(person, role="staff"):
            if person not in known:
                known[person] = join(server, database, f"{role[:4]}-{person}",
                                     role, staff=person)
            return known[person]

        lead = join(server, database, "lead", "coordinator")
        people = lead.call("GET", "/coop")[1]["people"]
        spec = {"url": server.url, "lang": lang, "day": DAY,
                "chromium": self.chromium, "lead": cookie(lead),
                "pictures": os.environ.get("PICTURES")
                if lang == "nb" else None}
        spec["nobody"] = cookie(client(people[0]["id"]))
        self.play(place, {**spec, "part": "before"})
        publish(database, **{"from": DAY})
        swap = swappable(lead, client)
        member = next(one["member"] for one in people
                      if one["id"] == swap["person"])
        manager = join(server, database, "chief", f"manager:{member}")
        spec |= {"part": "after", "swap": swap, "manager": cookie(manager),
                 "own": cookie(client(swap["person"])),
                 "other": cookie(client(swap["with"])),
                 "planned": client(swap["person"]).call(
                     "GET", f"/people/{swap['person']}/requests")[1][
                         "planned_until"]}
        self.play(place, spec)

    def play(self, place, spec):
        (place / "spec.json").write_text(json.dumps(spec))
        run("node", str(HERE / "phone.mjs"), str(place / "spec.json"),
            where=place, timeout=STORY_SECONDS)

    def test_in_norwegian(self):
        self.tell("nb")

    def test_in_english(self):
        self.tell("en")


if __name__ == "__main__":
    unittest.main()
