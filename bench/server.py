#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""server.py - requests a second and memory of `samvakt serve`, beside nginx.

    bench/server.py [--seconds S] [--rounds N] [--connections N] [--out FILE]

One person's calendar of 180 days is asked for over and over, whole and with
If-None-Match, from samvakt and from an nginx that has the same bytes as a file,
in turn: other work on the machine meets both. Then memory, when so many people
subscribe and so many browsers watch an optimisation."""
import argparse
import contextlib
import http.client
import json
import os
import pathlib
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time

from measure import machine, table

ROOT = pathlib.Path(__file__).resolve().parents[1]
FIRST, WEEKS = "2027-03-01", 26  # 182 days
NOW = FIRST + "T06:00:00Z"
PASSWORD = "et langt passord"
PEOPLE, STREAMS = 500, 50
DEMAND_MAX = 99  # of a record
AIMS = {"304": 20000, "200": 3000, "MB": 150}
NGINX = """
{user} daemon off; pid {place}/nginx.pid; error_log {place}/nginx.log;
worker_processes 2;
events {{ worker_connections 512; }}
http {{
  access_log off; sendfile on; tcp_nopush on; keepalive_requests 1000000000;
  open_file_cache max=16;
  client_body_temp_path {place}/t1; proxy_temp_path {place}/t2;
  fastcgi_temp_path {place}/t3; uwsgi_temp_path {place}/t4;
  scgi_temp_path {place}/t5;
  types {{ text/calendar ics; }}
  server {{ listen 127.0.0.1:{port}; root {place}/www; }}
}}
"""


class Command:
    def __init__(self, build):
        self.path = str(build / "samvakt")

    def __call__(self, *words):
        done = subprocess.run([self.path, *map(str, words), "--json"],
                              capture_output=True, text=True, check=False)
        if done.returncode not in (0, 3):
            sys.exit(f"{words}: {done.stdout}{done.stderr}")
        return json.loads(done.stdout)


def prepare(samvakt, db):
    samvakt("init", db, ROOT / "examples/sor-helgeland")
    plan = samvakt("solve", db, "--from", FIRST, "--weeks", WEEKS, "--ticks",
                   20000, "--now", NOW)["plan"]
    samvakt("publish", db, plan, "--consultation", "x", "--reason", "bench",
            "--accept-hard", "--now", NOW)


def prepare_many(samvakt, db, place):
    """As many people as subscribe, and a plan of two weeks."""
    subprocess.run([sys.executable, ROOT / "bench/generate.py", "--people",
                    str(PEOPLE), "--members", "40", "--weeks", "4", "--from", FIRST,
                    place / "many"], check=True)
    path = place / "many/demands.json"
    demands = json.loads(path.read_text())
    for one in demands:
        for key in ("low", "target", "high"):
            if key in one:
                one[key] = min(one[key], DEMAND_MAX)
    path.write_text(json.dumps(demands))
    samvakt("init", db, place / "many")
    plan = samvakt("solve", db, "--from", FIRST, "--weeks", 2, "--time", 5,
                   "--now", NOW)["plan"]
    samvakt("publish", db, plan, "--consultation", "x", "--reason", "bench",
            "--accept-hard", "--now", NOW)


def people(samvakt, db):
    text = samvakt("show", db, "--from", FIRST, "--weeks", 1, "--now", NOW)
    return [one["id"] for one in text["people"]]


@contextlib.contextmanager
def serve(samvakt, db, *options, log=subprocess.DEVNULL):
    child = subprocess.Popen(
        [samvakt.path, "serve", str(db), "--port", "0", "--now", NOW,
         *options], stdout=subprocess.PIPE, stderr=log, text=True)
    port = int(child.stdout.readline().rstrip("/\n").rsplit(":", 1)[1])
    try:
        yield child.pid, port
    finally:
        child.terminate()
        child.wait(30)


@contextlib.contextmanager
def nginx(place, body):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    (place / "www").mkdir()
    (place / "www/feed.ics").write_bytes(body)
    (place / "nginx.conf").write_text(NGINX.format(
        place=place, port=port, user="" if os.getuid() else "user root;"))
    child = subprocess.Popen(["nginx", "-p", str(place), "-c",
                              str(place / "nginx.conf")],
                             stderr=subprocess.DEVNULL)
    try:
        for _ in range(200):
            with contextlib.suppress(OSError):
                fetch(port, "/feed.ics")
                break
            time.sleep(0.05)
        yield port
    finally:
        child.terminate()
        child.wait(30)


def fetch(port, path, method="GET", body=None, **fields):
    link = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
    link.request(method, path, body, fields)
    answer = link.getresponse()
    content = answer.read()
    link.close()
    return answer, content


def load(args, port, path, *fields):
    """Answers a second, all of one kind."""
    said = json.loads(subprocess.run(
        [str(args.build / "bench_http_load"), str(port), path,
         str(args.seconds), str(args.connections), *fields],
        capture_output=True, text=True, check=True).stdout)
    kind = "3xx" if fields else "2xx"
    if said[kind] != said["requests"] or said["requests"] == 0:
        sys.exit(f"{path}: expected {kind} only, found {said}")
    return said["rate"]


def wrk(args, port, path):
    if not shutil.which("wrk"):
        return None
    said = subprocess.run(
        ["wrk", "-t1", f"-c{args.connections}", f"-d{args.seconds:.0f}s",
         f"http://127.0.0.1:{port}{path}"], capture_output=True, text=True,
        check=True).stdout
    return float(said.split("Requests/sec:")[1].split()[0])


def rounds(args, ours, theirs, etags):
    """{what: [(our rate, nginx's rate)]}"""
    found = {}
    for _ in range(args.rounds):
        for what, run in (
                ("304", lambda p, f, e: load(args, p, f,
                                             f"If-None-Match: {e}")),
                ("200", lambda p, f, e: load(args, p, f)),
                ("200, by wrk", lambda p, f, e: wrk(args, p, f))):
            pair = [run(*side, etag) for side, etag in
                    zip((ours, theirs), etags)]
            if None not in pair:
                found.setdefault(what, []).append(pair)
    return found


def speed(args, samvakt, db, place):
    link = samvakt("feed", db, "new", "--person", "torunn", "--label", "bench",
                   "--now", NOW)
    with open(place / "server.log", "w", encoding="utf-8") as log, \
            serve(samvakt, db, log=log) as (_, port):
        answer, body = fetch(port, link["path"])
        with nginx(place, body) as other:
            copy, same = fetch(other, "/feed.ics")
            if same != body:
                sys.exit("nginx serves other bytes")
            found = rounds(args, (port, link["path"]), (other, "/feed.ics"),
                           (answer.getheader("ETag"), copy.getheader("ETag")))
    rows = []
    for what, pairs in found.items():
        ours, theirs = (statistics.median(column) for column in zip(*pairs))
        ratio = statistics.median(a / b for a, b in pairs)
        rows.append([what, f"{ours:.0f}", f"{theirs:.0f}", f"{ratio:.2f}",
                     AIMS[what[:3]]])
    return len(body), rows


def status(pid, key):
    with open(f"/proc/{pid}/status", encoding="utf-8") as lines:
        for line in lines:
            if line.startswith(key + ":"):
                return int(line.split()[1]) / 1024
    return 0


def sign_in(samvakt, db, port):
    """The cookie and the token of a coordinator."""
    invited = samvakt("account", db, "invite", "--login", "lead", "--name",
                      "Lead", "--role", "coordinator", "--now", NOW)
    fields = {"Content-Type": "application/json"}
    made = json.loads(fetch(port, "/api/v1/invitations/" + invited["token"],
                            "POST", json.dumps({"password": PASSWORD}),
                            **fields)[1])
    sys.path.insert(0, str(ROOT / "tests/server"))
    os.environ.setdefault("SAMVAKT_BIN", samvakt.path)
    os.environ.setdefault("SAMVAKT_SOURCE", str(ROOT))
    from api import code_of  # pylint: disable=import-outside-toplevel
    now = json.loads(fetch(port, "/api/v1/session")[1])["now"]
    ahead = time.mktime(time.strptime(now, "%Y-%m-%dT%H:%M:%SZ")) - \
        time.mktime(time.gmtime())
    answer, body = fetch(
        port, "/api/v1/session", "POST", json.dumps(
            {"login": "lead", "password": PASSWORD,
             "code": code_of(made["code_key"], 0, ahead)}), **fields)
    return {"Cookie": answer.getheader("Set-Cookie").split(";")[0],
            "X-CSRF-Token": json.loads(body)["csrf"], **fields}


def watch(port, who, run):
    link = socket.create_connection(("127.0.0.1", port))
    link.sendall(f"GET /api/v1/runs/{run}/events HTTP/1.1\r\nHost: a\r\n"
                 f"Cookie: {who['Cookie']}\r\n\r\n".encode())
    if b"200" not in link.recv(4096)[:16]:
        sys.exit("an event stream was refused")
    return link


def memory(samvakt, db):
    """[(what, MB now, MB at most)]"""
    staff = people(samvakt, db)
    paths = [samvakt("feed", db, "new", "--person", staff[i % len(staff)],
                     "--label", f"device {i}", "--now", NOW)["path"]
             for i in range(PEOPLE)]
    found = []
    with serve(samvakt, db, "--quiet") as (pid, port):
        def note(what):
            found.append((what, f"{status(pid, 'VmRSS'):.0f}",
                          f"{status(pid, 'VmHWM'):.0f}"))
        note("started")
        total = sum(len(fetch(port, path)[1]) for path in paths)
        note(f"{PEOPLE} calendars fetched, {total / 1e6:.0f} MB of them")
        who = sign_in(samvakt, db, port)
        run = json.loads(fetch(port, "/api/v1/runs", "POST", json.dumps(
            {"from": FIRST, "weeks": 2, "seconds": 60}), **who,
            **{"Idempotency-Key": "bench"})[1])["run"]
        streams = [watch(port, who, run) for _ in range(STREAMS)]
        time.sleep(5)
        for path in paths:
            fetch(port, path)
        note(f"and {STREAMS} event streams, an optimisation running")
        fetch(port, f"/api/v1/runs/{run}", "DELETE", **who)
        for stream in streams:
            stream.close()
    return found


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--build", type=pathlib.Path,
                        default=ROOT / "build/release")
    parser.add_argument("--seconds", type=float, default=5)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--connections", type=int, default=16)
    parser.add_argument("--out", type=pathlib.Path)
    args = parser.parse_args()
    samvakt = Command(args.build)
    with tempfile.TemporaryDirectory() as folder:
        place = pathlib.Path(folder)
        prepare(samvakt, place / "coop.db")
        before = os.getloadavg()[0]
        size, rows = speed(args, samvakt, place / "coop.db", place)
        sizes = memory(samvakt, place / "coop.db")
        prepare_many(samvakt, place / "many.db", place)
        many = memory(samvakt, place / "many.db")
    text = "\n\n".join([
        "# The service",
        f"`bench/server.py --seconds {args.seconds:g} --rounds {args.rounds} "
        f"--connections {args.connections}` on {machine()}, load "
        f"{before:.1f} before and {os.getloadavg()[0]:.1f} after; server, "
        "nginx and client share the processors.",
        "## Requests a second",
        f"One person's calendar of {WEEKS * 7} days, {size} bytes, over "
        "connections that are kept alive. Medians; the ratio is the median of "
        "the rounds', in each of which one follows the other. samvakt looks "
        "up the link in the database each time (it may have been revoked) and "
        "writes a log line to a file; nginx has the bytes as a file, its log "
        "is off. The client is `bench_http_load`; wrk can't read a 304 with "
        "the length that it stands for.",
        table(["answer", "samvakt", "nginx", "ratio", "aim"], rows),
        "## Memory",
        f"Megabytes of the server without its children; aim {AIMS['MB']}. "
        f"First sor-helgeland with several devices a person and a plan of "
        f"{WEEKS * 7} days, then a made-up co-operation of {PEOPLE} people in "
        "40 members, one device each, with a plan of 14 days.",
        table(["what", "resident", "at most"], sizes),
        table(["what", "resident", "at most"], many),
    ]) + "\n"
    print(text)
    if args.out:
        args.out.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
