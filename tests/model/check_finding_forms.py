#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every sentence that a rule says has its form in model/finding_words.c, and
no form there is of no rule."""
import itertools
import os
import pathlib
import re
import unittest

MODEL = pathlib.Path(os.environ["SAMVAKT_SOURCE"]) / "model"
# Values that are words of the sentence, where the format has a %s for them.
WORDS = {
    "*, at * *": [["people attend", "people of a member attend",
                   "people of a role attend"], ["least", "most"]],
    "* times instead of *": [["takes place", "attended"]],
    "* of * *": [["people", "duties of the week"]],
}


def strings(text):
    """The C strings of a text, joined."""
    return "".join(re.findall(r'"((?:[^"\\]|\\.)*)"', text))


def calls():
    for path in MODEL.glob("*.c"):
        source = path.read_text()
        for found in re.finditer(r"finding_add\(([^;]*?)\);", source):
            arguments = found.group(1)
            form = re.match(r'[^"]*((?:"(?:[^"\\]|\\.)*"\s*)+)', arguments)
            if form:
                yield strings(form.group(1)).replace("%%", "%\0")


def forms():
    """What the formats become, a star for each value."""
    found = set()
    for text in calls():
        star = re.sub(r"%[ds]", "*", text).replace("\0", "")
        if star == "* *, at * *":
            found |= {f"* {who}, at {how} *" for who, how in
                      itertools.product(*WORDS["*, at * *"])}
        elif star == "* * times instead of *":
            found |= {f"{how} * times instead of *"
                      for how in WORDS["* times instead of *"][0]}
        elif star == "* of * *":
            found |= {f"* of * {what}" for what in WORDS["* of * *"][0]}
        else:
            found.add(star)
    return found


class Forms(unittest.TestCase):
    def test_each_sentence_has_its_form(self):
        source = (MODEL / "finding_words.c").read_text()
        table = source[source.index("} FORMS[]"):source.index("} VALUES[]")]
        known = {strings(row.split(",\n")[0]) if ",\n" in row
                 else re.findall(r'"([^"]*)"', row)[0]
                 for row in re.findall(r"\{(\".*?\")\},", table, re.S)}
        said = forms()
        self.assertGreater(len(said), 30)
        self.assertEqual(said - known, set())
        self.assertEqual(known - said, set())


if __name__ == "__main__":
    unittest.main()
