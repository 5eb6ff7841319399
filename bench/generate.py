#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""generate.py - a made-up co-operation of any size, the same for each seed.

    bench/generate.py [--seed N] [--people N] [--members N] [--weeks N]
                      [--from MONDAY] [--tight PCT] FOLDER

Writes a JSON folder that `samvakt import` reads. Its shape is that of the
examples: municipalities with offices, the last of them behind a ferry when
there are three or more, a joint ambulatory team, standby by night and weekend
in two lines, a board with quorum, a training in two halves, absences, wishes
and conflicts. --tight says how much of the hours that contracts and absences
leave the demand takes, 80 unless said; above 100 something stays uncovered.
"""
import argparse
import json
import random
from datetime import date, timedelta
from pathlib import Path

FIRST = ["Ada", "Bo", "Dag", "Eli", "Finn", "Gro", "Hans", "Ida", "Jon",
         "Kaia", "Lars", "Mia", "Nils", "Oda", "Pål", "Rolf", "Siri", "Tor",
         "Una", "Viggo", "Ylva", "Åge"]
LAST = ["Berg", "Dal", "Eng", "Foss", "Gran", "Haug", "Lie", "Moen", "Nes",
        "Rud", "Sand", "Tangen", "Ulvik", "Vang", "Øien", "Åsen"]
POSITIONS = [100, 100, 100, 80, 75, 60, 50]
ALIAS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
NORM = 37.5  # hours of a full week
STANDBY = 130.5 / 7  # counted hours of one line of standby a week


def dated(record, first, last=None):
    record["from"] = first.isoformat()
    if last:
        record["to"] = last.isoformat()
    return record


def members(count):
    return [{"id": f"m{i}", "name": f"Kommune {i}", "code": str(9900 + i),
             "population": 4000 // (i + 1), "office": f"office-{i}",
             "opening": [{"start": "08:00", "end": "15:30"}]}
            for i in range(count)]


def geography(count):
    """Offices along a road; the last one over a ferry."""
    places = [{"id": f"office-{i}", "name": f"Kontor {i}", "member": f"m{i}"}
              for i in range(count)]
    island = count - 1 if count >= 3 else None
    roads = [{"id": f"road-{i}", "from": f"office-{i - 1}",
              "to": f"office-{i}", "minutes": 20 + 5 * i, "guess": True}
             for i in range(1, count) if i != island]
    ferries = []
    if island:
        day = [f"{hour:02}:00" for hour in range(6, 22, 2)]
        ferries = [{"id": f"ferry-{a}-{b}", "from": f"office-{a}",
                    "to": f"office-{b}", "crossing": 40, "guess": True,
                    "timetables": [{"day_type": kind, "departures": day}
                                   for kind in ("weekday", "saturday",
                                                "sunday")]}
                   for a, b in ((0, island), (island, 0))]
    return places, roads, ferries


def staff(rng, people, count):
    """People dealt out to the members in turn, so that none is empty."""
    everybody = []
    for i in range(people):
        member = i % count
        held = ["triage"] + ["acute"] * (member != count - 1 or count < 3)
        if i < 2 or rng.random() < 0.3:  # two or more, to be split
            held.append("child")
        everybody.append({
            "id": f"p{i:02}",
            "name": f"{rng.choice(FIRST)} {rng.choice(LAST)}",
            "member": f"m{member}", "base": f"office-{member}",
            "position_pct": 100 if i == 0 else rng.choice(POSITIONS),
            "competences": [{"competence": c} for c in held],
            "services": [{"service": "team", "pct": 100}]})
    return everybody


def absences(rng, everybody, first, weeks):
    """A week of holiday for some, a few days for others, at most one each."""
    found = []
    for person in everybody:
        draw = rng.random()
        if draw > 0.5:
            continue
        monday = first + timedelta(7 * rng.randrange(weeks))
        kind, days = (("holiday", 5) if draw < 0.3 else
                      ("sick-self", rng.randint(1, 3)) if draw < 0.4 else
                      ("sick-note", 14))
        record = dated({"id": f"away-{person['id']}", "staff": person["id"],
                        "kind": kind}, monday, monday + timedelta(days - 1))
        if kind == "sick-note":
            record["grade"] = rng.choice([20, 40, 50])
        found.append(record)
    return found


def shift_types():
    line = {"kind": "standby", "factor": "1/7"}
    lines = []
    for role, words in (("primary", {"response": 90}),
                        ("backup", {"phone_only": True})):
        block = {"block": f"{role}-weekend"}
        lines += [
            {"id": f"{role}-night", "name": f"{role} night", "start": "15:30",
             "end": "08:00+1", **line, **words},
            {"id": f"{role}-friday", "name": f"{role} Friday",
             "start": "15:30", "end": "08:00+1", **line, **words, **block},
            {"id": f"{role}-weekend", "name": f"{role} weekend",
             "start": "08:00", "end": "08:00+1", **line, **words, **block}]
    return [{"id": "day", "name": "day", "kind": "work", "start": "08:00",
             "end": "15:30"}] + [{**s, "title": "Beredskap"} for s in lines]


def demands(everybody, count, hours):
    """Standby in two lines and as many day duties as `hours` a week pay."""
    found = []
    for role, competence, extra in (
            ("primary", "acute", {"place": "office-0",
                                  "modality": "ambulatory"}),
            ("backup", "triage", {"modality": "phone"})):
        for part, days in (("night", "mon-thu"), ("friday", "fri"),
                           ("weekend", "sat,sun")):
            found.append({"id": f"{role}-{part}", "name": f"{role} {part}",
                          "shift_type": f"{role}-{part}", "service": "team",
                          "role": role, "weekdays": days, "priority": 1,
                          "competences": [competence],
                          "conflict_cover": True, **extra})
    duties = max(count, round((hours - 2 * STANDBY) / NORM))
    total = sum(person["position_pct"] for person in everybody)
    for i in range(count):
        own = sum(p["position_pct"] for p in everybody
                  if p["member"] == f"m{i}")
        low = max(1, round(0.6 * duties * own / total))
        found.append({"id": f"day-{i}", "name": f"day {i}",
                      "shift_type": "day", "member": f"m{i}",
                      "place": f"office-{i}", "weekdays": "mon-fri",
                      "holiday": "ordinary", "low": low, "target": low,
                      "high": low + 2, "members_only": [f"m{i}"]})
    left = duties - sum(d["low"] for d in found[-count:])
    found.append({"id": "team-day", "name": "team day", "shift_type": "day",
                  "service": "team", "weekdays": "mon-fri",
                  "holiday": "ordinary", "low": max(1, left - 1),
                  "target": max(1, left), "high": max(1, left) + 2,
                  "priority": 1, "competences": ["triage"],
                  "modality": "ambulatory"})
    return found


def activities(first, weeks):
    half = first + timedelta(7 * (weeks // 2))
    return [
        {"id": "board", "name": "board", "code": "FACT_BOARD",
         "recurrence": "weekly", "weekdays": "mon,thu", "start": "09:00",
         "end": "09:30", "services": ["team"], "quorum_pct": 50,
         "min_per_member": 1, "modality": "video"},
        {"id": "training", "name": "training", "kind": "training",
         "recurrence": "dates", "start": "09:00", "end": "15:30",
         "dates": sorted({(first + timedelta(2)).isoformat(),
                          (half + timedelta(2)).isoformat()}),
         "inside": False, "competences": ["child"], "max_share_pct": 67,
         "each_attends": 1, "modality": "video"}]


def conflicts(rng, everybody, count):
    refs = [{"id": f"{rng.choice(ALIAS[8:])}{rng.choice(ALIAS[:8])}-"
                   + "".join(rng.choice(ALIAS) for _ in range(4)),
             "member": f"m{rng.randrange(count)}"}
            for _ in range(max(1, len(everybody) // 3))]
    exclusions = [{"id": f"x{i}-{person['id']}", "staff": person["id"],
                   "degree": rng.choice(["never", "not-alone"]),
                   "case_ref": ref["id"]}
                  for i, ref in enumerate(refs)
                  for person in rng.sample(everybody, min(2, len(everybody)))]
    return refs, exclusions


def wishes(rng, everybody, first, weeks):
    found = []
    for i in range(2 * len(everybody)):
        day = first + timedelta(rng.randrange(7 * weeks))
        found.append(dated(
            {"id": f"w{i}", "staff": rng.choice(everybody)["id"],
             "kind": rng.choice(["off", "not-duty"]),
             "weight": rng.randint(1, 10)},
            day, day + timedelta(rng.randint(0, 3))))
    return found


def agreements(everybody, first):
    """All have agreed in writing to average over eight weeks."""
    return [dated({"id": f"a-{person['id']}", "limit": "averaging_weeks",
                   "value": "8", "basis": "individual_written",
                   "reference": f"Agreement {i + 1}, AML § 10-5 (1)",
                   "entered_by": "coordinator", "staff": person["id"]},
                  first - timedelta(364), first + timedelta(728))
            for i, person in enumerate(everybody)]


def generate(args):
    rng = random.Random(args.seed)
    everybody = staff(rng, args.people, args.members)
    away = absences(rng, everybody, args.first, args.weeks)
    places, roads, ferries = geography(args.members)
    refs, exclusions = conflicts(rng, everybody, args.members)
    there = NORM * sum(p["position_pct"] for p in everybody) / 100
    return {
        "cooperation": {"id": f"made-{args.seed}", "name": "Made up",
                        "zone": "Europe/Oslo", "profile": "no_ks_hta"},
        "members": members(args.members), "places": places, "roads": roads,
        "ferries": ferries,
        "competences": [{"id": c, "name": c}
                        for c in ("acute", "triage", "child")],
        "services": [{"id": "team", "name": "team"}],
        "staff": everybody, "absences": away, "shift_types": shift_types(),
        "demands": demands(everybody, args.members,
                           there * args.tight / 100),
        "activities": activities(args.first, args.weeks),
        "case_refs": refs, "exclusions": exclusions,
        "wishes": wishes(rng, everybody, args.first, args.weeks),
        "agreements": agreements(everybody, args.first)}


def arguments():
    parser = argparse.ArgumentParser(
        description=__doc__.split("\n", 1)[0],
        formatter_class=argparse.ArgumentDefaultsHelpFormatter)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--people", type=int, default=14)
    parser.add_argument("--members", type=int, default=4)
    parser.add_argument("--weeks", type=int, default=8)
    parser.add_argument("--from", dest="first", type=date.fromisoformat,
                        default=date(2027, 8, 2))
    parser.add_argument("--tight", type=int, default=80)
    parser.add_argument("folder", type=Path)
    args = parser.parse_args()
    if not (1 <= args.members <= args.people and args.weeks >= 1
            and args.first.weekday() == 0):
        parser.error("expected 1 <= members <= people, a week or more, "
                     "and a Monday")
    return args


def main():
    args = arguments()
    args.folder.mkdir(parents=True, exist_ok=True)
    for name, records in generate(args).items():
        lines = (json.dumps(records, ensure_ascii=False)
                 if isinstance(records, dict) else "[\n" + ",\n".join(
                     json.dumps(r, ensure_ascii=False)
                     for r in records) + "\n]")
        (args.folder / f"{name}.json").write_text(lines + "\n",
                                                  encoding="utf-8")


if __name__ == "__main__":
    main()
