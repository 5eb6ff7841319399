#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Python's own readers of JSON, CSV, HTML and zipped XML read the documents of
a rota, and find the same duties in each. Twice written, the bytes are equal."""

import csv
import html.parser
import json
import os
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ET
import zipfile

SAMPLE = os.path.join(os.environ["SAMVAKT_BUILD"], "tests", "foreign",
                      "foreign_sample")
NAME = '=HYPERLINK("x")'
SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
VOID = {"meta", "br"}
faults = []


def expect(what, found, wanted):
    if found != wanted:
        faults.append(f"{what}: found {found!r}, wanted {wanted!r}")


class Page(html.parser.HTMLParser):
    """Checks that tags close in order; collects texts and counts tags."""

    def __init__(self):
        super().__init__()
        self.open, self.count, self.words, self.columns = [], {}, [], []

    def handle_starttag(self, tag, attrs):
        self.count[tag] = self.count.get(tag, 0) + 1
        if tag not in VOID:
            self.open.append(tag)
        if tag == "tr":
            self.columns.append(0)
        if tag in ("td", "th"):
            self.columns[-1] += int(dict(attrs).get("colspan", 1))

    def handle_endtag(self, tag):
        expect("closing tag", tag, self.open.pop() if self.open else None)

    def handle_data(self, data):
        self.words.append(data)


def check_json(path):
    with open(path, encoding="utf-8") as file:
        rota = json.load(file)
    expect("name", rota["cooperation"]["name"], "Sør & Nord")
    expect("assignments", len(rota["assignments"]), 4)
    expect("revision", rota["revision"], 7)
    expect("name of a person", rota["people"][0]["name"], NAME)
    return {(a["slot"], a["person"], a["start"]) for a in rota["assignments"]}


def check_csv(path):
    with open(path, encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    expect("guarded", rows[0]["name"], "'" + NAME)
    # Saturday 20 to Sunday 08 is an hour short where summer time begins.
    spring = [r for r in rows if r["date"] == "2027-03-27"][0]
    expect("spring night", (spring["start"], spring["end"],
                            spring["minutes"]), ("20:00", "08:00", "660"))
    return {(r["duty"] + "@" + r["date"], r["person"], r["start_utc"])
            for r in rows}


def check_html(path):
    with open(path, encoding="utf-8") as file:
        text = file.read()
    page = Page()
    page.feed(text)
    words = " ".join(page.words)
    expect("left open", page.open, [])
    expect("pages", page.count["section"], 4)  # 28 + 28 + 14 days, tally
    expect("escaped", "<b>Ola</b>&Søn" in page.words, True)
    expect("holiday", "2027-03-28 1. påskedag" in words, True)
    expect("marked without colour", "søn*" in words, True)
    wide = [n for n in page.columns if n not in (14, 15, 28, 29, 7)]
    expect("rows as wide as their page", wide, [])


def cells(book, number):
    """{"A1": text} of a sheet; a formula is a fault."""
    strings = ET.fromstring(book.read("xl/sharedStrings.xml"))
    shared = ["".join(t.text or "" for t in item.iter(SHEET + "t"))
              for item in strings.iter(SHEET + "si")]
    sheet = ET.fromstring(book.read(f"xl/worksheets/sheet{number}.xml"))
    expect("formulas", list(sheet.iter(SHEET + "f")), [])
    expect("links", list(sheet.iter(SHEET + "hyperlink")), [])
    expect("frozen", len(list(sheet.iter(SHEET + "pane"))), 1)
    expect("filter", len(list(sheet.iter(SHEET + "autoFilter"))), 1)
    setup = next(sheet.iter(SHEET + "pageSetup"))
    expect("print", (setup.get("orientation"), setup.get("paperSize")),
           ("landscape", "9"))
    found = {}
    for cell in sheet.iter(SHEET + "c"):
        value = cell.find(SHEET + "v")
        if value is not None:
            found[cell.get("r")] = (shared[int(value.text)]
                                    if cell.get("t") == "s" else value.text)
    return found


def check_xlsx(path):
    with zipfile.ZipFile(path) as book:
        expect("whole", book.testzip(), None)
        workbook = ET.fromstring(book.read("xl/workbook.xml"))
        expect("sheets", [s.get("name") for s in workbook.iter(SHEET + "sheet")],
               ["Vaktplan", "Vakter", "Oversikt", "Timer"])
        rota, duties, tally, hours = (cells(book, n) for n in range(1, 5))
    expect("week", rota["B1"], "Uke 9")
    expect("date", rota["B2"], "man 1.3")
    expect("red day", rota["H2"], "søn 7.3 *")
    expect("person", rota["A3"], NAME)
    expect("rows of duties", "A5" in duties and "A6" not in duties, True)
    expect("first duty", (duties["A2"], duties["C2"], duties["D2"]),
           ("2027-03-01", "08:00", "15:30"))
    expect("tally", (tally["A2"], tally["C2"], tally["D2"]), (NAME, "2", "1"))
    expect("hours", (hours["C2"], hours["D2"]), ("2027-03", "7.5"))


def check_pay(path):
    with open(path, encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    months = [(r["person"], r["year"], r["month"]) for r in rows]
    expect("months", months, [("kari", "2027", "3"), ("ola", "2027", "3"),
                              ("ola", "2027", "4"), ("ola", "2027", "5")])
    # Agreed clock hours: the hour that does not exist is paid.
    expect("standby over the clock change", rows[1]["standby"], "720")
    expect("1 May", rows[3]["holiday133"], "420")


def check_folder(folder):
    subprocess.run([SAMPLE, folder], check=True)
    in_json = check_json(os.path.join(folder, "rota.json"))
    in_csv = check_csv(os.path.join(folder, "rota.csv"))
    expect("duties of JSON and CSV", in_json, in_csv)
    check_html(os.path.join(folder, "rota.html"))
    check_xlsx(os.path.join(folder, "rota.xlsx"))
    check_pay(os.path.join(folder, "pay.csv"))
    files = {}
    for name in sorted(os.listdir(folder)):
        with open(os.path.join(folder, name), "rb") as file:
            files[name] = file.read()
    return files


def main():
    with tempfile.TemporaryDirectory() as first:
        with tempfile.TemporaryDirectory() as second:
            before, after = check_folder(first), check_folder(second)
    expect("files", list(before), ["expected.json", "pay.csv", "person.ics",
                                   "rota.csv", "rota.html", "rota.json",
                                   "rota.xlsx"])
    for name in before:
        expect(f"bytes of {name}", before[name] == after.get(name), True)
    print("\n".join(faults))
    return bool(faults)


if __name__ == "__main__":
    sys.exit(main())
