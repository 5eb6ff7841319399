#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The pages that people use on a phone, in a real browser, in both languages
(phone.mjs): before anything is published; wishes, leave, a swap, being away;
the sick call. What it needs: pages.py."""
import pathlib
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).parent))
# pylint: disable=wrong-import-position
import pages  # its Story is no test of this file
from pages import DAY, cookie

from api import join  # pages.py has said where
from serving import publish


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


class Phone(pages.Story):
    script = "phone.mjs"

    def tell(self, lang):
        with self.example() as (place, database, server):
            self.run_story(lang, place, database, server)

    def run_story(self, lang, place, database, server):
        known = {}

        def client(person, role="staff"):
            if person not in known:
                known[person] = join(server, database, f"{role[:4]}-{person}",
                                     role, staff=person)
            return known[person]

        lead = join(server, database, "lead", "coordinator")
        people = lead.call("GET", "/coop")[1]["people"]
        spec = {"lead": cookie(lead),
                "nobody": cookie(client(people[0]["id"]))}
        self.play(place, server, lang, part="before", **spec)
        publish(database, **{"from": DAY})
        swap = swappable(lead, client)
        member = next(one["member"] for one in people
                      if one["id"] == swap["person"])
        manager = join(server, database, "chief", f"manager:{member}")
        own = client(swap["person"])
        requests = own.call("GET", f"/people/{swap['person']}/requests")[1]
        spec |= {"swap": swap, "manager": cookie(manager), "own": cookie(own),
                 "other": cookie(client(swap["with"])),
                 "planned": requests["planned_until"]}
        self.play(place, server, lang, part="after", **spec)


if __name__ == "__main__":
    unittest.main()
