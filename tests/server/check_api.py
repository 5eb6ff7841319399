#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The API: signing in, plans, runs, events, links; every route for every
role."""
import contextlib
import json
import os
import pathlib
import re
import signal
import sqlite3
import sys
import threading
import time
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).parent))
# pylint: disable=wrong-import-position
from api import PASSWORD, PREFIX, Client, code_of, join
from serving import SOURCE, Server, folder, publish, say

EXAMPLE = SOURCE / "examples/sor-helgeland"


def rows(database, query):
    """What a query of the file itself gives."""
    with contextlib.closing(sqlite3.connect(database)) as link:
        return link.execute(query).fetchall()


def children(process):
    """Numbers of the processes that a process has started."""
    found = []
    for path in pathlib.Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            if int(path.read_text().rpartition(")")[2].split()[1]) == process:
                found.append(int(path.parent.name))
    return found


class Base(unittest.TestCase):
    example = SOURCE / "examples/first-steps"

    @classmethod
    def setUpClass(cls):
        cls.stack = folder()
        cls.place = cls.stack.__enter__()
        cls.db = cls.place / "coop.db"
        say("init", cls.db, cls.example)
        cls.prepare()
        cls.server = Server(cls.db).__enter__()
        cls.people = dict(rows(cls.db,
                               "SELECT id, member FROM staff ORDER BY id"))

    @classmethod
    def prepare(cls):
        """What is stored before the server starts."""

    @classmethod
    def tearDownClass(cls):
        cls.server.__exit__()
        cls.stack.__exit__(None, None, None)
        assert cls.server.code == 0, cls.server.lines()


class Signing(Base):
    def test_a_session_begins_and_ends(self):
        client = join(self.server, self.db, "anne", "coordinator")
        self.assertRegex(client.set_cookie, r"HttpOnly")
        self.assertRegex(client.set_cookie, r"SameSite=Strict")
        status, who, _ = client.call("GET", "/session")
        self.assertEqual((status, who["login"]), (200, "anne"))
        self.assertEqual(client.call("DELETE", "/session")[0], 200)
        self.assertEqual(client.call("GET", "/published")[0], 401)

    def test_roles_beyond_staff_need_a_fresh_code(self):
        client = join(self.server, self.db, "bente", "coordinator")
        other = Client(self.server)
        self.assertEqual(other.sign_in("bente")[0], 401)
        self.assertEqual(other.sign_in("bente", code="000000")[0], 401)
        self.assertEqual(other.sign_in("bente", code=client.used)[0], 401)
        fresh = code_of(client.key, 1)
        self.assertEqual(other.sign_in("bente", code=fresh)[0], 200)
        self.assertEqual(other.sign_in("bente", code=fresh)[0], 401)

    def test_staff_sign_in_without_a_code(self):
        client = join(self.server, self.db, "Cecilie", "staff", staff="anja")
        self.assertIsNone(client.key)
        self.assertEqual(Client(self.server).sign_in("CECILIE")[0], 200)

    def test_wrong_tries_are_slowed_and_say_nothing(self):
        join(self.server, self.db, "dag", "staff", staff="anja")
        answers = [Client(self.server).sign_in("dag", "feil passord!")
                   for _ in range(9)]
        nobody = Client(self.server).sign_in("nobody", "feil passord!")
        self.assertEqual([one[0] for one in answers], [401] * 8 + [429])
        self.assertEqual(answers[0][1], nobody[1])
        # Who is right is locked out here, but only from this address and for
        # this account.
        join(self.server, self.db, "dora", "staff", staff="anja")

    def test_an_invitation_is_used_once(self):
        token = say("account", self.db, "invite", "--login", "eva", "--name",
                    "Eva", "--role", "staff")["token"]
        client = Client(self.server)
        path = f"/invitations/{token}"
        self.assertEqual(
            client.call("POST", path, {"password": "kort"})[0], 422)
        self.assertEqual(
            client.call("POST", path, {"password": PASSWORD})[0], 201)
        self.assertEqual(
            client.call("POST", path, {"password": PASSWORD})[0], 409)

    def test_changes_need_the_token_of_our_own_page(self):
        client = join(self.server, self.db, "frida", "coordinator")
        right = client.csrf
        for wrong in ("", "x", right[:-1] + "_" if right[-1] != "_" else "x"):
            status, _, _ = client.call("POST", "/runs", {"seconds": 1},
                                       X_CSRF_Token=wrong)
            self.assertEqual(status, 403)
        status, _, _ = client.call("POST", "/runs", {"seconds": 1},
                                   Sec_Fetch_Site="cross-site")
        self.assertEqual(status, 403)

    def test_a_session_ends_by_silence_and_by_age(self):
        client = join(self.server, self.db, "jon", "staff", staff="anja")
        # Seconds after signing in: each use begins the hour anew, and nothing
        # goes on for more than twelve hours.
        uses = [(3400 * n, 200) for n in range(1, 13)] + [(13 * 3400, 401)]
        for seconds, expected in uses:
            with Server(self.db, ahead=seconds) as later:
                client.server = later
                self.assertEqual(client.call("GET", "/coop")[0], expected,
                                 seconds)
        idle = join(self.server, self.db, "jan", "staff", staff="anja")
        with Server(self.db, ahead=3700) as later:
            idle.server = later
            self.assertEqual(idle.call("GET", "/coop")[0], 401)

    def test_an_invitation_expires_after_a_week(self):
        token = say("account", self.db, "invite", "--login", "kim", "--name",
                    "Kim", "--role", "staff")["token"]
        for days, expected in ((8, 409), (6, 201)):
            with Server(self.db, ahead=days * 86400) as later:
                status, _, _ = Client(later).call(
                    "POST", f"/invitations/{token}", {"password": PASSWORD})
                self.assertEqual(status, expected, days)

    def test_an_ended_account_is_out_at_once(self):
        admin = join(self.server, self.db, "gro", "admin")
        victim = join(self.server, self.db, "hans", "coordinator")
        self.assertEqual(victim.call("GET", "/coop")[0], 200)
        status, _, _ = admin.call("DELETE", f"/accounts/{victim.account}")
        self.assertEqual(status, 200)
        self.assertEqual(victim.call("GET", "/coop")[0], 401)
        self.assertEqual(Client(self.server).sign_in("hans")[0], 401)

    def test_nothing_secret_is_in_the_file_or_the_log(self):
        client = join(self.server, self.db, "ida", "staff", staff="anja")
        token = client.cookie.split("=")[1]
        content = b"".join(path.read_bytes()
                           for path in self.place.glob("coop.db*"))
        for secret in (token, PASSWORD):
            self.assertNotIn(secret.encode(), content)
            self.assertNotIn(secret, self.server.lines())
        audit = json.dumps(say("audit", self.db))
        self.assertNotIn("ida", re.findall(r'"object": "([^"]*)"', audit))


class Planning(Base):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.lead = join(cls.server, cls.db, "lead", "coordinator")

    def run_once(self, **options):
        status, run, _ = self.lead.call("POST", "/runs", {
            "weeks": 4, "seconds": 2, **options})
        self.assertEqual(status, 201, run)
        deadline = time.monotonic() + 60
        while run["state"] in ("queued", "running"):
            self.assertLess(time.monotonic(), deadline)
            time.sleep(0.1)
            run = self.lead.call("GET", f"/runs/{run['run']}")[1]
        return run

    def test_a_week_from_check_to_publication(self):
        self.assertEqual(self.lead.call("GET", "/check?weeks=4")[0], 200)
        run = self.run_once()
        self.assertEqual(run["state"], "done", run)
        plan = run["plan"]
        status, shown, _ = self.lead.call("GET", f"/plans/{plan}")
        self.assertEqual(status, 200)
        self.assertEqual(shown["days"], 28)
        revision = self.lead.call("GET", "/coop")[1]["revision"]
        body = {"consultation": "drøfting", "reason": "prøve",
                "accept_hard": True}
        path = f"/plans/{plan}/publish"
        self.assertEqual(self.lead.call("POST", path, body)[0], 428)
        status, problem, fields = self.lead.call(
            "POST", path, body, If_Match=f'"{revision + 7}"')
        self.assertEqual(status, 409)
        self.assertEqual(fields["Content-Type"], "application/problem+json")
        self.assertEqual(problem["status"], 409)
        status, done, _ = self.lead.call("POST", path, body,
                                         If_Match=f'"{revision}"',
                                         Idempotency_Key="k1")
        self.assertEqual((status, done["revision"]), (200, revision + 1))
        again = self.lead.call("POST", path, body, If_Match=f'"{revision}"',
                               Idempotency_Key="k1")
        self.assertEqual(again[1], done)
        self.assertEqual(again[2]["Idempotent-Replayed"], "true")
        status, table, fields = self.lead.call("GET", "/published")
        self.assertEqual(status, 200)
        status, content, _ = self.lead.call("GET", "/published", raw=True,
                                            If_None_Match=fields["ETag"])
        self.assertEqual((status, content), (304, b""))
        self.assertTrue(any(cell["duties"] for person in table["people"]
                            for cell in person["cells"]))

    def test_progress_comes_as_events_and_stop_keeps_the_best(self):
        status, run, _ = self.lead.call("POST", "/runs", {
            "weeks": 4, "seconds": 600})
        self.assertEqual(status, 201)
        path = f"{PREFIX}/runs/{run['run']}/events"
        with self.server.connect(60) as stream:
            stream.sendall(f"GET {path} HTTP/1.1\r\nHost: a\r\nCookie: "
                           f"{self.lead.cookie}\r\n\r\n".encode())
            received = b""
            while b"event: end" not in received:
                block = stream.recv(65536)
                self.assertTrue(block, received[-300:])
                received += block
                if b"event: progress" in received and run:
                    status, _, _ = self.lead.call("DELETE",
                                                  f"/runs/{run['run']}")
                    self.assertEqual(status, 200)
                    run = None
        self.assertIn(b"text/event-stream", received)
        self.assertIn(b'"state":"done"', received.replace(b'": "', b'":"'))

    def test_one_runs_and_the_others_wait_their_turn(self):
        first = self.lead.call("POST", "/runs", {"seconds": 600,
                                                 "weeks": 4})[1]
        second = self.lead.call("POST", "/runs", {"seconds": 1,
                                                  "weeks": 4})[1]
        third = self.lead.call("POST", "/runs", {"seconds": 1,
                                                 "weeks": 4})[1]
        self.assertEqual((second["state"], second["position"]),
                         ("queued", 1))
        self.assertEqual(third["position"], 2)
        self.lead.call("DELETE", f"/runs/{third['run']}")
        self.lead.call("DELETE", f"/runs/{first['run']}")
        deadline = time.monotonic() + 60
        while True:
            states = {run["run"]: run["state"]
                      for run in self.lead.call("GET", "/runs")[1]["runs"]}
            if states[second["run"]] == "done":
                break
            self.assertLess(time.monotonic(), deadline)
            time.sleep(0.1)
        self.assertEqual(states[third["run"]], "failed")

    def test_a_child_that_dies_is_said_and_harms_nothing(self):
        run = self.lead.call("POST", "/runs", {"seconds": 600,
                                               "weeks": 4})[1]
        deadline = time.monotonic() + 30
        killed = False
        while not killed:
            self.assertLess(time.monotonic(), deadline)
            for child in children(self.server.process.pid):
                os.kill(child, signal.SIGKILL)
                killed = True
        while (now := self.lead.call("GET", f"/runs/{run['run']}")[1])[
                "state"] == "running":
            self.assertLess(time.monotonic(), deadline)
            time.sleep(0.05)
        self.assertEqual(now["state"], "failed")
        self.assertIn("signal 9", now["failure"])
        self.assertEqual(self.lead.call("GET", "/coop")[0], 200)

    def test_bad_bodies_are_refused_with_their_place(self):
        table = [
            ({"weeks": "many"}, 422, "weeks"),
            ({"weeks": 0}, 422, "weeks"),
            ({"from": "2027-02-30"}, 422, "from"),
            ("{", 422, "body:1"),
            ("[]", 422, "object"),
            ('{"a": 1, "a": 2}', 422, "body:1"),
        ]
        for body, expected, words in table:
            status, problem, _ = self.lead.call("POST", "/runs", body)
            self.assertEqual(status, expected, body)
            self.assertIn(words, problem["detail"])
        status, _, _ = self.lead.call("POST", "/runs", "{}",
                                      Content_Type="text/plain")
        self.assertEqual(status, 415)
        self.assertEqual(
            self.lead.call("POST", "/runs", b"{" + b" " * 300000)[0], 413)
        self.assertEqual(self.lead.call("GET", "/plans/x")[0], 400)
        self.assertEqual(self.lead.call("GET", "/plans/999")[0], 400)
        self.assertEqual(self.lead.call("GET", "/nothing")[0], 404)
        status, _, fields = self.lead.call("PATCH", "/runs")
        self.assertEqual((status, fields["Allow"]), (405, "POST, GET"))

    def test_records_are_tried_before_they_are_kept(self):
        records = json.loads((SOURCE / "examples/first-steps/coop.json")
                             .read_text()) if (
            SOURCE / "examples/first-steps/coop.json").exists() else None
        status, problem, _ = self.lead.call("PUT", "/records?dry=1",
                                            {"staff": [{"id": "x"}]})
        self.assertEqual(status, 422)
        self.assertTrue(problem["errors"])
        if records:
            self.assertEqual(
                self.lead.call("PUT", "/records?dry=1", records)[0], 200)

    def test_a_code_is_drawn(self):
        status, content, fields = self.lead.call(
            "POST", "/qr", {"text": "webcal://a/b"}, raw=True)
        self.assertEqual((status, fields["Content-Type"]),
                         (200, "image/svg+xml"))
        self.assertIn(b"<svg", content)
        self.assertEqual(
            self.lead.call("POST", "/qr", {"text": "x" * 2000})[0], 422)
        invited = Client(self.server)
        self.assertEqual(invited.call("POST", "/qr", {"text": "a"},
                                      raw=True)[0], 200)


# What docs/access.md says: permission to how far each role reaches.
ROLES = ["staff", "team-lead", "manager:vega", "coordinator", "settlement",
         "union-rep", "auditor", "admin", "exclusion-read:vega"]


class Rights(Base):
    example = EXAMPLE

    @classmethod
    def prepare(cls):
        publish(cls.db, **{"from": "2027-03-01"})

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.own = next(p for p, m in cls.people.items() if m == "vega")
        cls.colleague = next(p for p, m in cls.people.items()
                             if m == "vega" and p != cls.own)
        cls.stranger = next(p for p, m in cls.people.items()
                            if m != "vega")
        cls.clients = {
            role: join(cls.server, cls.db, role.replace(":", "-"), role,
                       staff=cls.own if role == "staff" else None)
            for role in ROLES}
        cls.nobody = Client(cls.server)
        cls.routes = cls.nobody.call("GET", "/openapi.json")[1]["paths"]
        table = (SOURCE / "docs/access.md").read_text(encoding="utf-8")
        cls.table = {}
        rows = [[cell.strip() for cell in line.strip("| \n").split("|")]
                for line in table.splitlines() if line.startswith("| ")]
        for row in rows[1:]:
            if row[0].startswith("-"):
                continue
            cls.table[row[0]] = dict(zip(rows[0][1:], row[1:]))

    def test_the_document_has_each_permission_and_role(self):
        used = {op["x-permission"] for path in self.routes.values()
                for op in path.values()}
        self.assertLessEqual(used - {"anybody", "signed-in"},
                             set(self.table))
        for row in self.table.values():
            self.assertEqual(set(row), {r.split(":")[0] for r in ROLES})

    def expected(self, role, permission, person):
        """Whether the call must be let through; by the document."""
        if permission == "anybody":
            return True
        if role is None:
            return False
        if permission == "signed-in":
            return True
        reach = self.table[permission][role.split(":")[0]]
        if person is None:
            return reach != "-"
        return {"-": False, "own": person == self.own and role == "staff",
                "member": self.people[person] == "vega",
                "all": True}[reach]

    def test_every_route_for_every_role_and_person(self):
        walked = 0
        for path, operations in self.routes.items():
            for method, operation in operations.items():
                permission = operation["x-permission"]
                people = [None]
                if path.startswith("/people/"):
                    people = [self.own, self.colleague, self.stranger]
                for role in [None, *ROLES]:
                    for person in people:
                        self.walk(method.upper(), path, operation,
                                  permission, role, person)
                        walked += 1
        self.assertGreater(walked, 300)

    def walk(self, method, path, operation, permission, role, person):
        client = self.clients[role] if role else self.nobody
        filled = path.replace("{person}", person or "x")
        filled = re.sub(r"\{[a-z]+\}", "999999", filled)
        if (method, path) in (("DELETE", "/session"),):
            return  # would sign the client out
        if path.endswith("/events") and "/runs/" in path:
            filled = path.replace("{run}", "999999")
        body = {} if "requestBody" in operation else None
        fields = {"If_Match": '"0"'} if any(
            p["name"] == "If-Match" for p in operation["parameters"]) else {}
        status, answer, _ = client.call(method, filled, body, raw=True,
                                        **fields)
        let_through = status not in (401, 403)
        if path == "/session" and method == "POST":
            return  # 401 is its answer to a wrong password
        may = self.expected(role, permission, person)
        if let_through:
            self.assertTrue(may, (role, person, method, path, status))
        elif may:
            # Finer rules may refuse a reach of less than all.
            self.assertEqual(status, 403, (role, method, path))
            self.assertIn(
                self.table.get(permission, {}).get(
                    (role or "").split(":")[0]),
                ("own", "member", None), (role, person, method, path))
        if role is None and not may:
            self.assertEqual(status, 401, (method, path))

    def test_other_members_see_away_and_no_kind(self):
        manager = self.clients["manager:vega"]
        coordinator = self.clients["coordinator"]
        day = "2027-03-02"
        for person in (self.own, self.stranger):
            status, answer, _ = coordinator.call(
                "POST", f"/people/{person}/events",
                {"kind": "sick", "fields": {"from": day, "to": day}})
            self.assertEqual(status, 201, answer)
        events = manager.call("GET", "/events")[1]["events"]
        kinds = {event["person"]: event["kind"] for event in events}
        self.assertEqual(kinds[self.own], "sick")
        self.assertEqual(kinds[self.stranger], "away")
        seen = coordinator.call("GET", "/events", raw=True)[1]
        self.assertNotIn(b'"sick"', seen)

    def test_exclusions_leave_by_no_route(self):
        secrets = [case for case, in rows(
            self.db, "SELECT DISTINCT case_ref FROM exclusions "
                     "WHERE case_ref <> \'\'")]
        self.assertTrue(secrets)
        table = self.clients["coordinator"].call(
            "GET", "/published?from=2027-03-01&weeks=1")[1]
        slot = next(f"{cell['duties'][0]['id']}@{day['date']}"
                    for person in table["people"]
                    for cell, day in zip(person["cells"], table["dates"])
                    if cell["duties"])
        for role, client in self.clients.items():
            for path, operations in self.routes.items():
                if "get" not in operations or "{run}" in path:
                    continue
                filled = path.replace("{person}", self.own).replace(
                    "{plan}", "1").replace("{slot}", slot)
                _, content, _ = client.call(
                    "GET", re.sub(r"\{[a-z]+\}", "1", filled), raw=True)
                self.assertNotIn(b"case_ref", content, (role, path))
                for secret in secrets:
                    self.assertNotIn(secret.encode(), content, (role, path))


class Streams(Base):
    def test_fifty_watchers_cost_little_and_leave_no_trace(self):
        lead = join(self.server, self.db, "watch", "coordinator")
        run = lead.call("POST", "/runs", {"seconds": 600, "weeks": 4})[1]
        path = f"{PREFIX}/runs/{run['run']}/events"
        streams = []
        for _ in range(50):
            stream = self.server.connect(20)
            stream.sendall(f"GET {path} HTTP/1.1\r\nHost: a\r\n"
                           f"Connection: close\r\nCookie: {lead.cookie}\r\n\r\n".encode())
            self.assertIn(b"event-stream", stream.recv(65536))
            streams.append(stream)
        self.assertIn(b"samvakt_http_streams 50",
                      self.server.get("/metrics")[2])
        for stream in streams[:25]:
            stream.close()
        lead.call("DELETE", f"/runs/{run['run']}")
        for stream in streams[25:]:
            while stream.recv(65536):
                pass
            stream.close()
        deadline = time.monotonic() + 30
        while b"samvakt_http_streams 0" not in self.server.get(
                "/metrics")[2]:
            self.assertLess(time.monotonic(), deadline)
            time.sleep(0.1)

    def test_many_callers_at_once(self):
        client = join(self.server, self.db, "many", "coordinator")
        wrong = []

        def work():
            for _ in range(20):
                status = client.call("GET", "/coop")[0]
                if status != 200:
                    wrong.append(status)
        threads = [threading.Thread(target=work) for _ in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(60)
        self.assertEqual(wrong, [])


if __name__ == "__main__":
    unittest.main()
