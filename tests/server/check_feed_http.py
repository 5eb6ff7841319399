#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Calendars over HTTP: validators, revocation, what is said to whom."""
import json
import pathlib
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).parent))
# pylint: disable=wrong-import-position
from serving import SOURCE, Server, folder, publish, say


class FeedHttp(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.stack = folder()
        cls.place = cls.stack.__enter__()
        cls.db = cls.place / "coop.db"
        say("init", cls.db, SOURCE / "examples/first-steps")
        publish(cls.db)
        cls.server = Server(cls.db).__enter__()
        cls.link = say("feed", cls.db, "new", "--person", "anja", "--label",
                       "telefon")

    @classmethod
    def tearDownClass(cls):
        cls.server.__exit__()
        cls.stack.__exit__(None, None, None)
        assert cls.server.code == 0, cls.server.lines()

    def test_a_calendar_comes_with_the_fields_it_needs(self):
        status, fields, body = self.server.get(self.link["path"])
        self.assertEqual(status, 200)
        self.assertEqual(fields["content-type"],
                         "text/calendar; charset=utf-8")
        self.assertEqual(fields["cache-control"], "private, no-cache")
        self.assertIn("last-modified", fields)
        for name in ("set-cookie", "vary", "content-encoding", "location"):
            self.assertNotIn(name, fields)
        self.assertTrue(body.startswith(b"BEGIN:VCALENDAR\r\n"))
        self.assertNotIn(self.link["token"].encode(), body)
        again = self.server.get(self.link["path"],
                                **{"Accept-Encoding": "gzip"})
        self.assertEqual(again[2], body)
        as_json = json.loads(self.server.get(self.link["json"])[2])
        self.assertEqual(len(as_json["events"]), body.count(b"BEGIN:VEVENT"))

    def test_both_validators_give_304(self):
        _, fields, body = self.server.get(self.link["path"])
        etag, date = fields["etag"], fields["last-modified"]
        table = [
            ({"If-None-Match": etag}, 304),
            ({"If-None-Match": "W/" + etag}, 304),
            ({"If-None-Match": f'"other", {etag}'}, 304),
            ({"If-None-Match": "*"}, 304),
            ({"If-None-Match": '"other"'}, 200),
            ({"If-Modified-Since": date}, 304),
            ({"If-Modified-Since": "Thu, 01 Jan 1970 00:00:00 GMT"}, 200),
            ({"If-Modified-Since": "rubbish"}, 200),
            ({"If-None-Match": '"other"', "If-Modified-Since": date}, 200),
        ]
        for asked, expected in table:
            status, got, content = self.server.get(self.link["path"], **asked)
            self.assertEqual(status, expected, asked)
            self.assertEqual(got["etag"], etag)
            self.assertEqual(got["last-modified"], date)
            self.assertEqual(content, b"" if status == 304 else body)

    def test_head_has_the_fields_and_no_body(self):
        _, fields, body = self.server.get(self.link["path"])
        status, got, none = self.server.get(self.link["path"], "HEAD")
        self.assertEqual((status, none), (200, b""))
        self.assertEqual(got["content-length"], str(len(body)))
        self.assertEqual(got["etag"], fields["etag"])

    def test_unknown_addresses_look_all_alike(self):
        token = self.link["token"]
        answers = set()
        for path in ("/cal/" + "A" * 43 + ".ics", "/cal/x.ics",
                     "/cal/" + token, "/cal/" + token + ".txt",
                     "/nothing", "/cal/" + token[:-1] + ".ics"):
            status, fields, body = self.server.get(path)
            answers.add((status, fields["content-type"], body))
        self.assertEqual(len(answers), 1)
        self.assertEqual(answers.pop()[0], 404)

    def test_other_methods_are_refused(self):
        for method in ("POST", "PUT", "DELETE", "OPTIONS", "PATCH"):
            status, fields, _ = self.server.get(self.link["path"], method)
            self.assertEqual(status, 405)
            self.assertEqual(fields["allow"], "GET, HEAD")

    def test_an_ended_link_empties_the_phone(self):
        link = say("feed", self.db, "new", "--person", "anja")
        self.assertIn(b"VEVENT", self.server.get(link["path"])[2])
        say("feed", self.db, "revoke", link["id"])
        status, _, body = self.server.get(link["path"])
        self.assertEqual(status, 200)
        self.assertIn(b"BEGIN:VCALENDAR", body)
        self.assertNotIn(b"VEVENT", body)

    def test_an_ended_link_is_gone_after_ninety_days(self):
        link = say("feed", self.db, "new", "--person", "anja")
        say("feed", self.db, "revoke", link["id"])
        for days, expected in ((89, 200), (91, 410)):
            with Server(self.db, ahead=days * 86400) as later:
                self.assertEqual(later.get(link["path"])[0], expected, days)

    def test_who_guesses_addresses_is_slowed_and_others_are_not(self):
        with Server(self.db) as server:
            wrong = [server.get("/cal/" + "B" * 43 + ".ics")[0]
                     for _ in range(22)]
            self.assertEqual(wrong, [404] * 20 + [429] * 2)
            self.assertEqual(server.get(self.link["path"])[0], 200)

    def test_rotating_keeps_the_events_names(self):
        link = say("feed", self.db, "new", "--person", "anja")
        _, _, before = self.server.get(link["path"])
        turned = say("feed", self.db, "rotate", link["id"])
        self.assertNotEqual(turned["token"], link["token"])
        self.assertEqual(self.server.get(turned["path"])[2], before)
        self.assertNotIn(b"VEVENT", self.server.get(link["path"])[2])

    def test_who_fetches_is_noted_by_the_day(self):
        link = say("feed", self.db, "new", "--person", "anja")
        self.server.get(link["path"], **{"User-Agent": "DAVx5/4.4"})
        noted = [one for one in say("feed", self.db, "list")["links"]
                 if one["id"] == link["id"]][0]
        self.assertEqual(noted["client"], "DAVx5/4.4")
        self.assertEqual(noted["days_used"], 1)
        self.assertRegex(noted["last_used"], r"^\d{4}-\d\d-\d\d$")
        self.assertNotIn("token", noted)

    def test_a_publication_shows_at_once(self):
        service = say("feed", self.db, "new", "--uncovered")
        self.server.get(service["path"])
        _, before, _ = self.server.get(self.link["path"])
        say("import", self.db, SOURCE / "examples/first-steps")
        _, same, _ = self.server.get(self.link["path"])
        self.assertEqual(before["etag"], same["etag"])
        self.assertEqual(before["last-modified"], same["last-modified"])

    def test_the_log_has_no_secrets_and_no_names(self):
        self.server.get(self.link["path"])
        log = self.server.lines()
        self.assertIn('"/cal/', log)
        self.assertNotIn(self.link["token"], log)
        self.assertNotIn("Anja", log)

    def test_health_metrics_and_robots_answer(self):
        self.assertEqual(self.server.get("/healthz")[2], b"ok\n")
        self.assertIn(b"samvakt_feed_sent_total",
                      self.server.get("/metrics")[2])
        self.assertIn(b"Allow: /cal/", self.server.get("/robots.txt")[2])


if __name__ == "__main__":
    unittest.main()
