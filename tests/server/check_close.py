#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The server ends when it is told to, whatever its children do."""
import os
import pathlib
import signal
import sys
import time
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).parent))
# pylint: disable=wrong-import-position
from api import join
from serving import SOURCE, Server, folder, say


def everybody_under(pid):
    """The children of all threads of a process, and theirs."""
    found = []
    for task in pathlib.Path(f"/proc/{pid}/task").iterdir():
        for name in (task / "children").read_text().split():
            found += [int(name), *everybody_under(int(name))]
    return found


class Close(unittest.TestCase):
    def test_a_child_that_hears_nothing_is_ended(self):
        with folder() as place:
            say("init", place / "coop.db", SOURCE / "examples/sor-helgeland")
            with Server(place / "coop.db") as server:
                lead = join(server, place / "coop.db", "lead", "coordinator")
                status, run, _ = lead.call(
                    "POST", "/runs", {"from": "2027-03-01", "weeks": 8,
                                      "seconds": 300}, Idempotency_Key="a")
                self.assertEqual(status, 201, run)
                deadline = time.monotonic() + 120
                while len(found := everybody_under(server.process.pid)) < 2:
                    self.assertLess(time.monotonic(), deadline)
                    time.sleep(0.05)
                for pid in found:
                    os.kill(pid, signal.SIGSTOP)
                server.process.terminate()
                self.assertEqual(server.process.wait(120), 0)
                for pid in found:  # nobody is left behind
                    while pathlib.Path(f"/proc/{pid}/exe").exists():
                        self.assertLess(time.monotonic(), deadline)
                        time.sleep(0.05)


if __name__ == "__main__":
    unittest.main()
