#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the command prints, word for word.

Each cases/*.txt is a script: a line `$ WORDS` is a call (quotes as in a shell,
@source for the folder of the sources), what follows up to the next one is what
it must print on standard output and then on standard error, and `[N]` its exit
code where that is not 0. The calls of a case share one empty folder. In the
co-operation one-choice/ nobody can choose who does what, so that its plan is
the same however plans are searched for; of `solve` only the exit code and the
holes count, not what was proven on the way.

After a wanted change:  UPDATE=1 SAMVAKT_BIN=... SAMVAKT_SOURCE=...
tests/golden/check_golden.py  writes the files anew; read the difference.
"""
import os
import pathlib
import re
import shlex
import subprocess
import tempfile
import unittest

BIN = os.environ["SAMVAKT_BIN"]
SOURCE = pathlib.Path(os.environ["SAMVAKT_SOURCE"])
CASES = pathlib.Path(__file__).resolve().parent / "cases"


def call(line, folder):
    """What one call prints, with its exit code."""
    words = shlex.split(line.replace("@source", str(SOURCE)))
    env = {"PATH": os.environ["PATH"], "LC_ALL": "C",
           "SAMVAKT_DATA": str(SOURCE / "data"),
           **{k: v for k, v in os.environ.items() if "SAN_OPTIONS" in k}}
    done = subprocess.run([BIN, *words], capture_output=True, text=True,
                          cwd=folder, env=env, stdin=subprocess.DEVNULL,
                          check=False)
    text = (done.stdout + done.stderr).replace(str(SOURCE), "@source")
    # Today's date is the machine's own.
    text = re.sub(r"(notice|varsel) [0-9]+ (days|dager)$", r"\1 N \2", text,
                  flags=re.MULTILINE)
    if words[0] == "replan":
        text = re.sub(r", [0-9.]+ s$", ", N s", text, flags=re.MULTILINE)
    if words[0] == "solve":
        text = re.sub(r"^[Pp]lan .*\n(  \w+ +[0-9]+  >= .*\n)+", "", text)
    return text + (f"[{done.returncode}]\n" if done.returncode else "")


def play(text):
    """The case as it would read today."""
    with tempfile.TemporaryDirectory() as folder:
        return "".join(f"$ {line}\n" + call(line, folder) for line in
                       re.findall(r"^\$ (.*)$", text, re.MULTILINE))


class Golden(unittest.TestCase):
    maxDiff = None

    def test_the_command_prints_what_the_cases_say(self):
        paths = sorted(CASES.glob("*.txt"))
        self.assertGreater(len(paths), 0)
        for path in paths:
            with self.subTest(path.name):
                expected = path.read_text(encoding="utf-8")
                said = play(expected)
                if os.environ.get("UPDATE") and said != expected:
                    path.write_text(said, encoding="utf-8")
                else:
                    self.assertIn("$ ", expected)
                    self.assertEqual(said, expected)


if __name__ == "__main__":
    unittest.main()
