#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the server does by itself: what is too old goes when it starts."""
import pathlib
import sys
import time
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).parent))
# pylint: disable=wrong-import-position
from serving import SOURCE, Server, folder, publish, say

YEARS = 3 * 366 * 86400


class Daily(unittest.TestCase):
    def test_a_start_tidies_up(self):
        with folder() as place:
            database = place / "coop.db"
            say("init", database, SOURCE / "examples/first-steps")
            publish(database)
            link = say("feed", database, "new", "--person", "anja", "--label",
                       "x")["id"]
            say("feed", database, "revoke", link)
            self.assertEqual(len(say("feed", database, "list")["links"]), 1)
            with Server(database, ahead=YEARS):
                deadline = time.monotonic() + 60
                while say("feed", database, "list")["links"]:
                    self.assertLess(time.monotonic(), deadline)
                    time.sleep(0.05)
            line = say("audit", database, "--last", 1)["lines"][0]
            self.assertEqual((line["actor"], line["action"]),
                             ("server", "tidy"))
            say("audit", database, "--verify")


if __name__ == "__main__":
    unittest.main()
