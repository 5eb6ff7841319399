#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Hostile inputs are refused with a message that names the place, and leave the
database as it was.

Each line of cases.tsv: an input of inputs.py, the exit code, words the answer
holds. Calendars with exit code 0 are those in which events are dropped one by
one, or which look worse than they are; they are read with --dry.
"""

import hashlib
import os
import sqlite3
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import inputs  # noqa: E402

BIN = os.environ["SAMVAKT_BIN"]
SOURCE = os.environ["SAMVAKT_SOURCE"]
SECONDS_MAX = 20  # of one input, sanitizers included


def cases():
    path = os.path.join(os.path.dirname(os.path.abspath(__file__)),
                        "cases.tsv")
    with open(path, encoding="utf-8") as file:
        for line in list(file)[1:]:
            name, code, words = line.rstrip("\n").split("\t")
            yield name, int(code), words


def content(database):
    """A digest of everything the database holds, whatever its pages."""
    digest = hashlib.sha256()
    with sqlite3.connect(f"file:{database}?mode=ro", uri=True) as connection:
        for line in connection.iterdump():
            digest.update(line.encode())
    return digest.hexdigest()


def run(*arguments):
    return subprocess.run([BIN, *arguments], capture_output=True,
                          timeout=SECONDS_MAX, check=False)


def try_case(database, path, name, code, words):
    """What is wrong with how the input was met, or None."""
    options = ["--json"]
    if name.startswith("ics-"):
        options += ["--calendar-of", "anja"]
    if code == 0:
        options.append("--dry")
    result = run("import", database, path, *options)
    said = (result.stdout + result.stderr).decode("utf-8", "replace")
    if result.returncode != code:
        return f"exit code {result.returncode}, wanted {code}: {said[:300]}"
    if words not in said:
        return f"wanted '{words}', got: {said[:300]}"
    return None


def main():
    table = list(cases())
    faults = []
    if [name for name, _, _ in table] != inputs.names():
        faults.append("cases.tsv and inputs.py do not name the same inputs")
    with tempfile.TemporaryDirectory() as folder:
        database = os.path.join(folder, "t.db")
        made = run("init", database,
                   os.path.join(SOURCE, "examples", "first-steps"))
        if made.returncode != 0:
            sys.exit(f"init: {made.stderr.decode()}")
        before = content(database)
        for name, code, words in table:
            began = time.monotonic()
            fault = try_case(database, inputs.make(name, folder), name, code,
                             words)
            if content(database) != before:
                fault = "the database has changed"
            if fault:
                faults.append(f"{name}: {fault}")
            if time.monotonic() - began > SECONDS_MAX:
                faults.append(f"{name}: took over {SECONDS_MAX} s")
    for fault in faults:
        print(fault)
    print(f"{len(table)} hostile inputs, {len(faults)} faults")
    return 1 if faults or len(table) < 100 else 0


if __name__ == "__main__":
    sys.exit(main())
