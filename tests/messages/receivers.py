# SPDX-License-Identifier: GPL-3.0-or-later
"""A real mail server and a webhook receiver on loopback that can misbehave.

Both keep what they got in `got`, in order, and do at each message what the next
of `moods` says (an empty list: well).
"""
import asyncio
import base64
import email
import email.policy
import hashlib
import hmac
import http.server
import json
import logging
import threading
import time

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult

# Clients that give up are what is tested, nothing to tell of.
logging.getLogger("mail.log").setLevel(logging.CRITICAL + 1)
HANG_SECONDS = 30  # longer than any time limit of the tests


class Mailbox:
    """Handler of aiosmtpd. Moods: "busy" (451), "refuse" (550), "broken" (554),
    "hang" and "drop" (took it, but the connection ends without a word)."""

    def __init__(self):
        self.got = []
        self.moods = []
        self.lock = threading.Lock()
        self.stop = threading.Event()

    def mood(self):
        with self.lock:
            return self.moods.pop(0) if self.moods else "well"

    async def handle_RCPT(self, server, session, envelope, address, options):
        envelope.mood = self.mood()
        if envelope.mood == "refuse":
            return "550 5.1.1 there is no such mailbox"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        if envelope.mood == "busy":
            return "451 4.3.0 come back later"
        if envelope.mood == "broken":
            return "554 5.0.0 out of order"
        if envelope.mood == "hang":
            for _ in range(HANG_SECONDS * 10):
                if self.stop.is_set():
                    break
                await asyncio.sleep(0.1)
            return "451 4.3.0 overslept"
        message = email.message_from_bytes(envelope.content,
                                           policy=email.policy.default)
        with self.lock:
            self.got.append((envelope.rcpt_tos[0], message,
                             envelope.content))
        if envelope.mood == "drop":
            server.transport.abort()
            return None
        return "250 taken"


class AnyPort(Controller):
    """A controller that takes a port that is free."""

    def _trigger_server(self):
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()


def mail_server(handler, **options):
    """Started; call stop()."""
    controller = AnyPort(handler, hostname="127.0.0.1", port=0, **options)
    controller.start()
    return controller


def password_check(user, password):
    """An authenticator that knows one account."""
    def check(server, session, envelope, mechanism, data):
        right = (data.login == user.encode() and
                 data.password == password.encode())
        return AuthResult(success=right, handled=not right)
    return check


class Hook:
    """A webhook receiver. Moods: a number (that status), "hang", "late" (200
    after a second), "mute" (takes it, and closes without an answer), "flood"
    (200 and a body without end)."""

    def __init__(self, secret):
        self.secret = secret
        self.got = []
        self.faults = []
        self.moods = []
        self.lock = threading.Lock()
        self.stopping = threading.Event()
        hook = self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def log_message(self, *words):
                pass

            def do_POST(self):
                hook.take(self)

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0),
                                                      Handler)
        self.server.daemon_threads = True
        self.server.handle_error = lambda *what: None
        self.port = self.server.server_address[1]
        self.thread = threading.Thread(target=self.server.serve_forever)
        self.thread.start()

    def stop(self):
        self.stopping.set()
        self.server.shutdown()
        self.thread.join()
        self.server.server_close()

    def check(self, headers, body):
        """What is wrong with a request, or None."""
        signed = b".".join((headers["webhook-id"].encode(),
                            headers["webhook-timestamp"].encode(), body))
        code = hmac.new(self.secret, signed, hashlib.sha256).digest()
        if headers["webhook-signature"] != \
                "v1," + base64.b64encode(code).decode():
            return "the signature does not fit"
        if headers["Idempotency-Key"] != headers["webhook-id"]:
            return "two ids"
        if json.loads(body)["id"] != headers["webhook-id"]:
            return "another id in the body"
        return None

    def take(self, request):
        body = request.rfile.read(int(request.headers["Content-Length"]))
        fault = self.check(request.headers, body)
        with self.lock:
            mood = self.moods.pop(0) if self.moods else 200
            if fault:
                self.faults.append(fault)
            if mood in (200, "late", "mute", "flood"):
                self.got.append((json.loads(body), dict(request.headers)))
        if mood == "hang":
            self.stopping.wait(HANG_SECONDS)
            return
        if mood == "mute":
            request.close_connection = True
            return
        if mood == "late":
            time.sleep(1)
        self.answer(request, mood)

    def answer(self, request, mood):
        try:
            request.send_response(mood if isinstance(mood, int) else 200)
            if mood == 302:
                request.send_header("Location", "http://127.0.0.1:1/")
            if mood != "flood":
                request.send_header("Content-Length", "0")
            request.end_headers()
            while mood == "flood" and not self.stopping.is_set():
                request.wfile.write(b"x" * 65536)
        except OSError:
            request.close_connection = True
