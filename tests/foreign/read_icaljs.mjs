// SPDX-License-Identifier: GPL-3.0-or-later
// read_icaljs.mjs - compares what ical.js reads with expected.json.
import { readFileSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import ICAL from 'ical.js';

const folder = process.argv[2];
const expected = JSON.parse(readFileSync(`${folder}/expected.json`, 'utf8'));
const text = readFileSync(`${folder}/person.ics`, 'utf8');
const calendar = new ICAL.Component(ICAL.parse(text));

// Seconds since the epoch of a UTC time or, for a date, of its midnight.
function seconds(time) {
  if (time.isDate) {
    return Date.UTC(time.year, time.month - 1, time.day) / 1000;
  }
  if (time.zone !== ICAL.Timezone.utcTimezone) {
    throw new Error(`${time} is not in UTC`);
  }
  return time.toUnixTime();
}

const found = {};
for (const component of calendar.getAllSubcomponents('vevent')) {
  const event = new ICAL.Event(component);
  const cancelled =
    component.getFirstPropertyValue('status') === 'CANCELLED';
  found[event.uid] = {
    all_day: event.startDate.isDate,
    cancelled,
    sequence: event.sequence,
    start: seconds(event.startDate),
    end: seconds(event.endDate),
    title: cancelled ? event.summary.replace(/^AVLYST: /, '') : event.summary,
  };
}

let faults = 0;
for (const uid of new Set([...Object.keys(expected), ...Object.keys(found)])) {
  if (!isDeepStrictEqual(found[uid], expected[uid])) {
    console.log(uid, 'read', found[uid], 'expected', expected[uid]);
    faults++;
  }
}
const name = calendar.getFirstPropertyValue('x-wr-calname');
if (/[,;\\]/.test(name)) {
  console.log(`the name '${name}' has characters that ical.js keeps escaped`);
  faults++;
}
process.exit(faults === 0 && Object.keys(found).length >= 6 ? 0 : 1);
