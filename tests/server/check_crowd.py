#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Many sign in at once: each hash takes 64 MB and long, and holds up nobody."""
import json
import pathlib
import select
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).parent))
# pylint: disable=wrong-import-position
from api import PASSWORD, join
from serving import SOURCE, Server, folder, parse, say, whole

WAITING = 16  # of http_later.c
CROWD = 60


def sign_in(server, login):
    """A connection on which somebody signs in; nothing is read yet."""
    body = json.dumps({"login": login, "password": "wrong"})
    link = server.connect(120)
    link.sendall(f"POST /api/v1/session HTTP/1.1\r\nHost: a\r\n"
                 f"Content-Type: application/json\r\n"
                 f"Content-Length: {len(body)}\r\n\r\n{body}".encode())
    return link


def read(link):
    answer = b""
    while not whole(answer):
        block = link.recv(65536)
        if not block:
            break
        answer += block
    return parse(answer)


class Crowd(unittest.TestCase):
    def setUp(self):
        stack = folder()
        self.db = stack.__enter__() / "coop.db"
        self.addCleanup(stack.__exit__, None, None, None)
        say("init", self.db, SOURCE / "examples/first-steps")

    def test_others_are_served_meanwhile_and_too_many_come_again(self):
        with Server(self.db) as server:
            links = [sign_in(server, f"nobody{i}") for i in range(CROWD)]
            self.assertEqual(server.get("/healthz")[0], 200)
            # Every thread of the pool is free: several answer at once.
            waiting = CROWD - len(select.select(links, [], [], 0)[0])
            self.assertGreater(waiting, 0)
            answers = [read(link) for link in links]
            for link in links:
                link.close()
            told = [status for status, _, _ in answers]
            self.assertLessEqual(set(told), {401, 503})
            self.assertGreaterEqual(told.count(401), WAITING)
            self.assertGreater(told.count(503), 0)
            for status, fields, body in answers:
                self.assertEqual("retry-after" in fields, status == 503)
                self.assertEqual(json.loads(body)["status"], status)
            # Whoever comes again is let in.
            join(server, self.db, "birk", "staff", staff="birk")
        self.assertEqual(server.code, 0, server.said)

    def test_who_hangs_up_or_is_cut_off_harms_nothing(self):
        with Server(self.db) as server:
            for link in [sign_in(server, f"nobody{i}") for i in range(8)]:
                link.close()
            client = join(server, self.db, "birk", "staff", staff="birk")
            self.assertEqual(client.sign_in("birk", PASSWORD)[0], 200)
            kept = [sign_in(server, f"nobody{i}") for i in range(8)]
            server.get("/healthz")
        for link in kept:
            link.close()
        self.assertEqual(server.code, 0, server.said)


if __name__ == "__main__":
    unittest.main()
