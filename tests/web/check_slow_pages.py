#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The pages in a real browser, in both languages (story.mjs): from the first
start to a sick call that is covered. What it needs: pages.py."""
import json
import pathlib
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).parent))
# pylint: disable=wrong-import-position
import pages  # its Story is no test of this file
from pages import EXAMPLE

from serving import folder, say  # pages.py has said where


def records():
    """The example's files as one document."""
    document = json.loads((EXAMPLE / "cooperation.json").read_text())
    for path in EXAMPLE.glob("*.json"):
        if path.stem != "cooperation":
            document[path.stem] = json.loads(path.read_text())
    return document


class Pages(pages.Story):
    script = "story.mjs"

    def tell(self, lang):
        with folder() as place:
            database = place / "coop.db"
            say("init", database, "--name", "Sør-Helgeland")
            (place / "records.json").write_text(json.dumps(records()))
            with self.serve(database) as server:
                token = say("account", database, "invite", "--login", "lead",
                            "--name", "Leder", "--role", "coordinator",
                            "--role", "admin", *server.now())["token"]
                self.play(place, server, lang, ahead=server.ahead,
                          invitation=f"/invite/{token}",
                          records=str(place / "records.json"))


if __name__ == "__main__":
    unittest.main()
