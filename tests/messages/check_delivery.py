#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Messages leave by a real mail server and a webhook, however those behave.

No message is lost; one comes twice only when nobody could know that the first
had arrived, and then under the same id; each run ends within its time.
"""
import json
import pathlib
import ssl
import subprocess
import sys
import time
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
import receivers  # noqa: E402
from sending import PASSWORD, Case  # noqa: E402

class Delivery(Case):
    def test_a_question_arrives_by_mail_and_by_webhook(self):
        self.ask("p2", "p3", "p0")
        self.assertEqual(self.tick(), {"sent": 3, "delayed": 0, "failed": 0,
                                       "waiting": 0})
        self.assertEqual(self.hook.faults, [])
        [(to, message, raw)] = self.mailbox.got
        self.assertEqual(to, "p3@example.org")
        self.assertEqual(message["From"], "vakt@nordvik.example")
        self.assertEqual(message["Subject"], "Spørsmål om vakt")
        self.assertEqual(message["Auto-Submitted"], "auto-generated")
        body = message.get_content().replace("\r\n", "\n")
        self.assertRegex(body, r"Kan du ta en vakt\?\nOppdrag, man 2\.2\.2037 "
                               r"08:00-15:30\n[^\n]*\n"
                               r"https://vakt\.example/svar/[0-9a-f]{32}\n")
        self.assertTrue(raw.isascii())
        self.assertTrue(all(len(line) <= 78 for line in raw.split(b"\r\n")))
        # Whoever has both is asked by telephone.
        self.assertEqual([got["to"] for got, _ in self.hook.got],
                         ["+47900000002", "+47900000000"])
        self.assertEqual({got["kind"] for got, _ in self.hook.got}, {"offer"})
        for got, _ in self.hook.got:
            self.assertNotRegex(got["text"], "Person|Rusteam|syk|sick")
        self.assertEqual(self.tick(3600)["sent"], 0)

    def test_a_changed_plan_is_told_with_a_link_of_its_own(self):
        offer = self.ask("p3")["offers"][0]["offer"]
        plan = self.call("answer", str(offer), "take")["plan"]
        self.call("publish", str(plan), "--reason", "sick", "--route",
                  "ladder-4")
        self.mark_all_sent(clear=False)
        news = [message for to, message, _ in self.mailbox.got
                if to == "p3@example.org"][-1]
        self.assertEqual(news["Subject"], "Endring i vaktplanen")
        self.assertRegex(news.get_content().replace("\r\n", "\n"),
                         r"\nhttps://vakt\.example/svar/[0-9a-f]{32}\n$")

    def test_the_token_acknowledges_and_answers(self):
        self.ask("p2", "p3")
        self.tick()
        token = self.hook.got[0][0]["text"].split("/")[-1].strip()
        seen = self.call("ack", token)
        self.assertEqual(seen["about"], "offer 1")
        self.now += 60
        self.assertEqual(self.call("ack", token), seen)
        said = self.call("answer", token, "take")
        self.assertEqual((said["person"], said["state"]), ("p2", "accepted"))
        for name in ("hook.secret", "mail.secret"):
            secret = (self.path / name).read_bytes()
            for path in self.path.glob("send.db*"):
                self.assertNotIn(secret, path.read_bytes())
        log = self.call("audit")
        self.assertNotIn(token, json.dumps(log))

    def test_a_busy_server_gets_it_later_under_the_same_id(self):
        self.ask("p3")
        self.mailbox.moods = ["busy", "broken"]
        self.assertEqual(self.tick()["delayed"], 1)
        self.assertIn("SMTP 451", self.unsent()[0]["note"])
        self.assertEqual(self.tick(29)["delayed"], 0)  # not due yet
        self.assertEqual(self.tick(1)["delayed"], 1)
        self.assertEqual(self.tick(120)["sent"], 1)
        self.assertEqual(len(self.mailbox.got), 1)

    def test_a_mailbox_that_is_not_there_fails_until_it_is_tried_again(self):
        self.ask("p3", "p5")
        self.mailbox.moods = ["refuse"]
        self.assertEqual(self.tick(), {"sent": 1, "delayed": 0, "failed": 1,
                                       "waiting": 0})
        [line] = self.unsent()
        self.assertEqual(line["state"], "failed")
        self.assertEqual(self.tick(86400)["sent"], 0)
        self.assertEqual(self.call("messages", "--retry")["retried"], 1)
        self.assertEqual(self.tick()["sent"], 1)

    def test_a_lost_answer_means_twice_under_one_id(self):
        self.ask("p2", "p3")
        self.mailbox.moods = ["drop"]
        self.hook.moods = ["mute"]
        self.assertEqual(self.tick()["delayed"], 2)
        self.assertEqual(self.tick(30)["sent"], 2)
        ids = [message["Message-ID"] for _, message, _ in self.mailbox.got]
        self.assertEqual(len(ids), 2)
        self.assertEqual(len(set(ids)), 1)
        ids = [got["id"] for got, _ in self.hook.got]
        self.assertEqual(len(ids), 2)
        self.assertEqual(len(set(ids)), 1)
        stamps = {headers["webhook-timestamp"] for _, headers in
                  self.hook.got}
        self.assertEqual(len(stamps), 2)  # each try is signed anew

    def test_servers_that_hang_cost_their_time_and_no_more(self):
        self.settings(seconds=1)
        self.ask("p2", "p3")
        self.mailbox.moods = ["hang"]
        self.hook.moods = ["hang"]
        start = time.monotonic()
        self.assertEqual(self.tick()["delayed"], 2)
        self.assertLess(time.monotonic() - start, 20)
        self.assertEqual(self.tick(30)["sent"], 2)

    def test_a_receiver_that_is_late_or_talks_without_end_has_it(self):
        self.ask("p2", "p4")
        self.hook.moods = ["late", "flood"]
        self.assertEqual(self.tick()["sent"], 2)
        self.assertEqual(self.tick(3600)["sent"], 0)

    def test_what_a_receiver_answers(self):
        for status, wanted in ((201, "sent"), (302, "delayed"),
                               (401, "delayed"), (429, "delayed"),
                               (500, "delayed"), (400, "failed"),
                               (410, "failed"), (422, "failed")):
            with self.subTest(status):
                ask = self.ask("p2")["ask"]
                self.hook.moods = [status]
                self.assertEqual(self.tick()[wanted], 1)
                self.call("ask-close", str(ask))
                self.mark_all_sent()

    def test_nobody_is_there(self):
        self.ask("p2", "p3")
        self.settings(mail={"host": "127.0.0.1", "port": 1, "tls": "none",
                            "from": "vakt@nordvik.example"},
                      webhook={"url": "http://127.0.0.1:1/",
                               "secret_file": "hook.secret"})
        self.assertEqual(self.tick()["delayed"], 2)
        self.settings(webhook={"url": f"http://127.0.0.1:{self.hook.port}/",
                               "secret_file": "hook.secret"}, mail={
                                   "host": "127.0.0.1",
                                   "port": self.mail.port, "tls": "none",
                                   "from": "vakt@nordvik.example"})
        self.assertEqual(self.tick(30)["sent"], 2)

    def test_without_an_address_it_waits_and_says_so(self):
        self.ask("p2")
        self.put("messages.json", "{}")
        self.assertEqual(self.tick()["delayed"], 1)
        self.assertIn("no address", self.unsent()[0]["note"])

    def test_the_last_try_ends_it(self):
        self.ask("p3")
        self.mailbox.moods = ["busy"] * 20
        tries = 0
        for delay in (0, 30, 120, 600, 1800, 7200, 21600, 43200, 86400):
            done = self.tick(delay)
            tries += done["delayed"] + done["failed"]
        self.assertEqual((tries, done["failed"]), (9, 1))
        self.assertEqual([(line["state"], line["tries"])
                          for line in self.unsent()], [("failed", 9)])

    def test_starttls_with_a_password_and_only_a_certificate_we_trust(self):
        self.stop_mail()
        subprocess.run(["openssl", "req", "-x509", "-newkey", "rsa:2048",
                        "-nodes", "-keyout", "key.pem", "-out", "cert.pem",
                        "-days", "2", "-subj", "/CN=localhost", "-addext",
                        "subjectAltName=DNS:localhost,IP:127.0.0.1"],
                       cwd=self.path, check=True, capture_output=True)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(self.path / "cert.pem", self.path / "key.pem")
        self.mailbox = receivers.Mailbox()
        self.mail = receivers.mail_server(
            self.mailbox, tls_context=context, require_starttls=True,
            auth_required=True,
            authenticator=receivers.password_check("vakt", PASSWORD))
        mail = {"host": "127.0.0.1", "port": self.mail.port,
                "from": "vakt@nordvik.example", "user": "vakt",
                "password_file": "mail.secret"}
        self.ask("p3")
        self.settings(mail=mail)  # a certificate that nobody vouches for
        self.assertEqual(self.tick()["delayed"], 1)
        self.settings(mail={**mail, "ca_file": "cert.pem"})
        self.put("mail.secret", "wrong")
        self.assertEqual(self.tick(30)["delayed"], 1)
        self.put("mail.secret", PASSWORD)
        self.assertEqual(self.tick(120)["sent"], 1)
        self.assertEqual(len(self.mailbox.got), 1)


if __name__ == "__main__":
    unittest.main()
