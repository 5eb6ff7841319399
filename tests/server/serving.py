# SPDX-License-Identifier: GPL-3.0-or-later
"""A server of ours on loopback for the time of a test, and raw requests."""
import contextlib
import json
import os
import pathlib
import re
import socket
import subprocess
import tempfile
import time

BIN = os.environ["SAMVAKT_BIN"]
SOURCE = pathlib.Path(os.environ["SAMVAKT_SOURCE"])
ENV = {**os.environ, "SAMVAKT_DATA": str(SOURCE / "data"), "LC_ALL": "C"}


def say(*words, check=True):
    """The command's JSON answer."""
    done = subprocess.run([BIN, *map(str, words), "--json"], env=ENV,
                          capture_output=True, text=True, check=False)
    if check and done.returncode not in (0, 3):
        raise AssertionError(f"{words}: {done.returncode}: {done.stderr}")
    return json.loads(done.stdout) if done.stdout else done.stderr


def publish(database, **options):
    """Solves with little work and publishes; the revision."""
    plan = say("solve", database, "--ticks", 20000, "--weeks", 4,
               *[f"{word}" for pair in options.items() for word in
                 (f"--{pair[0]}", pair[1])])["plan"]
    return say("publish", database, plan, "--consultation", "x", "--reason",
               "test", "--accept-hard")["revision"]


@contextlib.contextmanager
def folder():
    with tempfile.TemporaryDirectory(prefix="samvakt-") as name:
        yield pathlib.Path(name)


class Server:
    """The process, its port and its log."""

    def __init__(self, database, *options, ahead=0):
        self.ahead = ahead  # seconds that its clock is ahead of ours
        options += tuple(self.now())
        self.log = tempfile.TemporaryFile("w+")
        self.process = subprocess.Popen(
            [BIN, "serve", str(database), "--port", "0", *options], env=ENV,
            stdout=subprocess.PIPE, stderr=self.log, text=True)
        line = self.process.stdout.readline()
        self.port = int(re.search(r":(\d+)/", line).group(1))
        self.url = f"http://127.0.0.1:{self.port}"

    def now(self):
        """The option that sets a call's clock to the server's."""
        at = time.gmtime(time.time() + self.ahead)
        return ["--now", time.strftime("%Y-%m-%dT%H:%M:%SZ", at)
                ] if self.ahead else []

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.terminate()
        self.code = self.process.wait(20)
        self.process.stdout.close()
        self.said = self.lines()
        self.log.close()

    def lines(self):
        if self.log.closed:
            return self.said
        self.log.seek(0)
        return self.log.read()

    def connect(self, timeout=10):
        return socket.create_connection(("127.0.0.1", self.port), timeout)

    def raw(self, data, timeout=10):
        """What comes back for these bytes, until the server is silent or
        closes."""
        with self.connect(timeout) as connection:
            connection.sendall(data)
            answer = b""
            with contextlib.suppress(TimeoutError, ConnectionError):
                while block := connection.recv(65536):
                    answer += block
                    if whole(answer):
                        break
            return answer

    def get(self, path, method="GET", **fields):
        """(status, fields, body); the fields' names in lower case."""
        head = "".join(f"{name.replace('_', '-')}: {value}\r\n"
                       for name, value in fields.items())
        answer = self.raw(f"{method} {path} HTTP/1.1\r\nHost: a\r\n"
                          f"Connection: close\r\n{head}\r\n".encode())
        return parse(answer)


def whole(answer):
    """Whether a first answer with a Content-Length is there in full."""
    head, found, body = answer.partition(b"\r\n\r\n")
    length = re.search(rb"(?im)^content-length: (\d+)", head)
    return bool(found and length and len(body) >= int(length.group(1)))


def parse(answer):
    head, _, body = answer.partition(b"\r\n\r\n")
    lines = head.decode("latin-1").split("\r\n")
    fields = {}
    for line in lines[1:]:
        name, _, value = line.partition(": ")
        fields[name.lower()] = value
    status = int(lines[0].split()[1]) if lines[0].startswith("HTTP") else 0
    return status, fields, body
