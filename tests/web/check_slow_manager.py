#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The manager's pages in a real browser, in both languages (manager.mjs).
What it needs: pages.py."""
import pathlib
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).parent))
# pylint: disable=wrong-import-position
import pages  # its Story is no test of this file
from pages import DAY, cookie

from api import join  # pages.py has said where
from serving import publish


class Manager(pages.Story):
    script = "manager.mjs"

    def tell(self, lang):
        with self.example() as (place, database, server):
            lead = join(server, database, "lead", "coordinator", "admin",
                        "auditor")
            manager = join(server, database, "chief", "manager:vega")
            cookies = {"lead": cookie(lead), "manager": cookie(manager)}
            self.play(place, server, lang, part="before", **cookies)
            publish(database, **{"from": DAY})
            self.play(place, server, lang, part="after", **cookies)
            if lang == "nb":  # in other words they need no second look
                self.play(place, server, lang, part="walks", **cookies)


if __name__ == "__main__":
    unittest.main()
