#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Public instances: what was found beside the best known, checked by others.

usage: bench/public.py [--set NAME,...] [--seconds S] [--threads N] [--seed N]
                       [--ticks N] [--inrc2-part P] [--note TEXT]
                       [--out FILE.md] [--samvakt PATH] [--data DIR] [NAME ...]

NAME is a Curtois number (8) or an INRC-II instance (n030w4_1_6-2-9-1); --set
names several: small (a minute each and less), curtois, inrc2, all (default).
DIR holds curtois/, inrc2/ and the independent checkers; the instances come
from their publishers and are not part of the project. A value counts only when
the checker agrees: otherwise the row says FAIL, and so does the exit code.
For INRC-II the time is at most M * (60 + 6 N) seconds for M weeks and N nurses,
divided by --inrc2-part. The table goes to FILE (bench/results-public.md).
"""
import argparse
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).parent))
from measure import Run, machine, table  # noqa: E402

# Best known values, schedulingbenchmarks.org 2026-09-24 and the best static
# totals published for INRC-II.
BEST = {
    "1": 607, "2": 828, "3": 1001, "4": 1716, "5": 1143, "6": 1950, "7": 1056,
    "8": 1300, "10": 4631, "13": 1348, "15": 3828, "16": 3225, "18": 4459,
    "20": 4769, "22": 30241, "24": 40439,
    "n005w4_1_6-2-9-1": 1520, "n030w4_1_6-2-9-1": 1670,
    "n030w4_1_6-7-5-3": 1820, "n030w8_1_2-7-0-9-3-6-0-6": 2010,
    "n030w8_1_6-7-5-3-5-6-2-9": 1720, "n060w4_1_6-1-1-5": 2455,
    "n060w4_1_9-6-3-8": 2675, "n100w4_0_1-1-0-8": 1170,
    "n100w4_2_0-6-4-6": 1785,
}


SETS = {
    "small": ["1", "2", "3", "4", "5", "6", "7", "10", "16",
              "n005w4_1_6-2-9-1", "n030w4_1_6-2-9-1"],
    "curtois": [name for name in BEST if name.isdigit()],
    "inrc2": [name for name in BEST if not name.isdigit()],
    "all": list(BEST),
}
HEADS = ["instance", "best known", "value", "above best", "bound", "gap",
         "status", "limit s", "seconds", "first s", "cpu/wall", "MB",
         "ticks / 1e6", "load"]


def curtois(data, name):
    return data / "curtois" / f"Instance{name}.txt"


def check(data, name, out):
    """What the independent checker says: (hard violations, total)."""
    if name.isdigit():
        command = [data / "check_curtois.py", curtois(data, name), out]
    else:
        command = [data / "check_inrc2.py", data / "inrc2", name, out]
    said = subprocess.run([sys.executable, *map(str, command)],
                          capture_output=True, text=True, check=False).stdout
    total = re.search(r"total (\d+)\s*$", said.strip())
    if not total:
        return None, None
    if name.isdigit():
        return int(re.search(r"hard (\d+)", said)[1]), int(total[1])
    hard = re.search(r"^\{([^}]*)\}", said)[1]
    return sum(map(int, re.findall(r": (\d+)", hard))), int(total[1])


def limit_of(name, args):
    shape = re.match(r"n(\d+)w(\d+)", name)
    if not shape:
        return args.seconds
    nurses, weeks = int(shape[1]), int(shape[2])
    return min(args.seconds, weeks * (60 + 6 * nurses) / args.inrc2_part)


def above(name, value):
    """Per cent above the best known."""
    best = BEST.get(name)
    return "" if not best else f"{100 * (value - best) / best:+.2f} %"


def run(name, args):
    """One row of the table."""
    limit, load = limit_of(name, args), os.getloadavg()[0]
    path = (curtois(args.data, name) if name.isdigit()
            else args.data / "inrc2" / name)
    with tempfile.TemporaryDirectory() as folder:
        out = pathlib.Path(folder) / "roster"
        work = ["--ticks", str(args.ticks)] if args.ticks else []
        done = Run([args.samvakt, "solve", "--problem", str(path), "--format",
                    "curtois" if name.isdigit() else "inrc2", "--out",
                    str(out), "--time", f"{limit:g}", *work, "--threads",
                    str(args.threads), "--seed", str(args.seed), "--json"])
        try:
            said = json.loads(done.out)
            hard, total = check(args.data, name, out)
        except (json.JSONDecodeError, TypeError):
            said = None
    took = [f"{done.cpu / done.seconds:.2f}", f"{done.peak_mb:.0f}"]
    if not said or "cost" not in said:
        return [name, BEST.get(name, ""), "FAIL", "", "", "",
                f"exit {done.code}", f"{limit:g}", f"{done.seconds:.1f}", "",
                *took, "", f"{load:.1f}"]
    sound = hard == 0 and total == said["cost"]
    return [name, BEST.get(name, ""), said["cost"] if sound else "FAIL",
            above(name, said["cost"]), said["bound"],
            f"{100 * said['gap']:.2f} %", said["status"], f"{limit:g}",
            f"{said['seconds']:.1f}", f"{said['seconds_first']:.1f}", *took,
            f"{said['ticks'] / 1e6:.0f}", f"{load:.1f}"]


def asked(words):
    """The command's words but for the paths of this machine, and the note."""
    kept, skip = [], False
    for word in words:
        skip, dropped = False, skip
        if word in ("--out", "--data", "--samvakt", "--note"):
            skip = True
        elif not dropped:
            kept.append(word)
    return " ".join(kept) or "all"


def document(rows, args):
    words = ["# Public instances", "",
             f"Measured by `bench/public.py` on {machine()}; {args.threads} "
             f"threads, seed {args.seed} (`{asked(sys.argv[1:])}`).", ""]
    words += [args.note, ""] if args.note else []
    words += ["Each value is the independent checker's as well (FAIL: it is "
              "not). above best: than the best known; gap: of cost to bound; "
              "cpu/wall: processors used; load: of the machine in the minute "
              "before.", "", table(HEADS, rows), ""]
    return "\n".join(words)


def read_arguments():
    here = pathlib.Path(__file__).resolve().parent.parent
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--samvakt",
                        default=str(here / "build/release/samvakt"))
    parser.add_argument("--data", type=pathlib.Path,
                        default=here.parent / "shared" / "benchmarks")
    parser.add_argument("--set", default="")
    parser.add_argument("--seconds", "--time", type=float, default=60)
    parser.add_argument("--ticks", type=int, default=0)
    parser.add_argument("--inrc2-part", type=float, default=1)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--note", help="a sentence about the circumstances")
    parser.add_argument("--out", type=pathlib.Path)
    parser.add_argument("names", nargs="*")
    args = parser.parse_args()
    for name in filter(None, args.set.split(",")):
        if name not in SETS:
            parser.error(f"--set: expected {', '.join(SETS)}, found '{name}'")
        args.names += [one for one in SETS[name] if one not in args.names]
    args.names = args.names or SETS["all"]
    return args


def main():
    args = read_arguments()
    rows = []
    for name in args.names:
        rows.append(run(name, args))
        print("  ".join(str(cell) for cell in rows[-1]), file=sys.stderr,
              flush=True)
    text = document(rows, args)
    print(text)
    if args.out:
        args.out.write_text(text, encoding="utf-8")
    return any("FAIL" in row for row in rows)


if __name__ == "__main__":
    sys.exit(main())
