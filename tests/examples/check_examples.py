#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""check_examples.py - the example co-operations say what they should.

Independent of the importer: ids and references, privacy (no birth numbers, no
words about anybody, random case aliases), guesses flagged and listed, the
situations that the examples are there to show, and the capacity tables of the
README. Each check is also run on a spoilt copy and must complain there.
"""
import copy
import datetime
import json
import os
import re
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

ROOT = Path(os.environ.get("SAMVAKT_SOURCE",
                           Path(__file__).resolve().parents[2]))
EXAMPLES = ROOT / "examples"
FOLDERS = ["first-steps", "nord-salten", "sor-helgeland"]
REAL = ["nord-salten", "sor-helgeland"]
HORIZONS = {  # first Monday and weeks of the README's tables
    "first-steps": ("2027-02-01", 2),
    "nord-salten": ("2027-01-11", 8),
    "sor-helgeland": ("2027-03-01", 12),
}

# Which list each reference points into.
REFERENCES = {
    "member": "members", "members_only": "members", "provider": "members",
    "office": "places", "base": "places", "home": "places",
    "place": "places", "ferry": "ferries", "competence": "competences",
    "competences": "competences", "service": "services",
    "services": "services", "staff": "staff", "people": "staff",
    "shift_type": "shift_types", "demand": "demands",
    "activity": "activities", "case_ref": "case_refs",
}
LISTS = set(REFERENCES.values()) | {
    "cooperation", "local_days", "roads", "disruptions", "absences",
    "exclusions", "pins", "wishes", "externals", "agreements", "weights"}
# Kinds that must not be able to carry a word about anybody (domain.md D1).
WORDLESS = {"absences", "case_refs", "exclusions", "pins", "wishes"}
DATE = re.compile(r"\d{4}-\d{2}-\d{2}$")


def load(folder):
    return {path.stem: json.loads(path.read_text(encoding="utf-8"))
            for path in sorted((EXAMPLES / folder).glob("*.json"))}


def generated(folder, *options):
    subprocess.run([sys.executable, ROOT / "bench" / "generate.py", *options,
                    folder], check=True)
    return load(folder)


def records(lists):
    for kind, items in lists.items():
        for item in items if isinstance(items, list) else []:
            yield kind, item


def strings(value):
    if isinstance(value, str):
        yield value
    elif isinstance(value, (list, dict)):
        for item in value.values() if isinstance(value, dict) else value:
            yield from strings(item)


# ---- checks: each yields what is wrong ------------------------------------


def bad_files(lists):
    for kind in sorted(set(lists) - LISTS):
        yield f"{kind}.json is no list of a co-operation"
    if set(lists.get("cooperation", {})) != {"id", "name", "zone", "profile"}:
        yield "cooperation.json: expected id, name, zone and profile"


def bad_ids(lists):
    seen = set()
    for kind, item in records(lists):
        # A demand and an activity are both duties and share their names.
        family = "duty" if kind in ("demands", "activities") else kind
        if (family, item["id"]) in seen:
            yield f"{kind}: '{item['id']}' is there twice"
        seen.add((family, item["id"]))


def references(kind, value):
    for key, inner in value.items():
        target = REFERENCES.get(key)
        if kind in ("roads", "ferries") and key in ("from", "to"):
            target = "places"
        for item in inner if isinstance(inner, list) else [inner]:
            if isinstance(item, dict):
                yield from references(None, item)
            elif target and isinstance(item, str):
                yield target, item


def bad_references(lists):
    ids = {kind: {item["id"] for item in items}
           for kind, items in lists.items() if isinstance(items, list)}
    for kind, item in records(lists):
        for target, name in references(kind, item):
            if name not in ids.get(target, ()):
                yield f"{kind} '{item['id']}': no '{name}' in {target}"


def bad_dates(lists):
    for kind, item in records(lists):
        for text in strings(item):
            if DATE.match(text):
                try:
                    datetime.date.fromisoformat(text)
                except ValueError:
                    yield f"{kind} '{item['id']}': no such date {text}"
        if kind not in ("roads", "ferries") and item.get(
                "from", "") > item.get("to", "9"):
            yield f"{kind} '{item['id']}': ends before it begins"


def bad_privacy(lists):
    for kind, item in records(lists):
        for text in strings(item):
            if re.search(r"\d{6}[ -]?\d{5}", text):
                yield f"{kind} '{item['id']}': looks like a birth number"
        if kind in WORDLESS and {"name", "note", "reason", "title"} & set(item):
            yield f"{kind} '{item['id']}': carries words"
        alias = r"[A-Z][2-9]-[A-Z2-9]{4}$"
        if kind == "case_refs" and not re.match(alias, item["id"]):
            yield f"case_refs '{item['id']}': expected an alias as K7-M3Q9"


def bad_guesses(lists, readme):
    for kind in ("roads", "ferries"):
        for item in lists.get(kind, []):
            listed = f"`{item['id']}`" in readme
            if not item.get("guess"):
                yield f"{kind} '{item['id']}': expected guess: true"
            if not listed:
                yield f"{kind} '{item['id']}': not in the README's guesses"


CHECKS = [bad_files, bad_ids, bad_references, bad_dates, bad_privacy]

# What, and how to spoil a good co-operation so that the check must complain.
SPOILT = [
    (bad_files, lambda c: c.update(notes=[])),
    (bad_files, lambda c: c["cooperation"].pop("zone")),
    (bad_ids, lambda c: c["staff"].append(c["staff"][0])),
    (bad_ids, lambda c: c["activities"][0].update(id=c["demands"][0]["id"])),
    (bad_references, lambda c: c["staff"][0].update(member="oslo")),
    (bad_references, lambda c: c["roads"][0].update(to="oslo")),
    (bad_references,
     lambda c: c["staff"][0]["services"][0].update(service="kiosk")),
    (bad_dates, lambda c: c["absences"][0].update({"from": "2027-02-30"})),
    (bad_dates, lambda c: c["absences"][0].update({"from": "2028-01-01"})),
    (bad_privacy, lambda c: c["staff"][0].update(name="Kari 150678 12345")),
    (bad_privacy, lambda c: c["absences"][0].update(reason="x")),
    (bad_privacy,
     lambda c: c.update(case_refs=[{"id": "kari-hansen"}])),
]


# ---- what the examples are there to show -----------------------------------


def some(items, **wanted):
    """Items that have all the wanted values; a callable is a test."""
    return [item for item in items if all(
        value(item.get(key)) if callable(value) else item.get(key) == value
        for key, value in wanted.items())]


def lies_in(first, last):
    return lambda text: text is not None and first <= text <= last


SHOWN = [
    ("nord-salten", "Tysfjord is a member until 2019 only", lambda c:
        some(c["members"], code="1850", to="2019-12-31")),
    ("nord-salten", "Hamarøy changes its number in 2020", lambda c:
        some(c["members"], code="1849", to="2019-12-31")
        and some(c["members"], code="1875", **{"from": "2020-01-01"})),
    ("nord-salten", "the board wants 60 % and one from each", lambda c:
        some(c["activities"], code="FACT_BOARD", quorum_pct=60,
             min_per_member=1)),
    ("nord-salten", "RPH intake is a quota per week", lambda c:
        some(c["demands"], id="rph-intake", per="week")),
    ("nord-salten", "an RPH group needs two leaders", lambda c:
        some(c["activities"], code="RPH_GROUP", min_attendance=2)),
    ("nord-salten", "the psychologist works in two municipalities", lambda c:
        len({d["member"] for d in c["demands"]
             if "psychologist" in d.get("competences", [])}) == 2),
    ("nord-salten", "there are family meetings", lambda c:
        some(c["activities"], code="FAMMEET")),
    ("nord-salten", "there are responsibility groups", lambda c:
        some(c["activities"], code="ANSVARSGR")),
    ("nord-salten", "each maps on two days, never all at once", lambda c:
        some(c["activities"], code="BP_MAP", each_attends=2,
             max_share_pct=lambda pct: 0 < pct < 100)),
    ("nord-salten", "FIT training comes in two batches", lambda c:
        some(c["activities"], id="fit-training", each_attends=1,
             dates=lambda dates: len(dates) == 2)),
    ("nord-salten", "Housing First is for Hamarøy's people only", lambda c:
        some(c["demands"], service="housing-first",
             members_only=["hamaroy"])),
    ("nord-salten", "Lule Sámi is a language that a duty wants", lambda c:
        some(c["competences"], id="smj", language=True)
        and some(c["demands"], competences=["smj"])),
    ("nord-salten", "a post is vacant until somebody new begins", lambda c:
        some(c["staff"], to="2026-12-31")
        and some(c["staff"], **{"from": lies_in("2027-01-12",
                                                "2027-03-07")})),
    ("nord-salten", "a sick note is graded", lambda c:
        some(c["absences"], kind="sick-note",
             grade=lambda pct: pct is not None and pct < 100)),
    ("nord-salten", "colleagues stand in across a border", lambda c:
        some(c["demands"], id="stand-in-steigen",
             members_only=["hamaroy"])),
    ("nord-salten", "the ferry Drag-Kjøpsvik is there", lambda c:
        some(c["ferries"], **{"from": "drag", "to": "kjopsvik"})),
    ("sor-helgeland", "standby has a primary and a backup at 1/7", lambda c:
        {"primary", "backup"} <= {d.get("role") for d in c["demands"]}
        and all(s["factor"] == "1/7"
                for s in some(c["shift_types"], kind="standby"))),
    ("sor-helgeland", "weekend standby is a block from Friday on", lambda c:
        len(some(c["shift_types"], block="primary-weekend")) == 2
        and some(c["demands"], id="primary-friday", weekdays="fri")),
    ("sor-helgeland", "backup is by phone, primary must come", lambda c:
        some(c["shift_types"], id="backup-night", phone_only=True)
        and some(c["shift_types"], id="primary-night", response=60)),
    ("sor-helgeland", "both ferries that matter run both ways", lambda c:
        {("horn", "andalsvagen"), ("andalsvagen", "horn"), ("horn", "igeroy"),
         ("igeroy", "horn")} <= {(f["from"], f["to"]) for f in c["ferries"]}),
    ("sor-helgeland", "somebody resigns inside the horizon", lambda c:
        some(c["staff"], to=lies_in("2027-03-02", "2027-04-24"))),
    ("sor-helgeland", "the hospital's hours shrink for a while", lambda c:
        some(c["externals"], id="ward-reduced-weekend",
             **{"from": lies_in("2027-03-01", "2027-04-25"),
                "to": lies_in("2027-03-01", "2027-04-25")})),
    ("sor-helgeland", "exclusions come in three degrees", lambda c:
        {x["degree"] for x in c["exclusions"]}
        == {"never", "not-alone", "avoid"}),
    ("sor-helgeland", "the professional day keeps people on duty", lambda c:
        some(c["activities"], code="FAGDAG",
             stay_out=lambda people: people)),
    ("sor-helgeland", "the summer seminar keeps people on duty", lambda c:
        some(c["activities"], code="SUMSEM",
             stay_out=lambda people: people)),
    ("sor-helgeland", "a cohort must be split", lambda c:
        some(c["activities"], code="CBT_TRAIN", max_share_pct=50)),
    ("sor-helgeland", "the network forum needs every member", lambda c:
        some(c["activities"], code="NETFORUM", min_per_member=1)),
    ("sor-helgeland", "a sick note is graded", lambda c:
        some(c["absences"], kind="sick-note",
             grade=lambda pct: pct is not None and pct < 100)),
    ("sor-helgeland", "an island is without its people at Easter", lambda c:
        all(some(c["absences"], staff=p["id"],
                 **{"from": lambda d: d <= "2027-03-24",
                    "to": lambda d: d >= "2027-03-24"})
            for p in some(c["staff"], member="vega"))),
]


class Examples(unittest.TestCase):
    def test_every_folder_is_sound(self):
        for folder in FOLDERS:
            for check in CHECKS:
                with self.subTest(folder=folder, check=check.__name__):
                    self.assertEqual(list(check(load(folder))), [])

    def test_every_check_complains_about_a_spoilt_copy(self):
        good = load("sor-helgeland")
        for number, (check, spoil) in enumerate(SPOILT):
            with self.subTest(number=number, check=check.__name__):
                bad = copy.deepcopy(good)
                spoil(bad)
                self.assertNotEqual(list(check(bad)), [])

    def test_guesses_are_flagged_and_listed(self):
        readme = (EXAMPLES / "README.md").read_text(encoding="utf-8")
        for folder in FOLDERS:
            with self.subTest(folder=folder):
                self.assertEqual(list(bad_guesses(load(folder), readme)), [])
        unflagged = {"roads": [{"id": "horn-moon"}]}
        self.assertEqual(len(list(bad_guesses(unflagged, readme))), 2)

    def test_every_situation_is_there(self):
        lists = {folder: load(folder) for folder in REAL}
        for folder, what, shown in SHOWN:
            with self.subTest(folder=folder, what=what):
                self.assertTrue(shown(lists[folder]))

    def test_the_examples_are_of_the_size_they_should_be(self):
        for folder, low, high in (("nord-salten", 10, 11),
                                  ("sor-helgeland", 12, 14)):
            with self.subTest(folder=folder):
                self.assertIn(len(load(folder)["staff"]),
                              range(low, high + 1))

    def test_generated_ones_are_sound_and_the_same_for_each_seed(self):
        for seed in range(1, 11):
            with self.subTest(seed=seed), tempfile.TemporaryDirectory() as top:
                options = ["--seed", str(seed), "--people", str(2 * seed),
                           "--members", str(1 + seed // 3)]
                first = generated(Path(top, "a"), *options)
                for check in CHECKS:
                    self.assertEqual(list(check(first)), [])
                self.assertEqual(generated(Path(top, "b"), *options), first)
                self.assertNotEqual(generated(Path(top, "c")), first)

    def test_the_readme_has_the_capacity_as_it_is(self):
        readme = (EXAMPLES / "README.md").read_text(encoding="utf-8")
        for folder, (monday, weeks) in HORIZONS.items():
            with self.subTest(folder=folder):
                tables = subprocess.run(
                    [sys.executable, ROOT / "bench" / "capacity.py",
                     EXAMPLES / folder, monday, str(weeks)],
                    check=True, capture_output=True, text=True,
                    encoding="utf-8").stdout
                self.assertIn(tables, readme)


if __name__ == "__main__":
    unittest.main()
