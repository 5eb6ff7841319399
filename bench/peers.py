#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Samvakt and other solvers on the same problem files, one after the other.

usage: bench/peers.py [--samvakt PATH] [--peers FOLDER] [--own 5,60]
                      [--times 60,300] [--threads N] [--seed N] [--peer NAME]
                      [--short NAME] [--nice N] [--note TEXT] [--out FILE.md]
                      [PROBLEM ...]

PROBLEM is an example (nord-salten, sor-helgeland, sor-helgeland-12), a number
of the Curtois family (--data: their folder), or a file as `samvakt problem`
writes it; none means the two examples. bench/peers-setup makes FOLDER. Every
roster is judged by `samvakt score`, and a run counts only when its last cost
is what that says. CP-SAT, HiGHS and SCIP solve the same program
(bench/peers_model.py); Timefold's score is bench/timefold/Peer.java; SCIP as
packaged and Timefold's community edition use one thread. Those of --short get
the first of the times only. Rows that FILE has of other problems stay in it.
"""
import argparse
import json
import math
import os
import pathlib
import sys
import tempfile
import time

sys.path.insert(0, str(pathlib.Path(__file__).parent))
from measure import Run, machine, table  # noqa: E402

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent
EXAMPLES = {"nord-salten": ("nord-salten", "2027-01-11", 8),
            "sor-helgeland": ("sor-helgeland", "2027-03-01", 8),
            "sor-helgeland-12": ("sor-helgeland", "2027-03-01", 12)}
PEERS = ["cp-sat", "highs", "scip", "timefold"]
GRACE = 120  # seconds beyond the limit until a run is ended


class Failed(Exception):
    """A command that did not do what it should."""


def samvakt(args, *words, codes=(0,)):
    done = Run([args.samvakt, *map(str, words), "--json"])
    if done.code not in codes:
        raise Failed(f"{words}: {done.out}{done.err}")
    return json.loads(done.out), done


def problem_file(args, name, folder):
    """The problem as a file, from wherever it comes."""
    out = folder / f"{name}.json"
    if name in EXAMPLES:
        example, monday, weeks = EXAMPLES[name]
        database = folder / f"{name}.db"
        samvakt(args, "init", database, ROOT / "examples" / example)
        samvakt(args, "problem", database, "--from", monday, "--weeks", weeks,
                "--out", out)
    elif name.isdigit():
        samvakt(args, "problem", "--problem",
                args.data / "curtois" / f"Instance{name}.txt", "--format",
                "curtois", "--out", out)
    else:
        return pathlib.Path(name)
    return out


def at(history, seconds, column):
    """The last value of the column by then, or None."""
    value = None
    for line in history:
        if line[0] <= seconds and line[column] is not None:
            value = line[column]
    return value


def own(args, path, roster, seconds):
    """Our run: (what is said, history, the process)."""
    said, done = samvakt(args, "solve", "--problem", path, "--out", roster,
                         "--time", seconds, "--threads", args.threads,
                         "--seed", args.seed, "--progress", "json")
    history = []
    for line in done.err.splitlines():
        if line.startswith("{"):
            now = json.loads(line)
            if now.get("type") == "progress" and now.get("breaches") == 0:
                history.append([now["seconds"], now["cost"], now["bound"]])
    # The command may end a little late; what it has then is the limit's.
    history.append([min(said["seconds"], seconds), said["cost"],
                    said["bound"]])
    said["version"] = "Samvakt"
    said["build_seconds"] = 0.0
    return said, history, done


def peer_run(args, peer, path, roster, seconds):
    if peer == "timefold":
        home = args.peers / "timefold"
        command = ["java", "-Xmx2g", "-cp", f"{home}/lib/*:{home}/classes",
                   "Peer", path, str(int(seconds)), roster]
    else:
        command = [args.peers / "python/bin/python", HERE / "peers_solve.py",
                   peer, path, str(seconds), str(args.threads), roster]
    done = Run(["nice", "-n", str(args.nice), *map(str, command)],
               timeout=seconds + GRACE)
    if done.code != 0:
        raise Failed(f"{peer}: exit {done.code}\n{done.err[-2000:]}")
    said = json.loads(done.out.splitlines()[-1])
    history = said["history"]
    if history:  # what was found on the way out counts as found at the limit
        history[-1][0] = min(history[-1][0], seconds)
    return said, history, done


def measured(args, peer, path, folder):
    """One row: who, costs and bounds by time, checked by `score`."""
    roster = folder / f"{peer}.roster"
    roster.unlink(missing_ok=True)
    times = args.own if peer == "samvakt" else args.times
    times = times[:1] if peer in args.short else times
    load = os.getloadavg()[0]
    if peer == "samvakt":
        said, history, done = own(args, path, roster, max(times))
    else:
        said, history, done = peer_run(args, peer, path, roster, max(times))
    last = at(history, float("inf"), 1)
    if roster.exists():
        score, _ = samvakt(args, "score", "--problem", path, "--roster",
                           roster)
        if score["breaches"] or score["cost"] != last:
            raise Failed(f"{peer}: says {last}, score says {score['cost']} "
                         f"with {score['breaches']} broken")
    elif last is not None:
        raise Failed(f"{peer}: says {last} without a roster")
    return {"peer": peer, "version": said["version"], "history": history,
            "times": times, "build": said["build_seconds"],
            "busy": done.cpu / done.seconds, "mb": done.peak_mb, "load": load}


def whole(bound):
    """Costs are whole, so every bound may be rounded up."""
    return None if bound is None else math.ceil(bound - 1e-3)


def number(value):
    return "-" if value is None else f"{value:.0f}"


def ratio(value, ours):
    return "-" if value is None or not ours else f"{value / ours:.4f}"


def rows_of(name, runs):
    """A line for each solver and time; ratios to our last cost."""
    ours = at(runs[0]["history"], float("inf"), 1)
    for run in runs:
        run["history"] = [[second, cost, whole(bound)]
                          for second, cost, bound in run["history"]]
    bounds = [at(run["history"], float("inf"), 2) for run in runs]
    best_bound = max((b for b in bounds if b is not None), default=None)
    for run in runs:
        for seconds in run["times"]:
            cost = at(run["history"], seconds, 1)
            bound = at(run["history"], seconds, 2)
            over = (None if cost is None or best_bound is None
                    else cost - best_bound)
            yield [name, run["version"], f"{seconds:g}", number(cost),
                   ratio(cost, ours), number(over), number(bound),
                   f"{run['build']:.1f}", f"{run['mb']:.0f}",
                   f"{run['busy']:.2f}", f"{run['load']:.1f}",
                   time.strftime("%Y-%m-%d")]


HEADS = ["problem", "solver", "seconds", "cost", "ratio", "above best bound",
         "bound", "build s", "MB", "cpu/wall", "load", "measured"]


def kept(path, rows):
    """Rows that the file has of problems which are not measured now."""
    if not path.exists():
        return []
    cells = [[cell.strip() for cell in line.strip("|\n").split("|")]
             for line in path.read_text(encoding="utf-8").splitlines()
             if line.startswith("| ")]
    if not cells or cells[0] != HEADS:
        return []
    measured_now = {row[0] for row in rows}
    return [row for row in cells[1:]
            if row[0] not in measured_now and set(row[0]) != {"-"}]


def document(args, rows):
    words = ["# Samvakt and other solvers", "",
             f"Measured by `bench/peers.py` on {machine()}; {args.threads} "
             f"threads, seed {args.seed}.", ""]
    words += [args.note, ""] if args.note else []
    words += [
        "Everybody has the same problem file; every roster is judged by "
        "`samvakt score`.", "",
        "* ratio: cost divided by what Samvakt has at its last time; above 1 "
        "is worse.",
        "* above best bound: cost less the best bound that anybody proved.",
        "* build s: making the program, before the seconds begin.",
        "* load: of the machine in the minute before; cpu/wall: processors "
        "used by the run.",
        "* -: no roster that keeps every hard rule, or no bound.", "",
        table(HEADS, rows), ""]
    return "\n".join(words)


def times(text):
    return sorted(float(word) for word in text.split(","))


def read_arguments():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--samvakt", default=str(ROOT / "build/release/samvakt"))
    parser.add_argument("--peers", type=pathlib.Path,
                        default=ROOT / "build/peers")
    parser.add_argument("--data", type=pathlib.Path,
                        default=ROOT.parent / "shared" / "benchmarks")
    parser.add_argument("--own", type=times, default="5,60")
    parser.add_argument("--times", type=times, default="60,300")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--nice", type=int, default=0)
    parser.add_argument("--peer", action="append", choices=PEERS)
    parser.add_argument("--short", action="append", choices=PEERS, default=[])
    parser.add_argument("--note", help="a sentence about the circumstances")
    parser.add_argument("--out", type=pathlib.Path)
    parser.add_argument("problems", nargs="*")
    return parser.parse_args()


def main():
    args = read_arguments()
    os.environ.setdefault("SAMVAKT_DATA", str(ROOT / "data"))
    rows, failed = [], False
    with tempfile.TemporaryDirectory() as place:
        folder = pathlib.Path(place)
        for name in args.problems or ["nord-salten", "sor-helgeland"]:
            path = problem_file(args, name, folder)
            runs = []
            for peer in ["samvakt", *(args.peer or PEERS)]:
                try:
                    runs.append(measured(args, peer, path, folder))
                except (Failed, json.JSONDecodeError, IndexError) as fault:
                    if peer == "samvakt":
                        raise
                    print(f"{name}, {peer}: {fault}", file=sys.stderr)
                    failed = True
            rows += rows_of(path.stem, runs)
            print(table(HEADS, rows[-sum(len(r["times"]) for r in runs):]),
                  flush=True)
    if args.out:
        rows = kept(args.out, rows) + rows
        args.out.write_text(document(args, rows), encoding="utf-8")
    return failed


if __name__ == "__main__":
    sys.exit(main())
