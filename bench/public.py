#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Public instances: value, bound, gap, seconds, memory beside the best known.

usage: bench/public.py [--samvakt PATH] [--data DIR] [--time S] [--threads N]
                       [--seed N] [NAME ...]

DIR holds curtois/, inrc2/ and the independent checkers; the instances come
from their publishers and are not part of the project. NAME is a Curtois number
(8) or an INRC-II instance (n030w4_1_6-2-9-1); none means all that are there.
A value counts only when the checker agrees: otherwise the row says FAIL.
For INRC-II the time is M * (60 + 6 N) seconds divided by --inrc2-part.
"""
import argparse
import json
import pathlib
import re
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).parent))
from measure import Run, machine, table  # noqa: E402

# Best known values, schedulingbenchmarks.org 2026-09-24 and Legrain et al.
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


def seconds_for(name, args):
    shape = re.match(r"n(\d+)w(\d+)", name)
    if not shape:
        return args.time
    nurses, weeks = int(shape[1]), int(shape[2])
    return min(args.time, weeks * (60 + 6 * nurses) / args.inrc2_part)


def run(name, args):
    seconds = seconds_for(name, args)
    path = (curtois(args.data, name) if name.isdigit()
            else args.data / "inrc2" / name)
    with tempfile.TemporaryDirectory() as folder:
        out = pathlib.Path(folder) / "roster"
        done = Run([args.samvakt, "solve", "--problem", str(path), "--format",
                    "curtois" if name.isdigit() else "inrc2", "--out",
                    str(out), "--time", str(seconds), "--threads",
                    str(args.threads), "--seed", str(args.seed), "--json"])
        try:
            said = json.loads(done.out)
        except json.JSONDecodeError:
            return [name, BEST.get(name, ""), "FAIL", "", "", "",
                    f"{done.seconds:.1f}", f"{done.peak_mb:.0f}",
                    f"{done.cpu / done.seconds:.2f}"]
        hard, total = check(args.data, name, out)
    value = said["cost"] if hard == 0 and total == said["cost"] else "FAIL"
    return [name, BEST.get(name, ""), value, said["bound"],
            f"{100 * said['gap']:.2f} %", said["status"],
            f"{said['seconds']:.1f}", f"{done.peak_mb:.0f}",
            f"{done.cpu / done.seconds:.2f}"]


def main():
    here = pathlib.Path(__file__).resolve().parent.parent
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--samvakt",
                        default=str(here / "build/release/samvakt"))
    parser.add_argument("--data", type=pathlib.Path,
                        default=here.parent / "shared" / "benchmarks")
    parser.add_argument("--time", type=float, default=60)
    parser.add_argument("--inrc2-part", type=float, default=1)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("names", nargs="*")
    args = parser.parse_args()
    rows = [run(name, args) for name in args.names or BEST]
    print(machine())
    print(table(["instance", "best known", "value", "bound", "gap", "status",
                 "seconds", "MB", "cpu/wall"], rows))
    return any("FAIL" in row for row in rows)


if __name__ == "__main__":
    sys.exit(main())
