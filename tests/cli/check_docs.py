#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The manual page and bash's completion know every verb and option."""
import os
import pathlib
import re
import subprocess
import unittest

BIN = os.environ["SAMVAKT_BIN"]
SOURCE = pathlib.Path(os.environ["SAMVAKT_SOURCE"])
COMPLETION = SOURCE / "scripts/completion/samvakt"
COMMON = {"--json", "--lang", "--now", "--help"}


def say(*words):
    return subprocess.run([BIN, *words], capture_output=True, text=True,
                          check=True).stdout


def verbs():
    """Name to options, as the program's own help has them."""
    names = re.findall(r"^  ([a-z-]+) ", say("help"), re.MULTILINE)
    return {name: set(re.findall(r"^  (--[a-z-]+)", say(name, "--help"),
                                 re.MULTILINE)) for name in names}


def manual():
    """Verb (or "COMMON OPTIONS") to the options its section names."""
    text = (SOURCE / "docs/samvakt.1").read_text(encoding="utf-8")
    text = text.replace("\\-", "-")
    parts = re.split(r"^\.S[SH] (.*)$", text, flags=re.MULTILINE)
    sections = {}
    for title, body in zip(parts[1::2], parts[2::2]):
        name = title if title.isupper() else title.split()[0]
        sections[name] = set(re.findall(r"--[a-z][a-z-]*", body))
    return sections


def complete(*words):
    """What bash offers for the last of the words."""
    script = ('. "$0"; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _samvakt; '
              'printf "%s\\n" "${COMPREPLY[@]}"')
    done = subprocess.run(["bash", "-c", script, COMPLETION, *words],
                          capture_output=True, text=True, check=True)
    return set(done.stdout.split())


class Docs(unittest.TestCase):
    def setUp(self):
        self.verbs = verbs()

    def test_help_lists_verbs_with_the_common_options(self):
        self.assertGreaterEqual(len(self.verbs), 15)
        for name, options in self.verbs.items():
            self.assertLessEqual(COMMON, options, name)

    def test_the_manual_has_each_verb_with_just_its_options(self):
        sections = manual()
        self.assertEqual(sections["COMMON OPTIONS"], COMMON)
        for name, options in self.verbs.items():
            self.assertEqual(sections[name], options - COMMON, name)

    def test_the_manual_has_no_verb_more(self):
        known = {name for name in manual() if not name.isupper()}
        self.assertEqual(known, set(self.verbs))

    def test_completion_offers_the_verbs(self):
        self.assertEqual(complete("samvakt", ""),
                         set(self.verbs) | {"help", "--version", "--help"})
        self.assertEqual(complete("samvakt", "why"), {"why", "why-not"})

    def test_completion_offers_each_verb_just_its_options(self):
        for name, options in self.verbs.items():
            self.assertEqual(complete("samvakt", name, "--"), options, name)

    def test_completion_offers_values_only_where_one_is_due(self):
        for words, offered in (
                (("solve", "db", "--progress", ""), {"line", "json", "none"}),
                (("export", "db", "--format", "x"), {"xlsx"}),
                (("solve", "db", "--format", ""),
                 {"samvakt", "curtois", "inrc2"}),
                (("audit", "db", "--verify", "--l"), {"--last", "--lang"}),
                (("solve", "db", "--time", ""), set())):
            self.assertEqual(complete("samvakt", *words), offered, words)

    def test_the_manual_is_well_formed(self):
        text = (SOURCE / "docs/samvakt.1").read_text(encoding="utf-8")
        self.assertIn(say("--version").strip(), text)
        for k, line in enumerate(text.splitlines(), 1):
            self.assertLessEqual(len(line), 80, f"line {k}")
            if line.startswith("."):
                self.assertRegex(line, r'^\.(\\"|[A-Z]{1,2}\b|br$|nf$|fi$)',
                                 f"line {k}")


if __name__ == "__main__":
    unittest.main()
