# SPDX-License-Identifier: GPL-3.0-or-later
"""A server on an example whose first weeks are published, for the tests of a
class; its clock stands at `at`, if not said otherwise at seven in the morning
of the first day."""
import calendar
import time
import unittest

from api import join
from serving import SOURCE, Server, folder, publish, say


class Published(unittest.TestCase):
    at = calendar.timegm((2027, 3, 1, 6, 0, 0))

    @classmethod
    def setUpClass(cls):
        cls.stack = folder()
        cls.db = cls.stack.__enter__() / "coop.db"
        say("init", cls.db, SOURCE / "examples/sor-helgeland")
        publish(cls.db, **{"from": "2027-03-01"})
        cls.server = Server(cls.db, ahead=cls.at - time.time()).__enter__()
        cls.lead = join(cls.server, cls.db, "lead", "coordinator")

    @classmethod
    def tearDownClass(cls):
        cls.server.__exit__()
        cls.stack.__exit__(None, None, None)
        assert cls.server.code == 0, cls.server.lines()
