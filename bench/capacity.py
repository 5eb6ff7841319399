#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""capacity.py - hours wanted against hours there, week by week.

    bench/capacity.py FOLDER MONDAY WEEKS

Reads the JSON folder of a co-operation and prints two tables for its README:
what each week's duties ask for and what contracts and absences leave, and the
same by member and by competence. Standby counts by its factor. It is paper
arithmetic to judge whether an example can be covered; it knows nothing of
rest, reach or conflicts, so it may say "enough" where the rota says no.
"""
import json
import sys
from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path

WEEKDAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
NORM = Fraction(75, 2)


def easter(year):
    """Easter Sunday, Meeus/Jones/Butcher."""
    a, b, c = year % 19, year // 100, year % 100
    g = (b - (b + 8) // 25 + 1) // 3
    h = (19 * a + b - b // 4 - g + 15) % 30
    k = (32 + 2 * (b % 4) + 2 * (c // 4) - h - c % 4) % 7
    m = (a + 11 * h + 22 * k) // 451
    month, day = divmod(h + k - 7 * m + 114, 31)
    return date(year, month, day + 1)


def is_red(day):
    """Public holiday or Sunday."""
    fixed = {(1, 1), (5, 1), (5, 17), (12, 25), (12, 26)}
    moving = {-3, -2, 0, 1, 39, 49, 50}
    return (day.weekday() == 6 or (day.month, day.day) in fixed
            or (day - easter(day.year)).days in moving)


def weekdays(text):
    """{0, 1, 2} of "mon-wed" or "mon,tue,wed"."""
    days = set()
    for part in text.split(","):
        first, _, last = part.partition("-")
        days |= set(range(WEEKDAYS.index(first),
                          WEEKDAYS.index(last or first) + 1))
    return days


def clock(text):
    """Minutes of "15:30" or "08:00+1"."""
    hour, minute = text.replace("+1", "").split(":")
    return int(hour) * 60 + int(minute) + 1440 * text.endswith("+1")


def within(record, day):
    """Whether the record's period holds the day."""
    return record.get("from", "") <= day.isoformat() <= record.get("to", "9")


class Cooperation:
    """The lists of a folder, as they are in the files."""

    def __init__(self, folder):
        self.lists = {path.stem: json.loads(path.read_text(encoding="utf-8"))
                      for path in Path(folder).glob("*.json")}
        self.shifts = {s["id"]: s for s in self["shift_types"]}

    def __getitem__(self, name):
        return self.lists.get(name, [])

    def closed(self, member, day):
        """A local day that closes the member's office."""
        return any(d["effect"] == "office-closed" and within(d, day)
                   and d.get("member") in (None, member)
                   for d in self["local_days"])

    def exists(self, demand, day):
        """Whether the demand is there on the day."""
        holiday = demand.get("holiday", "any")
        if not within(demand, day) or day.weekday() not in weekdays(
                demand.get("weekdays", "mon-sun")):
            return False
        if holiday == "ordinary":
            return not (is_red(day) or self.closed(demand.get("member"), day))
        return holiday == "any" or is_red(day)

    def counted(self, demand):
        """Counted hours of one duty of the demand."""
        shift = self.shifts[demand["shift_type"]]
        minutes = (clock(shift["end"]) - clock(shift["start"])
                   - shift.get("unpaid_break", 0))
        return Fraction(minutes, 60) * Fraction(shift.get("factor", "1"))

    def outside(self, demand, day):
        """How many people others stand for."""
        shift = self.shifts[demand["shift_type"]]
        return sum(e.get("count", 1) for e in self["externals"]
                   if e["demand"] == demand["id"] and within(e, day)
                   and day.weekday() in weekdays(e.get("weekdays", "mon-sun"))
                   and clock(e["start"]) <= clock(shift["start"])
                   and clock(e["end"]) >= clock(shift["end"]))

    def wanted(self, demand, days, mark):
        """Hours the demand asks for on the days; mark is low or target."""
        here = [day for day in days if self.exists(demand, day)]
        need = demand.get(mark, 1)
        if demand.get("per") == "week":
            return self.counted(demand) * min(need, len(here))
        return self.counted(demand) * sum(
            max(0, need - self.outside(demand, day)) for day in here)

    def own_time(self, activity, days):
        """Hours of an activity that replaces the day: person-hours."""
        dates = [day for day in days
                 if day.isoformat() in activity.get("dates", [])]
        if activity.get("inside", True) or not dates:
            return Fraction(0)
        hours = Fraction(clock(activity["end"]) - clock(activity["start"]), 60)
        people = [p for p in self.belong(activity)
                  if any(within(p, day) for day in dates)]
        if activity.get("each_attends"):
            share = Fraction(activity["each_attends"] * len(dates),
                             len(activity["dates"]))
            return hours * len(people) * share
        pct = Fraction(activity.get("quorum_pct", 0), 100)
        return hours * len(dates) * max(pct * len(people),
                                        activity.get("min_attendance", 0))

    def belong(self, activity):
        """Those an activity is for."""
        services = set(activity.get("services", []))
        competences = set(activity.get("competences", []))
        people = set(activity.get("people", []))
        return [p for p in self["staff"]
                if not (services or competences or people)
                or p["id"] in people
                or services & {s["service"] for s in p.get("services", [])}
                or competences & {c["competence"]
                                  for c in p.get("competences", [])}]

    def available(self, person, days):
        """Contract hours on the weekdays that employment, absences and red
        days leave."""
        hours = Fraction(0)
        for day in days:
            if day.weekday() > 4 or is_red(day) or not within(person, day):
                continue
            grade = max([a.get("grade", 100) for a in self["absences"]
                         if a["staff"] == person["id"] and within(a, day)],
                        default=0)
            hours += (NORM / 5 * Fraction(person.get("position_pct", 100), 100)
                      * Fraction(100 - grade, 100))
        return hours


def hours(value):
    return f"{float(value):.0f}"


def table(head, rows):
    lines = ["| " + " | ".join(head) + " |",
             "| " + " | ".join(["---"] + ["---:"] * (len(head) - 1)) + " |"]
    return "\n".join(lines + ["| " + " | ".join(row) + " |" for row in rows])


def by_week(coop, monday, weeks):
    rows = []
    for week in range(weeks):
        days = [monday + timedelta(week * 7 + i) for i in range(7)]
        there = sum(coop.available(p, days) for p in coop["staff"])
        standby = [d for d in coop["demands"] if coop.shifts[
            d["shift_type"]]["kind"].startswith("standby")]
        day = [d for d in coop["demands"] if d not in standby]
        own = sum(coop.own_time(a, days) for a in coop["activities"])
        passive = sum(coop.wanted(d, days, "low") for d in standby)
        low = sum(coop.wanted(d, days, "low") for d in day)
        target = sum(coop.wanted(d, days, "target") for d in day)
        rows.append([days[0].isoformat(), hours(there), hours(passive),
                     hours(own), hours(low), hours(target),
                     hours(there - passive - own - low),
                     hours(there - passive - own - target)])
    return table(["week from", "there", "standby, counted", "activities",
                  "duties, low", "duties, target", "left at low",
                  "left at target"], rows)


def by_group(coop, monday, weeks):
    spans = [[monday + timedelta(7 * week + i) for i in range(7)]
             for week in range(weeks)]
    rows = []

    def add(name, people, demands):
        there = sum(coop.available(p, days)
                    for p in people for days in spans) / weeks
        want = [sum(coop.wanted(d, days, mark)
                    for d in demands for days in spans) / weeks
                for mark in ("low", "target")]
        rows.append([name, str(len(people)), hours(there), hours(want[0]),
                     hours(want[1])])

    now = [p for p in coop["staff"]
           if any(within(p, day) for days in spans for day in days)]
    for member in coop["members"]:
        people = [p for p in now if p["member"] == member["id"]]
        if people:
            add(member["name"], people,
                [d for d in coop["demands"] if d.get("member") == member["id"]])
    for competence in coop["competences"]:
        people = [p for p in now if competence["id"] in
                  {c["competence"] for c in p.get("competences", [])}]
        demands = [d for d in coop["demands"]
                   if competence["id"] in d.get("competences", [])]
        if demands:
            add(f"`{competence['id']}`", people, demands)
    return table(["who", "people", "hours there a week", "wanted, low",
                  "wanted, target"], rows)


def main():
    if len(sys.argv) != 4:
        sys.exit(__doc__)
    coop = Cooperation(sys.argv[1])
    monday, weeks = date.fromisoformat(sys.argv[2]), int(sys.argv[3])
    print(by_week(coop, monday, weeks))
    print()
    print(by_group(coop, monday, weeks))


if __name__ == "__main__":
    main()
