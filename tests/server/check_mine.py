#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""One person's own over the API: tally, wishes, leave, swaps; and what their
manager, another manager and a colleague see of it."""
import pathlib
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).parent))
# pylint: disable=wrong-import-position
from api import join
from published import Published


class Mine(Published):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        people = cls.lead.call("GET", "/coop")[1]["people"]
        cls.person = people[0]["id"]
        cls.member = people[0]["member"]
        cls.other = next(one for one in people
                         if one["member"] != cls.member)
        cls.own = join(cls.server, cls.db, "own", "staff", staff=cls.person)
        cls.colleague = join(cls.server, cls.db, "colleague", "staff",
                             staff=cls.other["id"])
        cls.manager = join(cls.server, cls.db, "manager",
                           f"manager:{cls.member}")
        cls.stranger = join(cls.server, cls.db, "stranger",
                            f"manager:{cls.other['member']}")

    def file(self, client, event, key=None, replaces=None, **fields):
        body = {"kind": event, "fields": fields}
        if replaces:
            body["replaces"] = replaces
        keys = {"Idempotency_Key": key} if key else {}
        status, answer, _ = client.call(
            "POST", f"/people/{self.person}/events", body, **keys)
        return status, answer

    def requests(self, client=None):
        status, answer, _ = (client or self.own).call(
            "GET", f"/people/{self.person}/requests")
        self.assertEqual(status, 200, answer)
        return answer

    def test_the_tally_is_ones_own(self):
        status, own, _ = self.own.call(
            "GET", f"/people/{self.person}/balance")
        self.assertEqual(status, 200, own)
        self.assertTrue(own["shares"])
        self.assertEqual({one["person"] for one in own["shares"]},
                         {self.person})
        everybody = self.lead.call("GET", "/balance")[1]["shares"]
        self.assertEqual(own["shares"], [
            one for one in everybody if one["person"] == self.person])
        self.assertEqual(self.colleague.call(
            "GET", f"/people/{self.person}/balance")[0], 403)
        self.assertEqual(self.own.call("GET", "/balance")[0], 403)

    def test_a_wish_is_entered_changed_and_withdrawn(self):
        until = self.requests()["planned_until"]
        status, said = self.file(self.own, "wish", **{"from": until})
        self.assertEqual(status, 409, said)
        self.assertIn(until, said["detail"])
        status, wish = self.file(self.own, "wish", "w1",
                                 **{"from": "2027-06-01"})
        self.assertEqual(status, 201, wish)
        again = self.file(self.own, "wish", "w1", **{"from": "2027-06-01"})[1]
        self.assertEqual(again["event"], wish["event"])
        status, changed = self.file(self.own, "wish", "w2",
                                    replaces=wish["event"],
                                    **{"from": "2027-06-02"})
        self.assertEqual(status, 201, changed)
        self.assertEqual([(one["event"], one["from"])
                          for one in self.requests()["wishes"]
                          if one["event"]],
                         [(changed["event"], "2027-06-02")])
        self.assertEqual(self.own.call(
            "DELETE", f"/events/{changed['event']}")[0], 200)
        self.assertEqual([one for one in self.requests()["wishes"]
                          if one["event"]], [])

    def test_leave_is_decided_by_the_own_manager(self):
        status, leave = self.file(
            self.own, "leave", "l1", kind="holiday",
            **{"from": "2027-03-08", "to": "2027-03-12"})
        self.assertEqual(status, 201, leave)
        answer = {"leave": str(leave["event"]), "answer": "approve"}
        self.assertEqual(self.file(self.own, "leave-answer", **answer)[0],
                         409)
        for client in (self.stranger, self.lead, self.colleague):
            self.assertEqual(self.file(client, "leave-answer", **answer)[0],
                             403)
            self.assertEqual(client.call(
                "GET", f"/people/{self.person}/requests")[0], 403)
        for client in (self.stranger, self.colleague):
            seen = client.call("GET", "/requests")[1]["leaves"]
            self.assertNotIn(self.person, [one["person"] for one in seen])
        seen = self.manager.call("GET", "/requests")[1]["leaves"]
        self.assertEqual([(one["person"], one["state"]) for one in seen],
                         [(self.person, "asked")])
        held = seen[0]["holds"]
        status, said = self.file(self.manager, "leave-answer", "a1", **answer)
        self.assertEqual(status, 201, said)
        self.assertEqual(sorted(one["slot"] for one in said["opened"]),
                         sorted(held))
        self.assertEqual(self.requests()["leaves"][0]["state"], "approved")

    def test_events_are_read_by_the_person_and_their_manager(self):
        status, filed = self.file(self.own, "child-sick", "c1",
                                  **{"from": "2027-03-04"})
        self.assertEqual(status, 201, filed)
        path = f"/people/{self.person}/events"
        for client in (self.own, self.manager):
            status, seen, _ = client.call("GET", path)
            self.assertEqual(status, 200, seen)
            self.assertIn((filed["event"], "child-sick"),
                          [(one["event"], one["kind"])
                           for one in seen["events"]])
            self.assertEqual({one["person"] for one in seen["events"]},
                             {self.person})
        for client in (self.lead, self.stranger, self.colleague):
            self.assertEqual(client.call("GET", path)[0], 403)
        self.own.call("DELETE", f"/events/{filed['event']}")

    def test_exclusions_are_in_no_list_of_events(self):
        status, filed = self.file(self.own, "conflict", degree="never",
                                  case_ref="Z9-Q1X2")
        self.assertIn(status, (201, 400, 422), filed)
        if status != 201:
            case = filed["detail"]
            status, filed = self.file(self.own, "conflict", degree="avoid",
                                      demand=self.a_demand())
            self.assertEqual(status, 201, (case, filed))
        own = f"/people/{self.person}/events"
        for client, path in ((self.own, own), (self.manager, own),
                             (self.manager, "/events?all=1"),
                             (self.stranger, "/events?all=1"),
                             (self.lead, "/events?all=1")):
            status, events, _ = client.call("GET", path)
            self.assertEqual(status, 200, events)
            self.assertNotIn(filed["event"], [
                one["event"] for one in events["events"]])
        self.assertEqual(self.own.call(
            "DELETE", f"/events/{filed['event']}")[0], 200)

    def a_demand(self):
        table = self.lead.call("GET", "/published?from=2027-03-01&weeks=1")[1]
        return next(cell["duties"][0]["id"].split(":")[-1]
                    for one in table["people"] for cell in one["cells"]
                    if cell["duties"])

    def test_a_swap_is_seen_by_both_and_by_nobody_else(self):
        swap = self.find_swap()
        numbers = {}
        for name, client in (("own", self.swapper), ("with", self.partner)):
            person = swap["person"] if name == "own" else swap["with"]
            status, seen, _ = client.call("GET", f"/people/{person}/swaps")
            self.assertEqual(status, 200, seen)
            numbers[name] = [one["swap"] for one in seen["swaps"]]
            self.assertEqual(seen["swaps"][0]["with_name"],
                             swap["with_name"])
        self.assertEqual(numbers, {"own": [swap["swap"]],
                                   "with": [swap["swap"]]})
        seen = self.own.call("GET", f"/people/{self.person}/swaps")[1]
        if self.person not in (swap["person"], swap["with"]):
            self.assertEqual(seen["swaps"], [])
        status, said, _ = self.partner.call(
            "POST", f"/swaps/{swap['swap']}/answer", {"answer": "decline"})
        self.assertEqual((status, said["state"]), (200, "declined"))

    def find_swap(self):
        """Two duties that may be exchanged; the rules say which."""
        table = self.lead.call("GET", "/published?from=2027-03-08&weeks=3")[1]
        duties = [(one["id"], f"{duty['id']}@{day['date']}")
                  for one in table["people"]
                  for cell, day in zip(one["cells"], table["dates"])
                  for duty in cell["duties"]]
        clients, said = {}, {}
        for person, slot in duties:
            if person not in clients:
                clients[person] = join(self.server, self.db, f"s-{person}",
                                       "staff", staff=person)
            for other, other_slot in duties:
                if other == person or slot[-10:] == other_slot[-10:]:
                    continue
                status, swap, _ = clients[person].call(
                    "POST", f"/people/{person}/swaps",
                    {"slot": slot, "with": other, "with_slot": other_slot})
                if status == 201:
                    self.swapper = clients[person]
                    self.partner = join(self.server, self.db, "partner",
                                        "staff", staff=other)
                    return swap
                self.assertEqual(status, 409, swap)
                said[swap["detail"]] = (slot, other_slot)
        return self.fail(f"no two duties can be exchanged: {said}")


if __name__ == "__main__":
    unittest.main()
