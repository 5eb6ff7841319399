#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Behind nginx with TLS, as deploy/nginx.conf sets it up: calendars, pages,
who asked, what is written down. deploy/Caddyfile is read by Caddy, if that is
installed."""
import contextlib
import http.client
import json
import os
import pathlib
import shutil
import socket
import ssl
import subprocess
import sys
import time
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).parent))
# pylint: disable=wrong-import-position
from api import PASSWORD, join
from serving import SOURCE, Server, folder, publish, say

HOST = "vakt.example.no"
AROUND = """
{user} daemon off; pid {place}/nginx.pid; error_log {place}/error.log;
events {{ }}
http {{
  client_body_temp_path {place}/t1; proxy_temp_path {place}/t2;
  fastcgi_temp_path {place}/t3; uwsgi_temp_path {place}/t4;
  scgi_temp_path {place}/t5;
{site}
}}
"""
# Longer than nginx would keep back.
SCRIPT = b"console.log('en vakt');\n" * 500


def free_port():
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


def site(place, port, ours):
    """deploy/nginx.conf for this folder and these ports."""
    text = (SOURCE / "deploy/nginx.conf").read_text()
    for old, new in (("listen 443 ssl", f"listen 127.0.0.1:{port} ssl"),
                     ("    listen [::]:443 ssl http2;\n", ""),
                     ("127.0.0.1:8475", f"127.0.0.1:{ours}"),
                     ("/etc/ssl/samvakt/fullchain.pem", f"{place}/cert.pem"),
                     ("/etc/ssl/samvakt/privkey.pem", f"{place}/key.pem"),
                     ("/var/log/nginx/samvakt.log", f"{place}/access.log"),
                     ("/var/log/nginx/samvakt-error.log", f"{place}/e.log")):
        assert text.count(old) == 1, f"deploy/nginx.conf: no '{old}'"
        text = text.replace(old, new)
    return AROUND.format(place=place, site=text,
                         user="" if os.getuid() else "user root;")


class Proxy(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.nginx = shutil.which("nginx") or shutil.which(
            "nginx", path="/usr/sbin")
        assert cls.nginx, "there is no nginx: install it"
        cls.stack = folder()
        cls.place = cls.stack.__enter__()
        cls.db = cls.place / "coop.db"
        (cls.place / "web/assets").mkdir(parents=True)
        (cls.place / "web/index.html").write_text("<!doctype html>")
        (cls.place / "web/assets/a-1.js").write_bytes(SCRIPT)
        say("init", cls.db, SOURCE / "examples/first-steps")
        publish(cls.db)
        cls.server = Server(cls.db, "--public-url", f"https://{HOST}", "--web",
                            str(cls.place / "web")).__enter__()
        subprocess.run(
            ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes",
             "-days", "2", "-subj", f"/CN={HOST}", "-addext",
             f"subjectAltName=DNS:{HOST}", "-keyout", cls.place / "key.pem",
             "-out", cls.place / "cert.pem"], check=True, capture_output=True)
        cls.port = free_port()
        (cls.place / "nginx.conf").write_text(
            site(cls.place, cls.port, cls.server.port))
        words = [cls.nginx, "-p", cls.place, "-c", cls.place / "nginx.conf"]
        said = subprocess.run([*words, "-t"], capture_output=True, text=True,
                              check=False)
        assert said.returncode == 0 and "warn" not in said.stderr, said.stderr
        cls.proxy = subprocess.Popen(words, stderr=subprocess.DEVNULL)
        cls.wait()

    @classmethod
    def wait(cls):
        deadline = time.monotonic() + 60
        while True:
            with contextlib.suppress(OSError):
                socket.create_connection(("127.0.0.1", cls.port)).close()
                return
            assert cls.proxy.poll() is None, "nginx ended"
            assert time.monotonic() < deadline
            time.sleep(0.05)

    @classmethod
    def tearDownClass(cls):
        cls.proxy.terminate()
        cls.proxy.wait(20)
        cls.server.__exit__()
        cls.stack.__exit__(None, None, None)
        assert cls.server.code == 0, cls.server.lines()

    def ask(self, path, method="GET", body=None, address="127.0.0.1",
            **fields):
        """(status, fields, body) over TLS, from an address of loopback."""
        trust = ssl.create_default_context(cafile=self.place / "cert.pem")
        with socket.create_connection(("127.0.0.1", self.port), 30,
                                      (address, 0)) as plain, \
                trust.wrap_socket(plain, server_hostname=HOST) as link:
            one = http.client.HTTPConnection(HOST)
            one.sock = link
            one.request(method, path, body, {name.replace("_", "-"): value
                                             for name, value in fields.items()})
            answer = one.getresponse()
            return answer.status, answer.headers, answer.read()

    def test_a_calendar_keeps_its_validators_and_is_not_compressed(self):
        link = say("feed", self.db, "new", "--person", "anja", "--label", "a")
        direct = self.server.get(link["path"])
        status, fields, body = self.ask(link["path"], Accept_Encoding="gzip")
        self.assertEqual((status, body), (200, direct[2]))
        self.assertIsNone(fields["Content-Encoding"])
        self.assertEqual(fields["ETag"], direct[1]["etag"])
        self.assertIn("Strict-Transport-Security", fields)
        for asked in ({"If_None_Match": fields["ETag"]},
                      {"If_Modified_Since": fields["Last-Modified"]}):
            status, again, body = self.ask(link["path"], **asked)
            self.assertEqual((status, body), (304, b""))
            self.assertEqual(again["ETag"], fields["ETag"])

    def test_pages_come_and_counters_stay(self):
        self.assertEqual(self.ask("/board")[2], b"<!doctype html>")
        self.assertEqual(self.ask("/assets/a-1.js")[2], SCRIPT)
        self.assertEqual(self.ask("/metrics")[0], 404)
        self.assertEqual(self.server.get("/metrics")[0], 200)

    def test_no_token_is_written_down(self):
        link = say("feed", self.db, "new", "--person", "anja", "--label", "b")
        self.assertEqual(self.ask(link["path"])[0], 200)
        self.ask("/api/v1/invitations/" + "B" * 43, "POST", "{}")
        self.ask("/board?x=1")
        log = self.place / "access.log"
        deadline = time.monotonic() + 30
        while "/board" not in log.read_text():
            self.assertLess(time.monotonic(), deadline)
            time.sleep(0.05)
        written = "".join(path.read_text() for path in
                          (log, self.place / "e.log", self.place / "error.log"))
        self.assertNotIn(link["token"], written + self.server.lines())
        self.assertNotIn("B" * 43, written + self.server.lines())
        self.assertIn("GET /cal/... 200", written)

    def sign_in(self, address, password, **fields):
        return self.ask("/api/v1/session", "POST", json.dumps(
            {"login": "birk", "password": password}), address,
            Content_Type="application/json", **fields)

    def test_wrong_passwords_hold_up_only_where_they_come_from(self):
        join(self.server, self.db, "birk", "staff", staff="birk")
        for _ in range(8):
            self.assertEqual(self.sign_in("127.0.0.2", "wrong")[0], 401)
        self.assertEqual(self.sign_in("127.0.0.2", PASSWORD)[0], 429)
        # Nobody passes for somebody else by a field of their own.
        self.assertEqual(self.sign_in("127.0.0.2", PASSWORD,
                                      X_Forwarded_For="192.0.2.1")[0], 429)
        status, fields, _ = self.sign_in("127.0.0.3", PASSWORD)
        self.assertEqual(status, 200)
        self.assertIn("Secure", fields["Set-Cookie"])

    def test_caddy_takes_its_file(self):
        caddy = shutil.which("caddy")
        self.assertTrue(caddy, "there is no caddy: install the package")
        said = subprocess.run(
            [caddy, "validate", "--adapter", "caddyfile", "--config",
             SOURCE / "deploy/Caddyfile"], capture_output=True, text=True,
            check=False, env={**os.environ, "HOME": str(self.place)})
        self.assertEqual(said.returncode, 0, said.stderr)


if __name__ == "__main__":
    unittest.main()
