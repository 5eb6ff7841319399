#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the pages can be refused with, in the language that they ask for. That
every such sentence has Norwegian words is check_norwegian.py of tests/layers;
this one says that they arrive."""
import pathlib
import re
import sys
import time
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).parent))
# pylint: disable=wrong-import-position
from api import Client, join
from published import Published

ENGLISH = re.compile(r"\b(expected|found|the|that|there|nothing|already|and|"
                     r"is|was|has|not|of|with|which)\b")


class Norwegian(Published):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.person = cls.lead.call("GET", "/coop")[1]["people"][0]["id"]
        cls.own = join(cls.server, cls.db, "own", "staff", staff=cls.person)
        version = cls.lead.call("GET", "/records/staff")[1]["version"]
        cls.match = {"If_Match": f'"{version}"'}

    def both(self, client, method, path, body=None, **fields):
        """The problem in English and in Norwegian."""
        told = [client.call(method, path, body, Accept_Language=one, **fields)
                for one in ("en", "nb-NO,nb;q=0.9")]
        self.assertEqual(told[0][0], told[1][0])
        self.assertGreaterEqual(told[0][0], 400, path)
        return [one[1] for one in told]

    def test_refusals_are_in_the_language_asked_for(self):
        event = f"/people/{self.person}/events"
        staff = f"/records/staff/{self.person}"
        asked = [
            (self.lead, "GET", "/published?from=2027-02-30&weeks=1", None, {}),
            (self.lead, "POST", "/runs", {"weeks": 0}, {}),
            (self.lead, "POST", "/plans/999/publish", {},
             {"If_Match": '"1"'}),
            (self.lead, "POST", "/plans/1/publish", {}, {"If_Match": '"7"'}),
            (self.own, "POST", event, {"kind": "sick", "fields": {
                "from": "2031-01-01"}}, {}),
            (self.own, "POST", event, {"kind": "wish", "fields": {}}, {}),
            (self.own, "POST", event, {"kind": "wish", "fields": {
                "from": "2020-01-01"}}, {}),
            (self.lead, "POST", "/asks", {"slot": "x@2027-03-01"}, {}),
            (self.lead, "POST", "/plans/0/try", {"moves": []}, {}),
            (self.lead, "PUT", staff, {"position_pct": "250"}, self.match),
            (self.lead, "PUT", staff, {"week_norm": "x"}, self.match),
            (self.lead, "PUT", staff, {"from": "2027-13-01"}, self.match),
            (self.lead, "PUT", staff, {"services": "x;50"}, self.match),
            (self.lead, "PUT", staff, {"position_pct": "50"},
             {"If_Match": '"0"'}),
            (self.lead, "PUT", staff, {"position_pct": "50"}, {}),
            (self.lead, "GET", "/runs/999", None, {}),
            (self.lead, "POST", "/runs", b"{" + b" " * 300000, {}),
            (Client(self.server), "POST", "/session",
             {"login": "x", "password": "y"}, {}),
            (Client(self.server), "POST", "/invitations/" + "x" * 43,
             {"password": "et langt passord"}, {}),
        ]
        for client, method, path, body, fields in asked:
            with self.subTest(path=path, body=body):
                english, norwegian = self.both(client, method, path, body,
                                               **fields)
                self.assertEqual(english["status"], norwegian["status"])
                for key in ("title", "detail"):
                    if key in english:
                        self.assertNotEqual(english[key], norwegian[key])
                        self.assertNotRegex(norwegian[key], ENGLISH)
                for fault in norwegian.get("errors", []):
                    self.assertNotRegex(fault, ENGLISH)

    def test_the_values_stand_in_the_sentence(self):
        _, problem = self.both(self.lead, "PUT",
                               f"/records/staff/{self.person}",
                               {"position_pct": "250"}, **self.match)
        self.assertEqual(problem["detail"], "position_pct: forventet et helt "
                                            "tall fra 0 til 100, fant '250'")

    def test_a_run_says_in_norwegian_why_it_failed(self):
        run = self.lead.call("POST", "/runs", {"from": "2027-03-02"},
                             Accept_Language="nb")[1]["run"]
        for _ in range(600):
            state = self.lead.call("GET", f"/runs/{run}")[1]
            if state["state"] not in ("queued", "running"):
                break
            time.sleep(0.1)
        self.assertEqual((state["state"], state["failure"]),
                         ("failed", "fra: forventet en mandag, fant tirsdag "
                                    "2027-03-02"))

    def test_the_words_of_forms_are_too(self):
        for kind in ("staff", "services", "demands"):
            told = [self.lead.call("GET", f"/records/{kind}",
                                   Accept_Language=one)[1]["fields"]
                    for one in ("en", "nb")]
            for english, norwegian in zip(*told):
                self.assertEqual(english["key"], norwegian["key"])
                self.assertNotEqual(english["help"], norwegian["help"])


if __name__ == "__main__":
    unittest.main()
