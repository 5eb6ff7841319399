#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""How time grows with people: made-up co-operations of twelve weeks.

usage: bench/growth.py [--samvakt PATH] [--time S] [--weeks N] [--threads N]
                       [--seed N] [--gap PERCENT] [--wide PERCENT]
                       [--tight PERCENT,...] [--note TEXT] [--out FILE.md]
                       [PEOPLE ...]

Each size (none means 10, 20, 40, 80 and 150 people, in co-operations of four
people a member) is generated with each of the demands (--tight, of
bench/generate.py: 80 has enough people, and what the plan costs is fairness,
balance and wishes alone; with 130 some duties stay uncovered, as in the
examples of the product), solved once from an empty database and watched by
`solve --progress json`. Seconds are processor seconds of a thread: those on the
clock times what the run had of two processors, so that a busy machine tells
about the same story as an idle one. The exponent is that of people in
seconds = a * people ^ exponent, by least squares of the logarithms; of the gap
below the proven levels likewise, which a limit of time leaves at each size.
"""
import argparse
import math
import os
import pathlib
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).parent))
from coops import UPPER, below, levels_of, progress  # noqa: E402
from measure import Run, machine, table  # noqa: E402

ROOT = pathlib.Path(__file__).resolve().parent.parent
PEOPLE = [10, 20, 40, 80, 150]
FIRST = "2027-08-02"


def heads(args):
    return ["people", "took s", "cpu/wall", "first plan",
            "upper levels proven", f"total gap {args.wide:g} %",
            f"total gap {args.gap:g} %", "cost", "bound", "total gap %",
            "below: cost", "below: bound", "below: gap %", "MB"]


def since(lines, fact):
    """Seconds of the line from which the fact holds to the end; or None."""
    found = None
    for line in lines:
        if not fact(line):
            found = None
        elif found is None:
            found = line["seconds"]
    return found


def percent(cost, bound):
    return 0 if cost <= 0 else 100 * (cost - bound) / cost


def gap(line):
    """Of the total, as the product reports it."""
    return percent(line["cost"], line.get("bound", 0))


def proven(line):
    """All levels that come before fairness."""
    levels = levels_of(line)
    return all(levels[name]["proven"] for name in UPPER)


def exponent(points):
    """Of people in seconds, from (people, seconds); None for less than two."""
    logs = [(math.log(n), math.log(max(s, 0.05)))
            for n, s in points if s is not None]
    if len({x for x, _ in logs}) < 2:
        return None
    mean_x = sum(x for x, _ in logs) / len(logs)
    mean_y = sum(y for _, y in logs) / len(logs)
    return (sum((x - mean_x) * (y - mean_y) for x, y in logs)
            / sum((x - mean_x) ** 2 for x, _ in logs))


def solve(people, tight, args):
    """(the run, its lines of progress)."""
    with tempfile.TemporaryDirectory() as top:
        folder, db = str(pathlib.Path(top, "coop")), str(pathlib.Path(top, "db"))
        made = Run([sys.executable, str(ROOT / "bench/generate.py"), folder,
                    "--people", str(people), "--members",
                    str(max(2, people // 4)), "--weeks", str(args.weeks),
                    "--seed", str(args.seed), "--from", FIRST,
                    "--tight", str(tight)])
        made = made if made.code else Run([args.samvakt, "init", db, folder])
        if made.code != 0:
            sys.exit(f"{people} people: exit code {made.code}\n{made.err}")
        done = Run([args.samvakt, "solve", db, "--from", FIRST, "--weeks",
                    str(args.weeks), "--time", str(args.time), "--threads",
                    str(args.threads), "--seed", str(args.seed), "--progress",
                    "json", "--json"])
    lines = progress(done.err)
    if done.code not in (0, 3) or not lines:
        sys.exit(f"{people} people: solve ended with {done.code}\n{done.err}")
    return done, lines


def measure(people, tight, args):
    """(row of the table; processor seconds until each of four facts, and the
    gap below the proven levels in the end)."""
    done, lines = solve(people, tight, args)
    share = done.cpu / done.seconds / args.threads
    times = [since(lines, fact) for fact in
             (lambda line: True, proven,
              lambda line: gap(line) <= args.wide,
              lambda line: gap(line) <= args.gap)]
    times = [None if t is None else t * share for t in times]
    last = lines[-1]
    cost, bound = below({"bound": 0, **last})
    said = ["-" if t is None else f"{t:.1f}" for t in times]
    return [people, f"{done.seconds:.0f}", f"{done.cpu / done.seconds:.2f}",
            *said, last["cost"], last.get("bound", 0), f"{gap(last):.1f}",
            cost, bound, f"{percent(cost, bound):.1f}",
            f"{done.peak_mb:.0f}"], [*times, percent(cost, bound)]


NAMES = ["first plan", "upper levels proven", "total gap of {wide:g} %",
         "total gap of {gap:g} %",
         "gap below the proven levels after the limit"]


def exponent_lines(points, args):
    """A line for each of NAMES, from its (people, value) points."""
    for name, of in zip(NAMES, points):
        value = exponent(of)
        yield (f"* {name.format(wide=args.wide, gap=args.gap)}: exponent "
               + ("not known" if value is None else f"{value:.2f}"))


def section(tight, people, args):
    """The sizes with this demand: their table and the exponents."""
    rows, points = [], [[] for _ in NAMES]
    for size in people:
        row, values = measure(size, tight, args)
        rows.append(row)
        print(tight, *row, file=sys.stderr, flush=True)
        for k, value in enumerate(values):
            points[k].append((size, value))
    return [f"## Demand of {tight} % of the hours", "",
            table(heads(args), rows), "", *exponent_lines(points, args), ""]


def document(sections, args):
    words = ["# Growth with people", "",
             f"Measured by `bench/growth.py --time {args.time:g}` on "
             f"{machine()}; {args.weeks} weeks, {args.threads} threads, seed "
             f"{args.seed}.", ""]
    words += [args.note, ""] if args.note else []
    words += ["Processor seconds of a thread until there was a plan, until the "
              "levels before", "fairness were proven, and until cost and bound "
              f"of the total were within {args.wide:g} % and", f"{args.gap:g} % "
              "(`-`: not within the limit). \"Below\" is without the levels "
              "that are proven:", "where nothing is left uncovered these cost "
              "nothing, and both gaps are the same.", ""]
    return "\n".join(words + [line for lines in sections for line in lines])


def demands(text):
    return [int(word) for word in text.split(",")]


def read_arguments():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--samvakt", default=str(ROOT / "build/release/samvakt"))
    parser.add_argument("--time", type=float, default=60)
    parser.add_argument("--weeks", type=int, default=12)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--gap", type=float, default=1)
    parser.add_argument("--wide", type=float, default=15)
    parser.add_argument("--tight", type=demands, default="80,130")
    parser.add_argument("--note", help="a sentence about the circumstances")
    parser.add_argument("--out", type=pathlib.Path)
    parser.add_argument("people", nargs="*", type=int)
    return parser.parse_args()


def main():
    args = read_arguments()
    os.environ.setdefault("SAMVAKT_DATA", str(ROOT / "data"))
    people = args.people or PEOPLE
    text = document([section(tight, people, args) for tight in args.tight],
                    args)
    print(text)
    if args.out:
        args.out.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
