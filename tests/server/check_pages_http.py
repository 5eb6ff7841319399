#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Built pages over HTTP: what is frozen, packed, found and refused."""
import gzip
import pathlib
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).parent))
# pylint: disable=wrong-import-position
from serving import SOURCE, Server, folder, say

SCRIPT = b"console.log('en vakt');\n" * 50


class Pages(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.stack = folder()
        place = cls.stack.__enter__()
        web = place / "web"
        (web / "assets").mkdir(parents=True)
        (web / "index.html").write_bytes(b"<!doctype html>")
        (web / "assets/a-1.js").write_bytes(SCRIPT)
        (web / "assets/a-1.js.gz").write_bytes(gzip.compress(SCRIPT))
        (place / "secret.txt").write_bytes(b"secret")
        say("init", place / "coop.db", SOURCE / "examples/first-steps")
        cls.place = place
        cls.server = Server(place / "coop.db", "--web", str(web)).__enter__()

    @classmethod
    def tearDownClass(cls):
        cls.server.__exit__()
        cls.stack.__exit__(None, None, None)
        assert cls.server.code == 0, cls.server.lines()

    def test_assets_never_change_and_come_packed_to_who_takes_it(self):
        status, plain, body = self.server.get("/assets/a-1.js")
        self.assertEqual((status, body), (200, SCRIPT))
        self.assertIn("immutable", plain["cache-control"])
        status, packed, body = self.server.get(
            "/assets/a-1.js", **{"Accept-Encoding": "gzip, br"})
        self.assertEqual(packed["content-encoding"], "gzip")
        self.assertEqual(gzip.decompress(body), SCRIPT)
        self.assertNotEqual(plain["etag"], packed["etag"])
        for fields, tag in ((plain, {}),
                            (packed, {"Accept-Encoding": "gzip"})):
            status, _, body = self.server.get(
                "/assets/a-1.js", **{"If-None-Match": fields["etag"], **tag})
            self.assertEqual((status, body), (304, b""))

    def test_paths_of_the_pages_get_the_page_anew_each_time(self):
        for path in ("/", "/board", "/invite/" + "A" * 43):
            status, fields, body = self.server.get(path)
            self.assertEqual((status, body), (200, b"<!doctype html>"))
            self.assertEqual(fields["cache-control"], "no-cache")
            self.assertIn("default-src 'self'",
                          fields["content-security-policy"])

    def test_nothing_else_of_the_disk_is_served(self):
        for path in ("/secret.txt", "/assets/b.js", "/assets/a-1.js.gz"):
            self.assertEqual(self.server.get(path)[0], 404, path)
        for path in ("/../secret.txt", "/assets/..%2f..%2fsecret.txt"):
            self.assertEqual(self.server.get(path)[0], 400, path)
        self.assertEqual(self.server.get("/board", "POST")[0], 405)


if __name__ == "__main__":
    unittest.main()
