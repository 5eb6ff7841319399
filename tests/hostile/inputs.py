# SPDX-License-Identifier: GPL-3.0-or-later
"""Inputs that must be refused, made on the spot.

`make(name, folder)` writes the input of that name and gives its path; names and
what is expected of each stand in cases.tsv. Co-operations are a good one with
one thing wrong; calendars are what feeds.md 4.2 lists.
"""

import datetime
import json
import os

PIPE = object()  # a file that never ends
HEAD = {"id": "t", "name": "Test", "profile": "no_aml"}
GOOD = {
    "members": [{"id": "vega", "name": "Vega"}],
    "places": [{"id": "gladstad", "name": "Gladstad"},
               {"id": "rorvik", "name": "Rørvik"}],
    "services": [{"id": "team", "name": "Team"},
                 {"id": "other", "name": "Other"}],
    "competences": [{"id": "rph", "name": "RPH"}],
    "staff": [{"id": "kari", "name": "Kari", "member": "vega"},
              {"id": "ola", "name": "Ola", "member": "vega",
               "to": "2027-12-31"}],
    "shift_types": [{"id": "day", "name": "Day", "kind": "work",
                     "start": "08:00", "end": "15:30"}],
    "demands": [{"id": "office", "name": "Office", "shift_type": "day"}],
    "activities": [{"id": "board", "name": "Board", "recurrence": "weekly",
                    "start": "09:00", "end": "09:30"}],
}


def folder(path, files):
    """A folder of JSON: the good lists, then `files` in their place."""
    os.makedirs(path)
    texts = {"cooperation": HEAD, **GOOD}
    for name, content in {**{f"{k}.json": v for k, v in texts.items()},
                          **files}.items():
        target = os.path.join(path, name)
        if content is PIPE:
            os.mkfifo(target)
            continue
        os.makedirs(os.path.dirname(target), exist_ok=True)
        if not isinstance(content, (str, bytes)):
            content = json.dumps(content, ensure_ascii=False, indent=1)
        if isinstance(content, str):
            content = content.encode()
        with open(target, "wb") as file:
            file.write(content)
    return path


def csv_folder(path, files):
    os.makedirs(path)
    good = {"cooperation.csv": "key,value\nid,t\nname,Test\nprofile,no_aml\n",
            "members.csv": "id,name\nvega,Vega\n",
            "staff.csv": "id,name,member\nkari,Kari,vega\n"}
    for name, content in {**good, **files}.items():
        if isinstance(content, str):
            content = content.encode()
        with open(os.path.join(path, name), "wb") as file:
            file.write(content)
    return path


def more(kind, *records):
    """The good list of that kind with records added."""
    return {f"{kind}.json": GOOD.get(kind, []) + list(records)}


def person(**fields):
    return more("staff", {"id": "per", "name": "Per", "member": "vega",
                          **fields})


def absence(name, first, last, **fields):
    return {"id": name, "staff": "kari", "kind": "holiday", "from": first,
            "to": last, **fields}


def activity(**fields):
    return more("activities", {"id": "x", "name": "X", "start": "09:00",
                               "end": "10:00", **fields})


def agreement(**fields):
    return more("agreements", {
        "id": "a", "limit": "rest_daily", "value": "8",
        "basis": "union_local", "reference": "L-1", "entered_by": "lead",
        "from": "2027-01-01", "to": "2027-12-31", **fields})


def profile(name, **fields):
    return {f"profiles/{name}.json": {"name": name, "title": "T",
                                      "limits": {}, **fields}}


def head(**fields):
    return {"cooperation.json": {**HEAD, **fields}}


STAFF_LINE = '{"id": "x", "name": "X", "member": "vega"%s}'

FOLDERS = {
    # The text itself
    "json-truncated": {"staff.json": '[{"id": "kari"'},
    "json-trailing-comma": {"staff.json": '[{"id": "kari"},]'},
    "json-comment": {"staff.json": '[] // none'},
    "json-single-quotes": {"staff.json": "[{'id': 'kari'}]"},
    "json-two-values": {"staff.json": "[] []"},
    "json-empty-file": {"staff.json": ""},
    "json-deep": {"staff.json": "[" * 100000},
    "json-deep-closed": {"staff.json": "[" * 1000 + "]" * 1000},
    "json-deep-objects": {"staff.json": '{"a":' * 500 + "1" + "}" * 500},
    "json-duplicate-key": {"staff.json":
                           '[' + STAFF_LINE % ', "id": "y"' + ']'},
    "json-broken-utf8": {"staff.json": b'[{"id": "x", "name": "\xff"}]'},
    "json-overlong-utf8": {"staff.json": b'[{"id": "x", "name": "\xc0\xaf"}]'},
    "json-surrogate-utf8": {"staff.json":
                            b'[{"id": "x", "name": "\xed\xa0\x80"}]'},
    "json-lone-surrogate": {"staff.json": '[{"id": "\\ud800"}]'},
    "json-nul-byte": {"staff.json": b'[{"id": "x\x00y"}]'},
    "json-nul-escape": {"staff.json": '[{"id": "x\\u0000y"}]'},
    "json-utf16": {"staff.json": '[{"id": "x"}]'.encode("utf-16")},
    "json-latin1": {"staff.json": '[{"name": "Kåre"}]'.encode("latin-1")},
    "json-nan": {"staff.json": '[' + STAFF_LINE % ', "position_pct": NaN' +
                 ']'},
    "json-huge-number": {"staff.json":
                         '[' + STAFF_LINE % ', "position_pct": 1e999' + ']'},
    "json-long-number": {"staff.json": '[' + STAFF_LINE %
                         (', "position_pct": ' + "9" * 5000) + ']'},
    "json-leading-zero": {"staff.json":
                          '[' + STAFF_LINE % ', "position_pct": 010' + ']'},
    "json-too-large": {"staff.json": "[" + " " * (8 * 1024 * 1024) + "]"},
    "json-pipe": {"staff.json": PIPE},
    "json-html": {"staff.json": "<!DOCTYPE html><html></html>"},
    # Types and shapes
    "type-list-of-lists": {"staff.json": [[]]},
    "type-object-for-list": {"staff.json": {"kari": {}}},
    "type-text-for-number": person(position_pct="50"),
    "type-number-for-text": person(name=5),
    "type-fraction": person(position_pct=50.5),
    "type-number-for-bool": person(aml_exempt=1),
    "type-object-for-text": person(name={"a": 1}),
    "type-text-for-list": person(competences="rph"),
    "type-null-required": person(name=None),
    "unknown-key": person(postion_pct=50),
    "unknown-file": {"personer.json": []},
    "unknown-choice": person(shift_class="nights"),
    "missing-field": more("staff", {"id": "per", "name": "Per"}),
    # Values
    "value-over-limit": person(position_pct=250),
    "value-negative": person(position_pct=-1),
    "value-date-impossible": person(**{"from": "2027-02-29"}),
    "value-date-too-early": person(**{"from": "1969-12-31"}),
    "value-date-too-late": person(to="2200-01-01"),
    "value-date-year-9999": person(to="9999-12-31"),
    "value-time-25": activity(recurrence="weekly", start="25:00"),
    "value-id-path": more("places", {"id": "../../etc/passwd", "name": "X"}),
    "value-id-long": more("places", {"id": "x" * 5000, "name": "X"}),
    "value-name-long": more("places", {"id": "x", "name": "å" * 81}),
    "value-control-character": person(name="a\x07b"),
    "value-line-break": person(name="a\nb"),
    "value-bidi-override": person(name="a\u202eb"),
    "value-hours-comma": person(week_norm="37,5"),
    "value-weekdays": more("demands", {"id": "x", "name": "X",
                                       "shift_type": "day",
                                       "weekdays": "mandag"}),
    "value-birth-number": person(name="01819950020"),
    "too-many-records": {"competences.json": [
        {"id": f"c{i}", "name": "C"} for i in range(201)]},
    "too-many-items": more("demands", {"id": "x", "name": "X",
                                       "shift_type": "day", "competences":
                                       [f"c{i}" for i in range(101)]}),
    # Between records
    "unknown-id": person(member="bodo"),
    "unknown-id-in-list": person(competences=[{"competence": "fact"}]),
    "duplicate-id": more("places", {"id": "gladstad", "name": "Again"}),
    "period-reversed": person(**{"from": "2027-02-01", "to": "2027-01-31"}),
    "end-before-start": more("shift_types", {
        "id": "x", "name": "X", "kind": "work", "start": "15:30",
        "end": "08:00"}),
    "work-over-24-hours": more("shift_types", {
        "id": "x", "name": "X", "kind": "work", "start": "08:00",
        "end": "08:30+1"}),
    "shares-over-100": person(services=[{"service": "team", "pct": 60},
                                        {"service": "other", "pct": 41}]),
    "absences-overlap": {"absences.json": [
        absence("a", "2027-07-01", "2027-07-21"),
        absence("b", "2027-07-21", "2027-07-22")]},
    "absence-after-employment": {"absences.json": [
        absence("a", "2028-01-01", "2028-01-02", staff="ola")]},
    "demand-low-over-high": more("demands", {
        "id": "x", "name": "X", "shift_type": "day", "low": 3, "target": 3,
        "high": 2}),
    "floating-no-day": activity(
        recurrence="floating", count=1, weekdays="sat",
        **{"from": "2027-01-11", "to": "2027-01-15"}),
    "time-does-not-exist": activity(recurrence="dates", start="02:30",
                                    end="05:00", dates=["2027-03-28"]),
    "time-exists-twice": activity(recurrence="dates", start="02:30",
                                  end="05:00", dates=["2027-10-31"]),
    "exclusion-of-nothing": {"exclusions.json": [
        {"id": "e", "staff": "kari", "degree": "never"}]},
    "exclusion-of-two": {"exclusions.json": [
        {"id": "e", "staff": "kari", "degree": "never", "demand": "office",
         "activity": "board"}]},
    "case-ref-a-name": {"case_refs.json": [{"id": "kari-olsen"}]},
    "pin-after-employment": {"pins.json": [
        {"id": "p", "staff": "ola", "demand": "office",
         "date": "2028-01-01"}]},
    "block-with-gap": {
        **more("shift_types",
               {"id": "fr", "name": "F", "kind": "standby", "start": "15:30",
                "end": "08:00+1", "factor": "1/7", "block": "we"},
               {"id": "sa", "name": "S", "kind": "standby", "start": "09:00",
                "end": "08:00+1", "factor": "1/7", "block": "we"}),
        **more("demands",
               {"id": "fr", "name": "F", "shift_type": "fr",
                "weekdays": "fri"},
               {"id": "sa", "name": "S", "shift_type": "sa",
                "weekdays": "sat"})},
    "road-to-nowhere": {"roads.json": [
        {"id": "r", "from": "gladstad", "to": "atlantis", "minutes": 10}]},
    "road-to-itself": {"roads.json": [
        {"id": "r", "from": "gladstad", "to": "gladstad", "minutes": 10}]},
    "timetable-backwards": {"ferries.json": [
        {"id": "f", "from": "gladstad", "to": "rorvik", "crossing": 30,
         "timetables": [{"day_type": "weekday",
                         "departures": ["08:00", "07:00"]}]}]},
    "agreement-without-reference": agreement(reference=None),
    "agreement-empty-reference": agreement(reference=""),
    "agreement-beyond-basis": agreement(value="6"),
    "agreement-unknown-basis": agreement(basis="mayor"),
    "agreement-unknown-limit": agreement(limit="rest"),
    "weight-unknown": {"weights.json": [{"id": "luck", "points": 7}]},
    "other-zone": head(zone="Europe/Stockholm"),
    "profile-unknown": head(profile="no_such"),
    "profile-path": head(profile="../../etc/passwd"),
    "profile-cycle": {**head(profile="a"), **profile("a", extends="b"),
                      **profile("b", extends="a")},
    "profile-broken": {**head(profile="a"), "profiles/a.json": "{"},
    "profile-unknown-limit": {
        **head(profile="a"),
        **profile("a", extends="no_aml", limits={"rest": {"value": "1"}})},
}

CSVS = {
    "csv-unterminated-quote": {"places.csv": 'id,name\nx,"A\ny,B\n'},
    "csv-quote-inside": {"places.csv": 'id,name\nx,A"B\n'},
    "csv-behind-quote": {"places.csv": 'id,name\nx,"A"B\n'},
    "csv-formula": {"places.csv": "id,name\nx,=cmd|' /C calc'!A0\n"},
    "csv-too-few-cells": {"places.csv": "id,name\nx\n"},
    "csv-too-many-cells": {"places.csv": "id,name\nx,A,B\n"},
    "csv-unknown-column": {"places.csv": "id,navn\nx,A\n"},
    "csv-column-twice": {"places.csv": "id,name,name\nx,A,B\n"},
    "csv-utf16": {"places.csv": "id,name\nx,A\n".encode("utf-16")},
    "csv-latin1": {"places.csv": "id,name\nx,Kåre\n".encode("latin-1")},
    "csv-nul": {"places.csv": b"id,name\nx,A\x00B\n"},
    "csv-lone-cr": {"places.csv": "id,name\rx,A\r"},
    "csv-65-columns": {"places.csv": ",".join(["id"] * 65) + "\n"},
    "csv-100000-rows": {"absences.csv": "id,staff,kind,from,to\n" + "".join(
        f"a{i},kari,leave,2027-01-01,2027-01-02\n" for i in range(100000))},
    "csv-bom-only": {"cooperation.csv": b"\xef\xbb\xbf"},
    "csv-line-break-in-name": {"places.csv": 'id,name\nx,"A\nB"\n'},
}


# ---- calendars ----------------------------------------------------------

# Only what lies near today is read, so dates that must be read do.
FIRST = (datetime.date.today() + datetime.timedelta(30)).strftime("%Y%m%d")
NEXT = (datetime.date.today() + datetime.timedelta(31)).strftime("%Y%m%d")


def calendar(*lines):
    return "\r\n".join(["BEGIN:VCALENDAR", "VERSION:2.0", *lines,
                        "END:VCALENDAR", ""])


def event(*lines):
    return calendar("BEGIN:VEVENT", "UID:1", *lines, "END:VEVENT")


def ruled(rule):
    return event("DTSTART;VALUE=DATE:" + FIRST, "RRULE:" + rule)


def zone(rule):
    return calendar("BEGIN:VTIMEZONE", "TZID:Europe/Oslo", "BEGIN:STANDARD",
                    "DTSTART:19700101T000000", "RRULE:" + rule,
                    "END:STANDARD", "END:VTIMEZONE")


CALENDARS = {
    "ics-empty": "",
    "ics-bom-only": b"\xef\xbb\xbf",
    "ics-html": "<html><body>Please log in</body></html>",
    "ics-utf16": event().encode("utf-16"),
    "ics-latin1": event("SUMMARY:Kåre").encode("latin-1"),
    "ics-nul": event("SUMMARY:a\x00b"),
    "ics-controls": event("SUMMARY:a\x01\x02"),
    "ics-cr-only": event().replace("\r\n", "\r"),
    "ics-truncated": event()[:-20],
    "ics-end-first": "END:VCALENDAR\r\nBEGIN:VCALENDAR\r\n",
    "ics-mismatched-end": calendar("BEGIN:VEVENT", "END:VTODO"),
    "ics-nested-open": "BEGIN:VCALENDAR\r\n" + "BEGIN:VEVENT\r\n" * 100000,
    "ics-nested-closed": "BEGIN:VCALENDAR\r\n" * 1000 +
                         "END:VCALENDAR\r\n" * 1000,
    "ics-1mb-line": event("SUMMARY:" + "x" * 1000000),
    "ics-10mb-line": event("SUMMARY:" + "x" * 10000000),
    "ics-byte-folds": event("SUMMARY:" + "\r\n x" * 500000),
    "ics-garbage-lines": calendar(*["garbage"] * 100000),
    "ics-properties": calendar(*[f"X-{i}:y" for i in range(100000)]),
    "ics-parameters": event("X" + ";A=1" * 10000 + ":y"),
    "ics-long-parameter": event("X;A=" + "y" * 15000 + "\r\n " +
                                "z" * 60000 + ":y"),
    "ics-open-quote": event('X;A="y:z'),
    "ics-million-quotes": event("X;A=" + '"' * 15000 + ":y"),
    "ics-long-name": event("X" * 1000 + ":y"),
    "ics-long-component": calendar("BEGIN:" + "X" * 1000),
    "ics-secondly": ruled("FREQ=SECONDLY"),
    "ics-hourly": ruled("FREQ=HOURLY;BYMONTH=2;BYMONTHDAY=30"),
    "ics-rscale": ruled("RSCALE=HEBREW;FREQ=YEARLY"),
    "ics-bysetpos": ruled("FREQ=MONTHLY;BYSETPOS=366"),
    "ics-exrule": event("DTSTART;VALUE=DATE:" + FIRST, "EXRULE:FREQ=DAILY"),
    "ics-rdates": event("DTSTART;VALUE=DATE:" + FIRST,
                        *["RDATE;VALUE=DATE:20270301,20270302"] * 300),
    "ics-count-0": ruled("FREQ=DAILY;COUNT=0"),
    "ics-interval-negative": ruled("FREQ=DAILY;INTERVAL=-1"),
    "ics-endless-daily": event("DTSTART;VALUE=DATE:19700101",
                               "RRULE:FREQ=DAILY"),
    "ics-two-rules": event("DTSTART;VALUE=DATE:" + FIRST,
                           *["RRULE:FREQ=DAILY"] * 1000),
    "ics-year-0": event("DTSTART;VALUE=DATE:00000101"),
    "ics-year-9999": event("DTSTART;VALUE=DATE:99990101"),
    "ics-month-13": event("DTSTART:20271301T000000"),
    "ics-month-99": event("DTSTART:20269901T000000"),
    "ics-minus": event("DTSTART:-20270101"),
    "ics-end-before-start": event("DTSTART;VALUE=DATE:" + NEXT,
                                  "DTEND;VALUE=DATE:" + FIRST),
    "ics-mixed-forms": event("DTSTART;VALUE=DATE:" + FIRST,
                             f"DTEND:{NEXT}T100000Z"),
    "ics-duration-huge": event("DTSTART;VALUE=DATE:" + FIRST,
                               "DURATION:P99999999999W"),
    "ics-duration-negative": event("DTSTART;VALUE=DATE:" + FIRST,
                                   "DURATION:-P1D"),
    "ics-time-does-not-exist": event("DTSTART:20270328T023000"),
    "ics-time-exists-twice": event(
        "DTSTART;TZID=Europe/Oslo:20271031T023000"),
    "ics-zone-secondly": zone("FREQ=SECONDLY"),
    "ics-zone-daily": zone("FREQ=DAILY"),
    "ics-tzid-passwd": event(
        "DTSTART;TZID=../../../etc/passwd:20270301T080000"),
    "ics-tzid-absolute": event("DTSTART;TZID=/dev/zero:20270301T080000"),
    "ics-tzid-format": event("DTSTART;TZID=%s%n:20270301T080000"),
    "ics-tzid-dots": event("DTSTART;TZID=Europe/./Oslo:20270301T080000"),
    "ics-tzid-long": event("DTSTART;TZID=" + "x" * 10000 +
                           ":20270301T080000"),
    "ics-tzid-unknown": event("DTSTART;TZID=Asia/Tokyo:20270301T080000"),
    "ics-tzid-localtime": event("DTSTART;TZID=localtime:20270301T080000"),
    "ics-events": calendar(*["BEGIN:VEVENT", "END:VEVENT"] * 30000),
    "ics-calendars": calendar() * 1000,
    "ics-vcard": "BEGIN:VCARD\r\nVERSION:3.0\r\nEND:VCARD\r\n",
    "ics-no-uid": calendar("BEGIN:VEVENT", "DTSTART;VALUE=DATE:" + FIRST,
                           "END:VEVENT"),
    "ics-lying-oslo": calendar(
        "BEGIN:VTIMEZONE", "TZID:Europe/Oslo", "BEGIN:STANDARD",
        "DTSTART:19700101T000000", "TZOFFSETFROM:+0900", "TZOFFSETTO:+0900",
        "END:STANDARD", "END:VTIMEZONE", "BEGIN:VEVENT", "UID:1",
        f"DTSTART;TZID=Europe/Oslo:{FIRST}T080000",
        f"DTEND;TZID=Europe/Oslo:{FIRST}T153000", "END:VEVENT"),
    "ics-x-lic-error": event("X-LIC-ERROR:mine", "REQUEST-STATUS:;;;;",
                             "DTSTART;VALUE=DATE:" + FIRST),
    "ics-alarms": event("DTSTART;VALUE=DATE:" + FIRST,
                        *["BEGIN:VALARM", "REPEAT:2147483648", "END:VALARM"] *
                        5000),
    "ics-attachment": event("DTSTART;VALUE=DATE:" + FIRST,
                            "ATTACH;ENCODING=BASE64;VALUE=BINARY:" +
                            "\r\n ".join(["QUFB" * 18] * 800)),
    "ics-duplicate-uids": calendar(
        *["BEGIN:VEVENT", "UID:1", "DTSTART;VALUE=DATE:" + FIRST,
          "END:VEVENT"] * 1000),
    "ics-override-without-master": event(
        "RECURRENCE-ID;VALUE=DATE:" + FIRST, "DTSTART;VALUE=DATE:" + NEXT),
    "ics-lf-only": event("DTSTART;VALUE=DATE:" + FIRST).replace("\r\n", "\n"),
}


def make(name, where):
    """Writes the input `name` into the folder `where`; gives its path."""
    path = os.path.join(where, name)
    if name in FOLDERS:
        return folder(path, FOLDERS[name])
    if name in CSVS:
        return csv_folder(path, CSVS[name])
    content = CALENDARS[name]
    path += ".ics"
    with open(path, "wb") as file:
        file.write(content if isinstance(content, bytes)
                   else content.encode())
    return path


def names():
    return [*FOLDERS, *CSVS, *CALENDARS]
