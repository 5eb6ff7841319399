#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Slow, half-open, oversized and malformed requests: the right status, nobody
else held up, nothing kept."""
import contextlib
import pathlib
import sys
import threading
import time
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).parent))
# pylint: disable=wrong-import-position
from serving import SOURCE, Server, folder, parse, say

HOST = b"Host: a\r\n"
# What is sent, and the statuses that are right; 0: closed without a word.
BAD = [
    (b"GET /healthz HTTP/1.1\r\n\r\n", {400}),  # no Host
    (b"GET /healthz HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", {400}),
    (b"POST /healthz HTTP/1.1\r\n" + HOST +
     b"Content-Length: 3\r\nContent-Length: 4\r\n\r\nabcd", {400}),
    (b"POST /healthz HTTP/1.1\r\n" + HOST +
     b"Content-Length: 3\r\nContent-Length: 3\r\n\r\nabc", {400}),
    (b"POST /healthz HTTP/1.1\r\n" + HOST + b"Content-Length: 3\r\n"
     b"Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n", {400}),
    (b"POST /healthz HTTP/1.1\r\n" + HOST +
     b"Content-Length: -3\r\n\r\nabc", {400}),
    (b"POST /healthz HTTP/1.1\r\n" + HOST +
     b"Content-Length: x\r\n\r\nabc", {400}),
    (b"POST /healthz HTTP/1.1\r\n" + HOST +
     b"Content-Length: 99999999999999999999\r\n\r\n", {400, 413}),
    (b"POST /healthz HTTP/1.1\r\n" + HOST +
     b"Content-Length: 100000000\r\n\r\n", {413}),
    (b"POST /healthz HTTP/1.1\r\n" + HOST +
     b"Transfer-Encoding: chunked\r\n\r\nzz\r\nabc\r\n", {400, 0}),
    (b"POST /healthz HTTP/1.1\r\n" + HOST +
     b"Transfer-Encoding: chunked\r\n\r\n20000\r\n" + b"a" * 0x20000 +
     b"\r\n0\r\n\r\n", {413, 0}),
    (b"GET /cal/x.ics%00evil HTTP/1.1\r\n" + HOST + b"\r\n", {400}),
    (b"GET /%2e%2e/etc/passwd HTTP/1.1\r\n" + HOST + b"\r\n", {400}),
    (b"GET /../../etc/passwd HTTP/1.1\r\n" + HOST + b"\r\n", {400}),
    (b"GET //etc/passwd HTTP/1.1\r\n" + HOST + b"\r\n", {400}),
    (b"GET /a%2fb HTTP/1.1\r\n" + HOST + b"\r\n", {400}),
    (b"GET /%ff HTTP/1.1\r\n" + HOST + b"\r\n", {400}),
    (b"GET /%zz HTTP/1.1\r\n" + HOST + b"\r\n", {400}),
    (b"GET /a\\b HTTP/1.1\r\n" + HOST + b"\r\n", {400}),
    (b"GET /" + b"a" * 5000 + b" HTTP/1.1\r\n" + HOST + b"\r\n",
     {400, 404, 414}),
    (b"GET /" + b"a" * 100000 + b" HTTP/1.1\r\n" + HOST + b"\r\n",
     {414, 431, 0}),
    (b"GET / HTTP/1.1\r\n" + HOST + b"X: " + b"a" * 100000 + b"\r\n\r\n",
     {431, 413, 0}),
    (b"GET / HTTP/1.1\r\n" + HOST + b"X: 1\r\n" * 20000 + b"\r\n",
     {431, 413, 0}),
    (b"GET / HTTP/9.9\r\n" + HOST + b"\r\n", {400, 404, 505, 0}),
    (b"GET /\r\n\r\n", {400, 404, 0}),
    (b"\r\n\r\n\r\n\r\n", {400, 0}),
    (b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", {400, 0}),  # TLS
    (b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", {400, 404, 405, 505, 0}),
    (b"BREW /healthz HTTP/1.1\r\n" + HOST + b"\r\n", {405}),
    (b"CONNECT a:1 HTTP/1.1\r\n" + HOST + b"\r\n", {400, 404, 405, 0}),
    (b"GET http://[::1]:1/ HTTP/1.1\r\n" + HOST + b"\r\n", {400, 404}),
    (b"GET * HTTP/1.1\r\n" + HOST + b"\r\n", {400}),
    (b"GET / HTTP/1.1\r\n" + HOST + b"no colon here\r\n\r\n",
     {400, 404, 0}),
    (b"GET / HTTP/1.1\r\n" + HOST + b"Expect: something\r\n\r\n",
     {404, 417}),
]


class HostileHttp(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.stack = folder()
        cls.db = cls.stack.__enter__() / "coop.db"
        say("init", cls.db, SOURCE / "examples/first-steps")

    @classmethod
    def tearDownClass(cls):
        cls.stack.__exit__(None, None, None)

    def served(self, server):
        self.assertEqual(server.get("/healthz")[0], 200)

    def test_malformed_requests_get_their_status(self):
        self.assertGreaterEqual(len(BAD), 30)
        with Server(self.db) as server:
            for data, expected in BAD:
                status = parse(server.raw(data, 3) or b"\r\n\r\n")[0]
                self.assertIn(status, expected, data[:80])
                self.served(server)
        self.assertEqual(server.code, 0)

    def test_who_trickles_is_shut_and_holds_up_nobody(self):
        with Server(self.db, "--request-seconds", "3") as server:
            slow = [server.connect(30) for _ in range(40)]
            for one in slow:
                one.sendall(b"GET /healthz HTTP/1.1\r\nHost: a\r\nX: ")
            began = time.monotonic()
            open_still = set(slow)
            while open_still and time.monotonic() - began < 30:
                self.served(server)
                for one in list(open_still):
                    with contextlib.suppress(OSError):
                        one.sendall(b"a")
                        one.settimeout(0.001)
                        if one.recv(1000) != b"":
                            continue
                    if closed(one):
                        open_still.discard(one)
                time.sleep(0.3)
            self.assertEqual(len(open_still), 0)
            self.assertIn(b"samvakt_http_shut_total 40",
                          server.get("/metrics")[2])
            for one in slow:
                one.close()
        self.assertEqual(server.code, 0)

    def test_half_open_and_silent_connections_are_harmless(self):
        with Server(self.db) as server:
            silent = [server.connect() for _ in range(200)]
            threads = [threading.Thread(target=self.served, args=(server,))
                       for _ in range(20)]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join(20)
            for one in silent:
                one.close()
            self.served(server)
        self.assertEqual(server.code, 0)


def closed(connection):
    """Whether the other side has ended the connection."""
    try:
        connection.settimeout(0.01)
        return connection.recv(1000) == b""
    except TimeoutError:
        return False
    except OSError:
        return True


if __name__ == "__main__":
    unittest.main()
