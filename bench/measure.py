# SPDX-License-Identifier: GPL-3.0-or-later
"""Run a command once and say what it took: seconds, processor time, memory."""
import os
import subprocess
import tempfile
import time


class Run:
    """Exit code, standard output, wall seconds, processor seconds, peak MB.

    The peak is the largest single process of the command (the solver is a
    child of it), as the kernel accounts it for the whole tree."""

    def __init__(self, command, timeout=None):
        with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
            start = time.monotonic()
            child = subprocess.Popen(["/usr/bin/env", *command], stdout=out,
                                     stderr=err)
            pid = child.pid
            deadline = start + timeout if timeout else None
            while True:
                done, status, usage = os.wait4(pid, os.WNOHANG)
                if done:
                    break
                if deadline and time.monotonic() > deadline:
                    child.kill()
                    deadline = None
                time.sleep(0.002)
            self.seconds = time.monotonic() - start
            child.returncode = os.waitstatus_to_exitcode(status)
            out.seek(0)
            err.seek(0)
            self.out = out.read().decode("utf-8", "replace")
            self.err = err.read().decode("utf-8", "replace")
        self.code = child.returncode
        self.cpu = usage.ru_utime + usage.ru_stime
        self.peak_mb = usage.ru_maxrss / 1024


def table(heads, rows):
    """A Markdown table with columns as wide as their widest cell."""
    cells = [heads] + [[str(c) for c in row] for row in rows]
    widths = [max(len(r[k]) for r in cells) for k in range(len(heads))]
    lines = ["| " + " | ".join(c.ljust(w) for c, w in zip(r, widths)) + " |"
             for r in cells]
    lines.insert(1, "| " + " | ".join("-" * w for w in widths) + " |")
    return "\n".join(lines)


def machine():
    """One line about where the figures come from."""
    name = "unknown processor"
    with open("/proc/cpuinfo", encoding="utf-8") as f:
        for line in f:
            if line.startswith("model name"):
                name = line.split(":", 1)[1].strip()
                break
    return f"{name}, {os.cpu_count()} processors, {time.strftime('%Y-%m-%d')}"
