#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A sender that is killed at any moment loses no message, and two senders never
have the same one."""
import json
import pathlib
import random
import subprocess
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
from sending import PEOPLE, Case  # noqa: E402

KILLS = 40


class Kills(Case):
    def many(self):
        """Each takes the slot and gives it back, which tells them two things;
        questions that are not answered any more do not leave."""
        people = [f"p{i}" for i in range(2, PEOPLE)]
        for _ in range(8):
            asked = self.ask(*people)
            for offer in asked["offers"]:
                self.call("answer", str(offer["offer"]), "take")
                self.call("answer", str(offer["offer"]), "undo")
            self.call("ask-close", str(asked["ask"]))
        return 2 * 8 * len(people)

    def received(self):
        return ([message["Message-ID"] for _, message, _ in
                 self.mailbox.got] +
                [got["id"] for got, _ in self.hook.got])

    def test_two_senders_at_once_never_have_the_same_message(self):
        wanted = self.many()
        both = [subprocess.Popen(self.words("tick", "--settings",
                                            "messages.json"),
                                 cwd=self.path, stdout=subprocess.PIPE)
                for _ in range(2)]
        sent = [json.loads(sender.communicate(timeout=120)[0])
                ["messages"]["sent"] for sender in both]
        self.assertEqual(sum(sent), wanted)
        self.assertEqual(len(self.received()), wanted)
        self.assertEqual(len(set(self.received())), wanted)

    def test_a_killed_sender_loses_nothing(self):
        wanted = self.many()
        chance = random.Random(5)
        kills = 0
        for _ in range(KILLS):
            sender = subprocess.Popen(self.words("tick", "--settings",
                                                 "messages.json"),
                                      cwd=self.path,
                                      stdout=subprocess.DEVNULL)
            try:
                sender.wait(timeout=chance.uniform(0.0, 0.1))
            except subprocess.TimeoutExpired:
                sender.kill()
                sender.wait()
                kills += 1
            self.now += 301  # the lease of whoever died is over
        self.assertGreater(kills, 0)
        while self.tick(301)["waiting"]:
            pass
        self.assertEqual(len(set(self.received())), wanted)
        # Twice only what was under way when its sender died.
        self.assertLessEqual(len(self.received()), wanted + kills)
        self.assertEqual(self.hook.faults, [])
        self.assertEqual(self.unsent(), [])
        self.call("doctor")


if __name__ == "__main__":
    unittest.main()
