# SPDX-License-Identifier: GPL-3.0-or-later
"""People who sign in to a server of ours and call its API."""
import base64
import hashlib
import hmac
import http.client
import json
import struct
import time

from serving import say

PASSWORD = "et langt passord"
PREFIX = "/api/v1"


def code_of(key, step=0, ahead=0):
    """The one-time code of a key (RFC 6238)."""
    counter = struct.pack(">Q", int(time.time() + ahead) // 30 + step)
    digest = hmac.new(base64.b32decode(key), counter, hashlib.sha1).digest()
    at = digest[-1] & 15
    number = struct.unpack(">I", digest[at:at + 4])[0] & 0x7fffffff
    return f"{number % 10 ** 6:06}"


class Client:
    """One browser: a connection, a cookie, a token."""

    def __init__(self, server):
        self.server = server
        self.cookie = self.csrf = None

    def call(self, method, path, body=None, raw=False, **fields):
        """(status, object or bytes, fields)"""
        headers = {name.replace("_", "-"): value
                   for name, value in fields.items()}
        if self.cookie:
            headers["Cookie"] = self.cookie
        if self.csrf:
            headers.setdefault("X-CSRF-Token", self.csrf)
        data = None
        if body is not None:
            data = body if isinstance(body, (bytes, str)) else json.dumps(body)
            headers.setdefault("Content-Type", "application/json")
        link = http.client.HTTPConnection("127.0.0.1", self.server.port,
                                          timeout=30)
        link.request(method, PREFIX + path, data, headers)
        answer = link.getresponse()
        content = answer.read()
        link.close()
        cookie = answer.getheader("Set-Cookie")
        if cookie:
            self.cookie = cookie.split(";")[0]
            self.set_cookie = cookie
        if raw or not content:
            return answer.status, content, answer.headers
        return answer.status, json.loads(content), answer.headers

    def sign_in(self, login, password=PASSWORD, code=None):
        status, answer, _ = self.call("POST", "/session", {
            "login": login, "password": password, "code": code})
        self.csrf = answer.get("csrf")
        return status, answer


def join(server, database, login, *roles, staff=None):
    """A signed-in client with these roles."""
    words = [word for role in roles for word in ("--role", role)]
    if staff:
        words += ["--staff", staff]
    token = say("account", database, "invite", "--login", login, "--name",
                login.title(), *words, *server.now())["token"]
    client = Client(server)
    status, account, _ = client.call("POST", f"/invitations/{token}",
                                     {"password": PASSWORD})
    assert status == 201, (status, account)
    client.key = account.get("code_key")
    client.used = code_of(client.key, -1, server.ahead) if client.key else None
    status, answer = client.sign_in(login, code=client.used)
    assert status == 200, (status, answer)
    client.account = account["account"]
    return client
