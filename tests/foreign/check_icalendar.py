#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Python's icalendar (Debian: python3-icalendar) reads our calendar: the same
events at the same instants, over both clock changes."""

import datetime
import json
import os
import subprocess
import sys
import tempfile

import icalendar

SAMPLE = os.path.join(os.environ["SAMVAKT_BUILD"], "tests", "foreign",
                      "foreign_sample")


def seconds(value):
    """Seconds since the epoch of a UTC time or, for a date, of its midnight."""
    if isinstance(value, datetime.datetime):
        if value.utcoffset() != datetime.timedelta(0):
            raise ValueError(f"{value} is not in UTC")
        return int(value.timestamp())
    return (value - datetime.date(1970, 1, 1)).days * 86400


def read(event):
    """What expected.json says of an event."""
    start = event.decoded("dtstart")
    cancelled = str(event["status"]) == "CANCELLED"
    title = str(event["summary"])
    if cancelled and title.startswith("AVLYST: "):
        title = title[len("AVLYST: "):]
    return {
        "all_day": not isinstance(start, datetime.datetime),
        "cancelled": cancelled,
        "sequence": int(event["sequence"]),
        "start": seconds(start),
        "end": seconds(event.decoded("dtend")),
        "title": title,
    }


def main():
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([SAMPLE, folder], check=True)
        with open(os.path.join(folder, "person.ics"), "rb") as file:
            calendar = icalendar.Calendar.from_ical(file.read())
        with open(os.path.join(folder, "expected.json"),
                  encoding="utf-8") as file:
            expected = json.load(file)
    found = {str(e["uid"]): read(e) for e in calendar.walk("vevent")}
    for uid in sorted(set(found) | set(expected)):
        if found.get(uid) != expected.get(uid):
            print(f"{uid}: read {found.get(uid)}, "
                  f"expected {expected.get(uid)}")
    return found != expected or len(expected) < 6


if __name__ == "__main__":
    sys.exit(main())
