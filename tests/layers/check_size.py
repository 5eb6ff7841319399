#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The measurable part of the house style.

No source over 700 lines, no function over 80, no line of C over 100 columns
(clang-format aims at 80), no header, nor C file without one, that lacks `name -
purpose.` in its first comment, nothing without a licence line, nothing left
half done. Tries itself on a bad sample first.
"""

import os
import re
import sys
import tempfile
import unicodedata

FILE_LINES_MAX = 700
FUNCTION_LINES_MAX = 80
COLUMNS_MAX = 100

SKIPPED = {".git", "build", "node_modules", "dist", "corpus", "data", "golden",
           ".cache", "__pycache__"}
LICENSED = (".c", ".h", ".py", ".sh", ".cmake", ".sql", ".ts", ".tsx", ".js",
            ".mjs", ".css")
LICENSED_NAMES = {"CMakeLists.txt"}
HALF_DONE = re.compile(r"\b(TODO|FIXME|XXX|HACK)\b")


def is_script(path):
    with open(path, "rb") as file:
        return file.read(2) == b"#!"


def checked_files(root):
    """Names relative to root of all sources, sorted."""
    for place, folders, names in os.walk(root):
        folders[:] = sorted(set(folders) - SKIPPED)
        for name in sorted(names):
            path = os.path.join(place, name)
            if os.path.islink(path) or not os.path.isfile(path):
                continue
            if (name.endswith(LICENSED) or name in LICENSED_NAMES
                    or is_script(path)):
                yield os.path.relpath(path, root)


def columns(line):
    return sum(1 for char in line if not unicodedata.combining(char))


def long_functions(lines):
    """(line, length) of C functions that are too long. A function's body is
    what stands between a brace in the first column and the next one."""
    start = None
    for number, line in enumerate(lines, 1):
        if line == "{":
            start = number - 1  # with the line of its name
        elif line == "}" and start is not None:
            length = number - start + 1
            if length > FUNCTION_LINES_MAX:
                yield start, length
            start = None


def c_faults(root, name, lines):
    base = os.path.basename(name)
    told_by_header = (name.endswith(".c") and
                      os.path.exists(os.path.join(root, name[:-1] + "h")))
    if (not told_by_header
            and not any(f"{base} - " in line for line in lines[:4])):
        yield 1, f"expected '{base} - purpose.' in the header comment"
    for number, length in long_functions(lines):
        yield number, f"function of {length} lines (over {FUNCTION_LINES_MAX})"
    for number, line in enumerate(lines, 1):
        if columns(line) > COLUMNS_MAX and "http" not in line:
            yield number, f"{columns(line)} columns (over {COLUMNS_MAX})"


def file_faults(root, name):
    with open(os.path.join(root, name), encoding="utf-8") as file:
        lines = file.read().split("\n")
    count = len(lines) - (lines[-1] == "")
    if count > FILE_LINES_MAX:
        yield 1, f"{count} lines (over {FILE_LINES_MAX})"
    if not any("SPDX-License-Identifier: GPL-3.0-or-later" in line
               for line in lines[:4]):
        yield 1, "no SPDX line"
    if name.endswith((".c", ".h")):
        yield from c_faults(root, name, lines)
    if os.path.basename(name) != "check_size.py":
        for number, line in enumerate(lines, 1):
            if HALF_DONE.search(line):
                yield number, "left half done: " + line.strip()


def faults(root):
    return [f"{name}:{number}: {fault}" for name in checked_files(root)
            for number, fault in file_faults(root, name)]


def try_on_bad_sample():
    """Exits unless each kind of fault is seen, and nothing else."""
    spdx = "/* SPDX-License-Identifier: GPL-3.0-or-later */\n"
    body = "    x();\n"
    sample = {
        "good.c": spdx + "/* good.c - fine. */\nvoid f(void)\n{\n"
                  + body * 77 + "}\n",
        "bad.c": spdx + "/* bad.c - bad. */\nvoid f(void)\n{\n"
                 + body * 78 + "}\n" + "x" * 101 + "\n// TODO\n",
        "bare.h": "\n",
        "bare.c": spdx,
        "long.py": "# SPDX-License-Identifier: GPL-3.0-or-later\n"
                   + "x = 1\n" * 700,
        "build/skipped.c": "\n",
        "tool": "#!/bin/sh\n",
    }
    wanted = [
        "bad.c:3: function of 81 lines (over 80)",
        "bad.c:84: 101 columns (over 100)",
        "bad.c:85: left half done: // TODO",
        "bare.h:1: no SPDX line",
        "bare.h:1: expected 'bare.h - purpose.' in the header comment",
        "long.py:1: 701 lines (over 700)",
        "tool:1: no SPDX line",
    ]
    with tempfile.TemporaryDirectory() as root:
        os.mkdir(os.path.join(root, "build"))
        for name, text in sample.items():
            with open(os.path.join(root, name), "w", encoding="utf-8") as file:
                file.write(text)
        found = faults(root)
    if found != wanted:
        print("the checker does not see what it should; got:")
        print("\n".join(found))
        sys.exit(1)


def main():
    try_on_bad_sample()
    root = os.environ["SAMVAKT_SOURCE"]
    found = faults(root)
    for line in found:
        print(line)
    print(f"{sum(1 for _ in checked_files(root))} files checked, "
          f"{len(found)} faults")
    sys.exit(1 if found else 0)


if __name__ == "__main__":
    main()
