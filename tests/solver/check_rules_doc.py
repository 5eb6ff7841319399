#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""docs/rules.md names every rule and each part of the compiler it speaks of;
docs/weights.md gives every weight its default."""

import os
import re
import sys

ROOT = os.environ.get("SAMVAKT_SOURCE") or os.path.join(
    os.path.dirname(os.path.abspath(__file__)), "..", "..")


def read(name):
    with open(os.path.join(ROOT, name), encoding="utf-8") as file:
        return file.read()


def rule_faults(rules, header):
    """Rules that the table does not name, with key and id."""
    pairs = re.findall(r'X\(RULE_\w+, "([\w-]+)", "([\w.-]+)"', header)
    if len(pairs) < 20:
        yield f"model/rule.h: expected 20 rules or more, found {len(pairs)}"
    for key, ident in pairs:
        if f"| `{key}` | {ident} |" not in rules:
            yield f"docs/rules.md: no line for rule {key} ({ident})"


def file_faults(rules):
    """Files that the page names and nobody has."""
    for name in set(re.findall(r"`((?:compile|rule)_\w+\.c|attendance\.c)`",
                               rules)):
        folder = "solver" if name.startswith("compile") else "model"
        if not os.path.exists(os.path.join(ROOT, folder, name)):
            yield f"docs/rules.md: there is no {folder}/{name}"


def weight_faults(weights, header):
    """Weights whose default the table does not give."""
    table = re.findall(r'X\(WEIGHT_\w+, "(\w+)", LEVEL_\w+, (\d+),', header)
    if len(table) < 20:
        yield f"model/weights.h: expected 20 weights, found {len(table)}"
    for key, points in table:
        if f"| `{key}` | {int(points):,} |" not in weights:
            yield f"docs/weights.md: expected `{key}` with {points} points"


def main():
    rules, weights = read("docs/rules.md"), read("docs/weights.md")
    faults = [*rule_faults(rules, read("model/rule.h")), *file_faults(rules),
              *weight_faults(weights, read("model/weights.h"))]
    print("\n".join(faults))
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
