#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The pages in a real browser, in both languages (story.mjs): from the first
start to a sick call that is covered. They are built into a folder of the run.

Needs Debian's chromium and 'npm ci' in web/ (scripts/test sees to both).
PICTURES=FOLDER SAMVAKT_BIN=... SAMVAKT_SOURCE=... check_slow_pages.py writes a
picture of every page there."""
import atexit
import calendar
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import time
import unittest

HERE = pathlib.Path(__file__).parent
sys.path.insert(0, str(HERE.parents[1] / "tests/server"))
# pylint: disable=wrong-import-position
from serving import SOURCE, Server, folder, say

WEB = SOURCE / "web"
# Of this process: tests of other pages may run beside it.
PAGES = pathlib.Path(tempfile.mkdtemp(prefix="samvakt-web-"))
atexit.register(shutil.rmtree, PAGES)
EXAMPLE = SOURCE / "examples/sor-helgeland"
DAY = "2027-03-01"
STORY_SECONDS = 290  # one story; ctest lets the two have 600 s


def run(*words, where, **options):
    done = subprocess.run(words, cwd=where, capture_output=True, text=True,
                          check=False, **options)
    if done.returncode != 0:
        raise AssertionError(f"{words}: {done.stdout}\n{done.stderr}")


def records():
    """The example's files as one document."""
    document = json.loads((EXAMPLE / "cooperation.json").read_text())
    for path in EXAMPLE.glob("*.json"):
        if path.stem != "cooperation":
            document[path.stem] = json.loads(path.read_text())
    return document


class Pages(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        if not (WEB / "node_modules/vite").exists():
            raise AssertionError("run 'npm ci' in web/ first")
        cls.chromium = shutil.which("chromium")
        if not cls.chromium:
            raise AssertionError("there is no chromium: install the package")
        tools = WEB / "node_modules/.bin"
        run(str(tools / "tsc"), "--noEmit", where=WEB)
        run(str(tools / "vite"), "build", "--outDir", str(PAGES),
            "--emptyOutDir", "--logLevel", "warn", where=WEB)
        run("node", "pack.mjs", str(PAGES), where=WEB)

    def tell(self, lang):
        with folder() as place:
            database = place / "coop.db"
            say("init", database, "--name", "Sør-Helgeland")
            (place / "records.json").write_text(json.dumps(records()))
            began = calendar.timegm(time.strptime(DAY + "T06", "%Y-%m-%dT%H"))
            with Server(database, "--web", str(PAGES),
                        ahead=began - time.time()) as server:
                token = say("account", database, "invite", "--login", "lead",
                            "--name", "Leder", "--role", "coordinator",
                            "--role", "admin", *server.now())["token"]
                pictures = os.environ.get("PICTURES")
                spec = {"url": server.url, "lang": lang, "day": DAY,
                        "ahead": server.ahead, "chromium": self.chromium,
                        "invitation": f"/invite/{token}",
                        "records": str(place / "records.json"),
                        "pictures": pictures if lang == "nb" else None}
                (place / "spec.json").write_text(json.dumps(spec))
                run("node", str(HERE / "story.mjs"), str(place / "spec.json"),
                    where=place, timeout=STORY_SECONDS)
            self.assertEqual(server.code, 0, server.said)

    def test_the_story_in_norwegian(self):
        self.tell("nb")

    def test_the_story_in_english(self):
        self.tell("en")


if __name__ == "__main__":
    unittest.main()
