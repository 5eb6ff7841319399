#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the manager's pages call: trying a change, keeping it, pins, rules."""
import json
import pathlib
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).parent))
# pylint: disable=wrong-import-position
from api import join
from published import Published
from serving import SOURCE, say

EXAMPLE = SOURCE / "examples/sor-helgeland"
NOW = 1804233600  # 2027-03-05T08:00Z
MONDAY = "2027-03-08"


class Pages(Published):
    at = NOW

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.clients = {
            role: join(cls.server, cls.db, role.replace(":", "-"), role)
            for role in ("manager:vega", "team-lead")}
        cls.clients["coordinator"] = cls.lead

    def table(self, query=f"?from={MONDAY}&weeks=1", client=None):
        status, table, _ = (client or self.lead).call("GET",
                                                      "/published" + query)
        self.assertEqual(status, 200, table)
        return table

    def held(self, standby=False, weekday=0):
        """A slot ahead from that weekday on, who has it, and who does nothing
        that day."""
        table = self.table()
        for d, day in list(enumerate(table["dates"]))[weekday:]:
            idle = [one["id"] for one in table["people"]
                    if not one["cells"][d]["duties"]
                    and not one["cells"][d]["absent"]]
            for one in table["people"]:
                for duty in one["cells"][d]["duties"]:
                    if duty["standby"] == standby and idle:
                        return (f"{duty['id']}@{day['date']}", one["id"],
                                idle)
        raise AssertionError("nothing is held")

    def revision(self):
        return self.lead.call("GET", "/coop")[1]["revision"]

    def keep(self, plan, moves, **fields):
        fields.setdefault("If_Match", f'"{self.revision()}"')
        return self.lead.call("POST", f"/plans/{plan}/keep",
                              {"moves": moves}, **fields)

    def plans(self):
        return [one["plan"] for one in
                self.lead.call("GET", "/plans")[1]["plans"]]

    def test_a_change_is_tried_without_a_trace(self):
        slot, holder, _ = self.held()
        before = self.plans(), len(say("audit", self.db, "--last", 0)["lines"])
        for role, client in self.clients.items():
            status, said, _ = client.call("POST", "/plans/0/try", {
                "moves": [{"slot": slot, "from": holder, "to": None}]})
            self.assertEqual(status, 200, (role, said))
            self.assertEqual(said["cost"]["after"] - said["cost"]["before"],
                             said["cost"]["change"])
            self.assertEqual(sum(level["change"]
                                 for level in said["levels"]),
                             said["cost"]["change"])
            self.assertEqual(said["refused"], [])
            self.assertTrue(said["notice"][0]["tier"])
        after = self.plans(), len(say("audit", self.db, "--last", 0)["lines"])
        self.assertEqual(before, after)

    def test_a_kept_change_is_a_draft_that_can_be_published(self):
        slot, holder, _ = self.held(standby=True, weekday=3)
        moves = [{"slot": slot, "from": holder}]
        self.assertEqual(self.keep(0, moves, If_Match='"77"')[0], 409)
        status, _, _ = self.lead.call("POST", "/plans/0/keep",
                                      {"moves": moves})
        self.assertEqual(status, 428)
        status, kept, _ = self.keep(0, moves, Idempotency_Key="k1")
        self.assertEqual(status, 201, kept)
        again = self.keep(0, moves, Idempotency_Key="k1")
        self.assertEqual(again[1]["draft"], kept["draft"])
        self.assertIn(kept["draft"], self.plans())
        status, compared, _ = self.lead.call(
            "GET", f"/plans/{kept['draft']}/compare")
        self.assertEqual((status, compared["changes"]), (200, 1), compared)
        self.assertEqual((compared["from"], compared["to"]),
                         (slot[-10:], slot[-10:]))
        self.assertEqual(compared["people"][0]["lost"], [slot])
        self.assertEqual(
            say("audit", self.db, "--last", 1)["lines"][0]["action"], "keep")
        # A draft is changed by another draft; it stays as it is itself.
        back = [{"slot": slot, "to": holder}]
        status, second, _ = self.keep(kept["draft"], back)
        self.assertEqual(status, 201, second)
        self.assertNotEqual(second["draft"], kept["draft"])
        self.assertEqual(self.lead.call(
            "GET", f"/plans/{second['draft']}/compare")[1]["changes"], 0)

    def test_a_team_lead_tries_but_keeps_nothing(self):
        slot, holder, _ = self.held()
        status, _, _ = self.clients["team-lead"].call(
            "POST", "/plans/0/keep",
            {"moves": [{"slot": slot, "from": holder}]}, If_Match='"1"')
        self.assertEqual(status, 403)

    def test_moves_are_read_with_care(self):
        slot, holder, _ = self.held()
        table = [
            ({}, 422), ({"moves": "x"}, 422), ({"moves": []}, 400),
            ({"moves": [{}]}, 422), ({"moves": [{"slot": 7}]}, 422),
            ({"moves": [{"slot": slot, "from": "nobody"}]}, 400),
            ({"moves": [{"slot": slot, "to": holder}]}, 409),
            ({"moves": [{"slot": slot, "from": holder}] * 21}, 422),
        ]
        for body, expected in table:
            status, said, _ = self.lead.call("POST", "/plans/0/try", body)
            self.assertEqual(status, expected, (body, said))
            self.assertEqual(said["status"], expected)

    def test_a_pin_is_shown_on_the_board_and_taken_back(self):
        slot, holder, _ = self.held()
        duty, date = slot.split("@")
        fields = {"demand": duty, "date": date}
        path = f"/people/{holder}/events"
        status, event, _ = self.lead.call("POST", path, {
            "kind": "pin", "fields": fields}, Idempotency_Key="pin-1")
        self.assertEqual(status, 201, event)

        def shown():
            return next(one for person in self.table()["people"]
                        for cell, day in zip(person["cells"],
                                             self.table()["dates"])
                        for one in cell["duties"]
                        if person["id"] == holder and day["date"] == date
                        and one["id"] == duty)
        self.assertEqual((shown()["pinned"], shown()["pin"]),
                         (True, event["event"]))
        self.assertEqual(
            self.lead.call("DELETE", f"/events/{event['event']}")[0], 200)
        self.assertEqual((shown()["pinned"], shown()["pin"]), (False, 0))

    def test_the_kind_of_an_absence_is_for_the_own_manager(self):
        manager = self.clients["manager:vega"]
        people = {one["id"]: one["member"]
                  for one in self.lead.call("GET", "/coop")[1]["people"]}
        own = next(p for p, m in people.items() if m == "vega")
        other = next(p for p, m in people.items() if m != "vega")
        for person in (own, other):
            status, answer, _ = self.lead.call(
                "POST", f"/people/{person}/events",
                {"kind": "child-sick", "fields": {"from": MONDAY}})
            self.assertEqual(status, 201, answer)
        for client, expected in ((manager, {own: "child", other: None}),
                                 (self.lead, {own: None, other: None})):
            found = {one["id"]: one["cells"][0]
                     for one in self.table(client=client)["people"]}
            for person, kind in expected.items():
                self.assertEqual(found[person].get("kind"), kind)
                self.assertEqual(found[person]["absent"], 100)

    def test_a_ferry_that_is_down_is_a_band(self):
        table = self.table()
        self.assertIn("ferries", table)
        ferry = next(iter(ferries()))
        status, event, _ = self.lead.call("POST", "/events", {
            "kind": "link", "fields": {"ferry": ferry, "from": "2027-03-09",
                                       "to": "2027-03-10"}})
        self.assertEqual(status, 201, event)
        band = self.table()["ferries"][-1]
        self.assertEqual((band["ferry"], band["from"], band["to"],
                          band["status"]),
                         (ferry, "2027-03-09", "2027-03-10", "down"))
        self.lead.call("DELETE", f"/events/{event['event']}")

    def test_the_balance_has_a_year_of_weeks(self):
        status, said, _ = self.lead.call("GET", "/balance/weeks")
        self.assertEqual((status, said["weeks"]), (200, 52))
        self.assertEqual(
            self.clients["team-lead"].call("GET", "/balance/weeks")[0], 403)
        table = self.table("?from=2027-03-01&weeks=4")
        for person in said["people"]:
            self.assertEqual({len(person[key]) for key in
                              ("standby", "weekends", "holidays")}, {52})
            row = next(one for one in table["people"]
                       if one["id"] == person["person"])
            held = sum(duty["standby"] for cell in row["cells"]
                       for duty in cell["duties"])
            self.assertEqual(sum(person["standby"]), held)
            weekends = sum(any(row["cells"][7 * w + d]["duties"]
                               for d in (5, 6)) for w in range(4))
            self.assertEqual(sum(person["weekends"]), weekends)

    def test_a_publication_takes_a_route_that_there_is(self):
        status, said, _ = self.lead.call(
            "POST", "/plans/1/publish", {"route": "voluntary-swap"},
            If_Match=f'"{self.revision()}"')
        self.assertEqual(status, 422)
        self.assertIn("a step of the ladder", said["detail"])
        steps = self.lead.call("GET", "/rules")[1]["ladder"]
        self.assertEqual([one["step"] for one in steps], list(range(10)))
        self.assertIn("ordinary-hours", [one["route"] for one in steps])

    def records(self, kind, client=None):
        status, said, _ = (client or self.lead).call("GET",
                                                     f"/records/{kind}")
        self.assertEqual(status, 200, said)
        return said

    def test_records_are_shown_without_what_is_secret(self):
        for kind in ("members", "staff", "services", "demands",
                     "shift_types", "activities", "agreements", "pins"):
            shown = self.records(kind)
            self.assertEqual(shown["fields"][0]["key"], "id")
        for kind in ("absences", "exclusions", "case_refs", "wishes", "x"):
            self.assertEqual(
                self.lead.call("GET", f"/records/{kind}")[0], 400, kind)
        personal = {"email", "phone", "home", "limits"}
        vega = self.records("staff", self.clients["manager:vega"])
        for one in vega["records"]:
            self.assertEqual(personal <= set(one), one["member"] == "vega")
        for one in self.records("staff")["records"]:
            self.assertFalse(personal & set(one))

    def put(self, kind, key, fields, version=None, client=None):
        if version is None:
            version = self.records(kind)["version"]
        return (client or self.lead).call(
            "PUT", f"/records/{kind}/{key}", fields,
            If_Match=f'"{version}"')

    def test_one_record_is_changed_and_checked_as_a_whole(self):
        shown = self.records("demands")
        demand = next(one for one in shown["records"]
                      if int(one["target"]) >= 1)
        version, key = shown["version"], demand["id"]
        status, said, _ = self.put("demands", key, {"name": "Nytt navn"},
                                   version)
        self.assertEqual((status, said["added"]), (200, False), said)
        after = self.records("demands")
        self.assertEqual(
            [one["name"] for one in after["records"] if one["id"] == key],
            ["Nytt navn"])
        self.assertEqual(say("audit", self.db, "--last", 1)["lines"][0][
            "action"], "record")
        self.assertEqual(self.put("demands", key, {}, version)[0], 409)
        self.assertEqual(self.lead.call("PUT", f"/records/demands/{key}",
                                        {})[0], 428)
        self.assertEqual(self.put("demands", key,
                                  {"name": demand["name"]})[0], 200)
        table = [
            ("demands", key, {"target": "-1"}, 422, "target"),
            ("demands", key, {"shift_type": "none"}, 422, "shift_type"),
            ("demands", key, {"nothing": "x"}, 422, "nothing"),
            ("demands", key, {"id": "other"}, 422, "id"),
            ("demands", key, {"name": 7}, 422, "name"),
            ("demands", "fresh", {"name": "Ny"}, 422, "missing"),
            ("absences", "x", {}, 400, "absences"),
        ]
        before = self.records("demands")
        for kind, one, fields, expected, words in table:
            status, said, _ = self.put(kind, one, fields,
                                       before["version"])
            self.assertEqual(status, expected, (fields, said))
            self.assertIn(words, json.dumps(said))
        self.assertEqual(self.records("demands"), before)

    def test_lists_in_a_record_are_changed_as_a_whole(self):
        shown = self.records("staff")
        fields = {one["key"]: one for one in shown["fields"]}
        self.assertEqual([one["key"] for one in fields["services"]["items"]],
                         ["service", "pct"])
        self.assertEqual(fields["services"]["items"][0]["of"], "services")
        person = next(one for one in shown["records"] if one["services"])
        key, before = person["id"], person["services"]
        service = self.records("services")["records"][0]["id"]

        def of(version=None, **change):
            status, said, _ = self.put("staff", key, change, version)
            now = next(one for one in self.records("staff")["records"]
                       if one["id"] == key)
            return status, now["services"], json.dumps(said)

        self.assertEqual(of(services=f"{service};40")[:2],
                         (200, f"{service};40"))
        self.assertEqual(of(services=None)[:2], (200, ""))
        self.assertEqual(of(shown["version"], services=before)[:2], (409, ""))
        for wrong, words in ((f"{service};400", "0 to 100"),
                             (f"{service};60|{service};30", "once"),
                             ("none;50", "none"), (";50", "service"),
                             (f"{service};50;1", "no more fields")):
            status, now, said = of(services=wrong)
            self.assertEqual((status, now), (422, ""), wrong)
            self.assertIn(words, said)
        self.assertEqual(of(services=before)[:2], (200, before))

    def test_a_record_is_added(self):
        status, said, _ = self.put("services", "ny", {"name": "Ny tjeneste"})
        self.assertEqual((status, said["added"]), (200, True), said)
        self.assertIn("ny", [one["id"] for one in
                             self.records("services")["records"]])

    def test_personal_fields_are_changed_by_the_own_manager(self):
        manager = self.clients["manager:vega"]
        people = self.records("staff", manager)["records"]
        own = next(one["id"] for one in people if one["member"] == "vega")
        other = next(one["id"] for one in people if one["member"] != "vega")
        mail = {"email": "a@example.no"}
        self.assertEqual(self.put("staff", own, mail, client=manager)[0], 200)
        self.assertEqual(self.put("staff", other, mail, client=manager)[0],
                         409)
        self.assertEqual(self.put("staff", own, mail)[0], 409)

    def test_an_import_says_what_it_would_change(self):
        records = {path.stem: json.loads(path.read_text())
                   for path in EXAMPLE.glob("*.json")}
        records |= records.pop("cooperation")
        records["demands"][0]["name"] = "Et annet navn"
        records["absences"].pop()
        status, said, _ = self.lead.call("PUT", "/records?dry=1", records)
        self.assertEqual(status, 200, said)
        changes = {one["kind"]: one for one in said["changes"]}
        self.assertIn(records["demands"][0]["id"], changes["demands"]["ids"])
        self.assertEqual((changes["absences"]["removed"],
                          changes["absences"]["ids"]), (1, []))

    def test_links_of_rosters_are_listed(self):
        status, made, _ = self.lead.call("POST", "/feeds", {
            "kind": "member", "subject": "vega", "label": "tavle"})
        self.assertEqual(status, 201, made)
        status, said, _ = self.lead.call("GET", "/feeds")
        self.assertEqual(status, 200)
        self.assertEqual([one["label"] for one in said["links"]], ["tavle"])
        self.assertNotIn(made["token"], json.dumps(said))

    def test_every_limit_has_its_reference(self):
        for lang, words in (("nb", "daglig arbeidsfri"),
                            ("en", "daily rest between two main periods")):
            status, rules, _ = self.lead.call("GET", "/rules",
                                              Accept_Language=lang)
            self.assertEqual(status, 200)
            self.assertIn(words, [one["summary"] for one in rules["rules"]])
        limits = {one["limit"]: one for one in rules["limits"]}
        rest = limits["rest_daily"]
        self.assertEqual(rest["unit"], "hours")
        self.assertRegex(rest["reference"], "10-8")
        self.assertIn(rest["severity"]["solver"], ("forbid", "confirm"))
        self.assertTrue(rules["notice"])
        for one in limits.values():
            self.assertTrue(one["value"], one)


def ferries():
    return [one["id"] for one in
            json.loads((EXAMPLE / "ferries.json").read_text())]


if __name__ == "__main__":
    unittest.main()
