#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The examples: how soon a plan, how soon proven, what gap.

usage: bench/coops.py [--samvakt PATH] [--time S] [--long] [--weeks N]
                      [--threads N] [--seed N] [--note TEXT] [--out FILE.md]
                      [NAME ...]

Each NAME (none means both) is solved once from an empty database and watched
by `solve --progress json`; with --long once more for 300 seconds. A line of
progress is what the command itself says at that moment, so a time in the
table is never earlier than the fact. --out writes the same as Markdown.
"""
import argparse
import json
import os
import pathlib
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).parent))
from measure import Run, machine, table  # noqa: E402

ROOT = pathlib.Path(__file__).resolve().parent.parent
FIRST_MONDAY = {"nord-salten": "2027-01-11", "sor-helgeland": "2027-03-01"}
UPPER = ["uncovered", "conflict", "change"]
HEADS = ["example", "limit s", "took s", "first plan s", "level", "value",
         "found s", "proven s"]
SUMS = ["example", "limit s", "cost", "bound", "gap", "below: cost",
        "below: bound", "gap below", "P1 uncovered", "MB", "cpu/wall"]


def progress(text):
    """The lines of progress that have a plan, in the order of their times."""
    lines = []
    for line in text.splitlines():
        if line.startswith("{"):
            said = json.loads(line)
            if said.get("type") == "progress" and "cost" in said:
                lines.append(said)
    return lines


def levels_of(said):
    return {level["name"]: level for level in said["levels"]}


def first_time(lines, fact):
    """Seconds of the line from which the fact holds to the end; or a dash."""
    since = None
    for line in lines:
        if not fact(levels_of(line)):
            since = None
        elif since is None:
            since = line["seconds"]
    return "-" if since is None else f"{since:.1f}"


def gap(cost, bound):
    return f"{100 * (cost - bound) / cost:.1f} %" if cost > 0 else "0.0 %"


def below(said):
    """Cost and bound without the first levels that are proven: what is left
    to argue about once those are settled. A bound of the total that is
    smaller than what is settled says nothing about the rest: 0."""
    settled = 0
    for level in said["levels"]:
        if not level["proven"]:
            break
        settled += level["cost"]
    return said["cost"] - settled, max(0, said["bound"] - settled)


def end_of(said, seconds):
    """The result of the command as one more line of progress."""
    return {**said, "seconds": max(seconds, said["seconds"])}


def solve(name, seconds, args):
    """One run from an empty database: (the run, progress, result)."""
    with tempfile.TemporaryDirectory() as folder:
        db = str(pathlib.Path(folder) / "coop.db")
        made = Run([args.samvakt, "init", db, str(ROOT / "examples" / name)])
        if made.code != 0:
            sys.exit(f"{name}: init ended with {made.code}\n{made.err}")
        done = Run([args.samvakt, "solve", db, "--from", FIRST_MONDAY[name],
                    "--weeks", str(args.weeks), "--time", str(seconds), "--threads",
                    str(args.threads), "--seed", str(args.seed),
                    "--progress", "json", "--json"])
    if done.code not in (0, 3):
        sys.exit(f"{name}: solve ended with {done.code}\n{done.err}")
    said = json.loads(done.out)
    return done, progress(done.err) + [end_of(said, said["seconds"])], said


def measure(name, seconds, args):
    """The rows of both tables."""
    done, lines, said = solve(name, seconds, args)
    last = levels_of(said)
    rows = []
    for level in UPPER:
        value = last[level]["cost"]
        rows.append([
            name, seconds, f"{said['seconds']:.1f}",
            f"{lines[0]['seconds']:.1f}", level, value,
            first_time(lines, lambda at, k=level, v=value:
                       at[k]["cost"] == v),
            first_time(lines, lambda at, k=level: at[k]["proven"])])
    cost, bound = below(said)
    top = sum(1 for gone in said["uncovered"] if gone["priority"] == 1)
    total = [name, seconds, said["cost"], said["bound"],
             gap(said["cost"], said["bound"]), cost, bound, gap(cost, bound),
             top, f"{done.peak_mb:.0f}", f"{done.cpu / done.seconds:.2f}"]
    return rows, total


def document(rows, totals, args):
    """What is printed and written."""
    words = [
        f"# The examples of {args.weeks} weeks", "",
        f"Measured by `bench/coops.py --weeks {args.weeks}` on {machine()}; "
        f"{args.threads} threads, seed {args.seed}.", "",
    ]
    words += [args.note, ""] if args.note else []
    words += [
        "Seconds until there was a plan, until a level had the value it ended "
        "with, and", "until that value was proven to be the least (`-`: not "
        "within the limit).", "", table(HEADS, rows), "",
        "The total, and what is left when the levels proven from the top are "
        "taken off", "both cost and bound. MB is the largest process of the "
        "command.", "", table(SUMS, totals), ""]
    return "\n".join(words)


def read_arguments():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--samvakt", default=str(ROOT / "build/release/samvakt"))
    parser.add_argument("--time", type=float, default=60)
    parser.add_argument("--long", action="store_true")
    parser.add_argument("--weeks", type=int, default=8)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--note", help="a sentence about the circumstances")
    parser.add_argument("--out", type=pathlib.Path)
    parser.add_argument("names", nargs="*", choices=[*FIRST_MONDAY, []])
    return parser.parse_args()


def main():
    args = read_arguments()
    os.environ.setdefault("SAMVAKT_DATA", str(ROOT / "data"))
    rows, totals = [], []
    for name in args.names or FIRST_MONDAY:
        for seconds in [args.time] + ([300] if args.long else []):
            levels, total = measure(name, f"{seconds:g}", args)
            rows += levels
            totals.append(total)
    text = document(rows, totals, args)
    print(text)
    if args.out:
        args.out.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
