# SPDX-License-Identifier: GPL-3.0-or-later
"""What the checks of sending share: a database with messages, receivers, calls
of the command at a moment of their own."""
import json
import os
import pathlib
import subprocess
import tempfile
import time
import unittest

import receivers

BIN = os.environ["SAMVAKT_BIN"]
PASSWORD, SECRET = "hemmelig-passord-17", "0123456789abcdef-hook"
NOW = 2116994400  # 2037-01-31T10:00:00Z
PEOPLE = 12


def records():
    staff = [{"id": f"p{i}", "name": f"Person {i}", "member": "m",
              "position_pct": 20,
              "email": f"p{i}@example.org"} for i in range(PEOPLE)]
    for person in staff[::2]:
        person["phone"] = f"+479000000{int(person['id'][1:]):02d}"
        if person["id"] != "p0":
            del person["email"]
    return {"id": "send", "name": "Send", "profile": "no_aml",
            "members": [{"id": "m", "name": "Nordvik"}],
            "services": [{"id": "s", "name": "Rusteam"}],
            "staff": staff,
            "shift_types": [{"id": "day", "name": "Dag", "title": "Oppdrag",
                             "kind": "work", "start": "08:00",
                             "end": "15:30"}],
            "demands": [{"id": "day", "name": "Dag", "shift_type": "day",
                         "service": "s", "weekdays": "mon", "low": 1,
                         "target": 1, "high": 1, "priority": 1}],
            "pins": [{"id": f"pin{i}", "staff": f"p{i}", "demand": "day",
                      "date": "2037-02-02", "on": i == 1}
                     for i in range(PEOPLE)]}


def stamp(instant):
    return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(instant))


def published():
    """The bytes of a database in which p1 is away and nobody has been asked;
    what a publication tells people has left."""
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        for pins in (True, False):
            (folder / f"{pins}.json").write_text(json.dumps(
                records() if pins else {**records(), "pins": []}))
        for words in (["init", "send.db", "True.json"],
                      ["solve", "send.db", "--from", "2037-02-02", "--weeks",
                       "1", "--ticks", "20000"],
                      ["publish", "send.db", "1", "--reason", "test"],
                      ["import", "send.db", "False.json"],
                      ["sick", "send.db", "p1", "--from", "2037-02-02",
                       "--to", "2037-02-02"]):
            subprocess.run([BIN, *words, "--now", stamp(NOW)], cwd=folder,
                           check=True, capture_output=True)
        return (folder / "send.db").read_bytes()


class Case(unittest.TestCase):
    template = None

    @classmethod
    def setUpClass(cls):
        Case.template = Case.template or published()

    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)
        self.path = pathlib.Path(self.folder.name)
        self.mailbox = receivers.Mailbox()
        self.mail = receivers.mail_server(self.mailbox)
        self.addCleanup(self.stop_mail)
        self.hook = receivers.Hook(SECRET.encode())
        self.addCleanup(self.hook.stop)
        self.now = NOW
        self.put("hook.secret", SECRET)
        self.put("mail.secret", PASSWORD)
        self.settings()
        (self.path / "send.db").write_bytes(Case.template)
        self.mark_all_sent()

    def stop_mail(self):
        self.mailbox.stop.set()
        self.mail.stop()

    def put(self, name, text):
        path = self.path / name
        path.write_text(text)
        path.chmod(0o600)

    def settings(self, **more):
        self.put("messages.json", json.dumps({
            "mail": {"host": "127.0.0.1", "port": self.mail.port,
                     "tls": "none", "from": "vakt@nordvik.example"},
            "webhook": {"url": f"http://127.0.0.1:{self.hook.port}/sms",
                        "secret_file": "hook.secret"},
            "link": "https://vakt.example/svar/", "seconds": 3, **more}))

    def words(self, verb, *operands):
        return [BIN, verb, "send.db", *operands, "--now", stamp(self.now),
                "--json"]

    def call(self, verb, *operands, code=(0,)):
        done = subprocess.run(self.words(verb, *operands), cwd=self.path,
                              capture_output=True, text=True, check=False)
        self.assertIn(done.returncode, code, done.stderr)
        return json.loads(done.stdout) if done.stdout else done.stderr

    def tick(self, seconds=0):
        self.now += seconds
        return self.call("tick", "--settings", "messages.json")["messages"]

    def ask(self, *people):
        to = [word for person in people for word in ("--to", person)]
        return self.call("ask", "day@2037-02-02", "--order", "broadcast",
                         "--timeout", "10000", *to)

    def mark_all_sent(self, clear=True):
        while self.tick()["waiting"]:
            self.now += 60
        if clear:
            self.mailbox.got.clear()
            self.hook.got.clear()

    def unsent(self):
        return self.call("messages")["messages"]
