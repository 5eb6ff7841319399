# SPDX-License-Identifier: GPL-3.0-or-later
"""What the stories of the pages share: the pages, built into a folder of the
run; a server on an example whose clock stands at the first morning; a story
told to a browser by node.

Needs Debian's chromium and 'npm ci' in web/ (scripts/test sees to both).
PICTURES=FOLDER writes a picture of every page there."""
import atexit
import calendar
import contextlib
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
# One part of a story, on a machine where ten others work; ctest lets all parts
# of both languages have 1800 s.
STORY_SECONDS = 500


def run(*words, where, **options):
    done = subprocess.run(words, cwd=where, capture_output=True, text=True,
                          check=False, **options)
    if done.returncode != 0:
        raise AssertionError(f"{words}: {done.stdout}\n{done.stderr}")


def build():
    if not (WEB / "node_modules/vite").exists():
        raise AssertionError("run 'npm ci' in web/ first")
    tools = WEB / "node_modules/.bin"
    run(str(tools / "tsc"), "--noEmit", where=WEB)
    run(str(tools / "vite"), "build", "--outDir", str(PAGES),
        "--emptyOutDir", "--logLevel", "warn", where=WEB)
    run("node", "pack.mjs", str(PAGES), where=WEB)


def cookie(client):
    """A client's session, as a browser takes it."""
    name, _, value = client.cookie.partition("=")
    return {"name": name, "value": value}


class Story(unittest.TestCase):
    """Of a class `script` says which of the scripts here is played; tell(lang)
    prepares and plays it."""

    script = ""

    def test_in_norwegian(self):
        self.tell("nb")

    def test_in_english(self):
        self.tell("en")

    @classmethod
    def setUpClass(cls):
        cls.chromium = shutil.which("chromium")
        if not cls.chromium:
            raise AssertionError("there is no chromium: install the package")
        build()

    @contextlib.contextmanager
    def serve(self, database):
        """A server with the pages, at seven in the morning of DAY."""
        began = calendar.timegm(time.strptime(DAY + "T06", "%Y-%m-%dT%H"))
        with Server(database, "--web", str(PAGES),
                    ahead=began - time.time()) as server:
            yield server
        self.assertEqual(server.code, 0, server.said)

    @contextlib.contextmanager
    def example(self):
        """(place, database, server): the example's records, nothing planned."""
        with folder() as place:
            database = place / "coop.db"
            say("init", database, EXAMPLE)
            with self.serve(database) as server:
                yield place, database, server

    def play(self, place, server, lang, **spec):
        pictures = os.environ.get("PICTURES") if lang == "nb" else None
        told = {"url": server.url, "lang": lang, "day": DAY,
                "chromium": self.chromium, "pictures": pictures, **spec}
        (place / "spec.json").write_text(json.dumps(told))
        run("node", str(HERE / self.script), str(place / "spec.json"),
            where=place, timeout=STORY_SECONDS)
