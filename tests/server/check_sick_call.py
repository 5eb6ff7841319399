#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A sick call over the API: filed, opened, suggested, asked, taken, published,
and in the calendar of who took it."""
import pathlib
import sys
import time
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).parent))
# pylint: disable=wrong-import-position
from api import join
from published import Published


class SickCall(Published):
    def wait(self, run):
        deadline = time.monotonic() + 120
        while run["state"] in ("queued", "running"):
            self.assertLess(time.monotonic(), deadline)
            time.sleep(0.2)
            run = self.lead.call("GET", f"/runs/{run['run']}")[1]
        return run

    def test_from_the_call_to_the_calendar(self):
        table = self.lead.call("GET", "/published?from=2027-03-01&weeks=1")[1]
        person, day = next(
            (one, table["dates"][d]["date"]) for one in table["people"]
            for d, cell in enumerate(one["cells"]) if cell["duties"])
        status, event, _ = self.lead.call(
            "POST", f"/people/{person['id']}/events",
            {"kind": "sick", "fields": {"from": day, "to": day}},
            Idempotency_Key="a")
        self.assertEqual(status, 201, event)
        again = self.lead.call(
            "POST", f"/people/{person['id']}/events",
            {"kind": "sick", "fields": {"from": day, "to": day}},
            Idempotency_Key="a")[1]
        self.assertEqual(again, event)
        opened = self.lead.call("GET", "/opened")[1]["opened"]
        self.assertTrue(opened)
        slot, taker = self.find_taker([one["slot"] for one in opened])
        self.assertEqual(
            self.lead.call("GET", f"/opened/{slot}/risk")[0], 200)
        run = self.wait(self.lead.call("POST", "/replan",
                                       {"seconds": 10})[1])
        self.assertEqual(run["state"], "done", run)
        self.assertIn("people", run["result"])
        self.take(slot, taker)

    def find_taker(self, slots):
        """Somebody who need not give anything up."""
        for slot in slots:
            status, answer, _ = self.lead.call("GET",
                                               f"/opened/{slot}/suggest")
            self.assertEqual(status, 200, answer)
            for one in answer["openings"][0]["candidates"]:
                if not one.get("gives"):
                    return slot, one["person"]
        return self.fail("nobody can take anything")

    def take(self, slot, taker):
        own = join(self.server, self.db, taker, "staff", staff=taker)
        link = own.call("POST", f"/people/{taker}/feeds",
                        {"label": "telefon"})[1]
        before = self.server.get(link["path"])[2].count(b"BEGIN:VEVENT")
        status, asked, _ = self.lead.call("POST", "/asks", {
            "slot": slot, "people": [taker], "timeout": 15})
        self.assertEqual(status, 201, asked)
        offers = own.call("GET", f"/people/{taker}/offers")[1]["offers"]
        self.assertEqual(len(offers), 1)
        offer = offers[0].get("offer") or offers[0]["id"]
        status, taken, _ = own.call("POST", f"/offers/{offer}/answer",
                                    {"answer": "take"})
        self.assertEqual(status, 200, taken)
        self.assertEqual(taken["state"], "accepted")
        status, done, _ = self.lead.call(
            "POST", f"/plans/{taken['plan']}/publish",
            {"reason": "sick", "route": "ordinary-hours"},
            If_Match=f'"{taken["revision"]}"')
        if status == 400:  # the step's own name is told
            self.fail(done)
        self.assertEqual(status, 200, done)
        after = self.server.get(link["path"])[2].count(b"BEGIN:VEVENT")
        self.assertEqual(after, before + 1)

    def find_leaver(self):
        """Somebody who leaves another duty of the day, for whoever is sick."""
        for opening in self.lead.call("GET", "/opened")[1]["opened"]:
            answer = self.lead.call(
                "GET", f"/opened/{opening['slot']}/suggest")[1]
            if not opening["slot"].startswith("day-"):
                continue  # a meeting is everybody's own to attend
            for one in answer["openings"][0]["candidates"]:
                if one["step"] == 1 and one["gives"]:
                    return opening, one
        return None

    def test_who_leaves_a_duty_is_chosen(self):
        table = self.lead.call("GET", "/published?from=2027-03-08&weeks=2")[1]
        for day, person in ((table["dates"][d]["date"], one["id"])
                            for one in table["people"]
                            for d, cell in enumerate(one["cells"])
                            if cell["duties"]):
            event = self.lead.call("POST", f"/people/{person}/events", {
                "kind": "sick", "fields": {"from": day, "to": day}})[1]
            found = self.find_leaver()
            if found:
                return self.choose(*found)
            status, undone, _ = self.lead.call("DELETE",
                                               f"/events/{event['event']}")
            self.assertEqual(status, 200, undone)
        return self.fail("nobody can leave anything")

    def choose(self, opening, one):
        slot, taker = opening["slot"], one["person"]
        own = join(self.server, self.db, taker, "staff", staff=taker)
        self.assertEqual(own.call("POST", f"/opened/{slot}/choose",
                                  {"person": taker})[0], 403)
        status, said, _ = self.lead.call("POST", f"/opened/{slot}/choose", {
            "person": opening["person"]})
        self.assertEqual(status, 409, said)
        link = own.call("POST", f"/people/{taker}/feeds",
                        {"label": "nett"})[1]
        feed = self.server.get(link["path"])[2]
        status, chosen, _ = self.lead.call("POST", f"/opened/{slot}/choose", {
            "person": taker})
        self.assertEqual(status, 201, chosen)
        self.assertEqual((chosen["route"], chosen["needs_consent"]),
                         ("same-day", []))
        change = next(person for person in chosen["people"]
                      if person["person"] == taker)
        self.assertEqual((change["gained"], change["lost"]),
                         ([slot], one["gives"]))
        status, done, _ = self.lead.call(
            "POST", f"/plans/{chosen['plan']}/publish",
            {"reason": "sick", "route": chosen["route"]},
            If_Match=f'"{chosen["revision"]}"')
        self.assertEqual(status, 200, done)
        self.assertEqual(done["hard_new"], 0)
        after = self.server.get(link["path"])[2]
        self.assertNotEqual(after, feed)
        self.assertNotIn(slot, [still["slot"] for still in self.lead.call(
            "GET", "/opened")[1]["opened"]])

    def test_a_plan_without_anything_open_is_refused(self):
        run = self.wait(self.lead.call("POST", "/replan",
                                       {"seconds": 10})[1])
        self.assertEqual(run["state"], "failed", run)
        self.assertIn("nothing is open", run["failure"])

    def test_answers_are_in_the_language_that_is_asked_for(self):
        table = self.lead.call("GET", "/published?from=2027-03-22&weeks=1")[1]
        person, day = next(
            (one["id"], table["dates"][d]["date"]) for one in table["people"]
            for d, cell in enumerate(one["cells"])
            if cell["duties"] and cell["duties"][0]["id"].startswith("day-"))
        event = self.lead.call("POST", f"/people/{person}/events", {
            "kind": "sick", "fields": {"from": day, "to": day}})[1]
        slot = event["opened"][0]["slot"]
        for lang, words in (("nb", ("må si ja", "får beskjed")),
                            ("en", ("has to say yes", "is told"))):
            opening = self.lead.call("GET", f"/opened/{slot}/suggest",
                                     Accept_Language=lang)[1]["openings"][0]
            said = {one["consent_words"] for one in opening["candidates"]}
            self.assertTrue(said & set(words), (lang, said))
            tiers = {one["price"]["tier_words"]
                     for one in opening["candidates"]}
            self.assertEqual(tiers, {"planlagt" if lang == "nb"
                                     else "planned"})
            run = self.wait(self.lead.call("POST", "/replan", {"seconds": 10},
                                           Accept_Language=lang)[1])
            tiers = {change["tier_words"] for one in run["result"]["people"]
                     for change in one["gained"] if "tier_words" in change}
            self.assertTrue(tiers)
            self.assertTrue(all(("planlagt" in tier) == (lang == "nb")
                                for tier in tiers), tiers)
        self.lead.call("DELETE", f"/events/{event['event']}")

    def test_now_is_told_to_staff(self):
        status, now, _ = self.lead.call("GET", "/now")
        self.assertEqual(status, 200)
        self.assertIn("services", now)


if __name__ == "__main__":
    unittest.main()
