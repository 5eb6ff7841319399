// SPDX-License-Identifier: GPL-3.0-or-later
// names_records.ts - what the fields of records and their values are called.
// tests/layers/check_norwegian.py holds VALUES against model/record_*.c.
import { lang, t, type Word } from './words';

type Pair = [string, string];

const COLUMNS: Record<string, Word> = {
  name: 'name', member: 'member', position_pct: 'positionPct', from: 'fromDate', to: 'lastDay', service: 'service',
  weekdays: 'weekdays', low: 'lowMark', target: 'targetMark', high: 'highMark', priority: 'priority',
  shift_type: 'shiftType', kind: 'kind', start: 'startsAt', end: 'endsAt', place: 'place', id: 'shortName',
  competences: 'competences', competence: 'competence', services: 'services', limits: 'personalLimits',
  history: 'carriedOver', members_only: 'membersOnly', pct: 'percent', value: 'value', as_of: 'countedOn',
};

// A column without a word of its own is called what its help says it is.
export function columnName(key: string, help?: string): string {
  const word = COLUMNS[key];
  if (word) return t(word);
  return help ? help.charAt(0).toUpperCase() + help.slice(1) : key.replaceAll('_', ' ');
}
export const hasName = (key: string): boolean => key in COLUMNS;

// Values of enums; one that means something else in a field stands with it.
const VALUES: Record<string, Pair> = {
  municipality: ['kommune', 'municipality'],
  partner: ['partner', 'partner'],
  manager: ['leder', 'manager'],
  automatic: ['automatisk', 'automatic'],
  none: ['ingen virkning', 'none'],
  'office-closed': ['kontoret er stengt', 'office closed'],
  'min-cover': ['minste bemanning', 'least cover'],
  work: ['arbeid', 'work'],
  meeting: ['møte', 'meeting'],
  training: ['opplæring', 'training'],
  travel: ['reise', 'travel'],
  standby: ['beredskap', 'standby'],
  'standby-strict': ['beredskap der alt teller', 'standby, all of it counts'],
  'duty-rest': ['hvilende vakt', 'resting duty'],
  callout: ['utrykning', 'call-out'],
  leave: ['fri', 'leave'],
  any: ['alle', 'any'],
  odd: ['oddetall', 'odd'],
  even: ['partall', 'even'],
  office: ['på kontoret', 'at the office'],
  ambulatory: ['ute hos folk', 'ambulatory'],
  phone: ['telefon', 'phone'],
  video: ['video', 'video'],
  ordinary: ['bare vanlige', 'ordinary only'],
  red: ['bare røde', 'red only'],
  day: ['per dag', 'a day'],
  week: ['per uke', 'a week'],
  weekly: ['ukentlig', 'weekly'],
  monthly: ['månedlig', 'monthly'],
  dates: ['på datoer', 'on dates'],
  floating: ['flytende', 'floating'],
  never: ['aldri', 'never'],
  'by-manager': ['av leder', 'by a manager'],
  'below-minimum': ['når for få kommer', 'below the minimum'],
  'no-night': ['ingen natt', 'no nights'],
  'no-standby': ['ingen beredskap', 'no standby'],
  'no-overtime': ['ingen overtid', 'no overtime'],
  'no-weekend': ['ingen helg', 'no weekends'],
  'no-travel': ['ingen reise', 'no travel'],
  'max-share': ['høyeste andel', 'greatest share'],
  weekends: ['helger', 'weekends'],
  holidays: ['helligdager', 'holidays'],
  nights: ['netter', 'nights'],
  'short-notice': ['kort varsel', 'short notice'],
  overtime: ['overtid', 'overtime'],
  'shift_class.day': ['dagarbeid', 'day work'],
  turnus: ['turnus', 'turnus'],
  continuous: ['helkontinuerlig', 'continuous'],
  'next-off': ['neste søndag fri', 'the next Sunday off'],
  averaged26: ['snitt over 26 uker', 'averaged over 26 weeks'],
  nb: ['norsk', 'Norwegian'],
  en: ['engelsk', 'English'],
  weekday: ['hverdag', 'weekday'],
  saturday: ['lørdag', 'Saturday'],
  sunday: ['søndag', 'Sunday'],
  up: ['går', 'runs'],
  delayed: ['forsinket', 'delayed'],
  down: ['innstilt', 'down'],
};
export function valueName(key: string, value: string): string {
  const pair = VALUES[`${key}.${value}`] ?? VALUES[value];
  return pair?.[lang.value === 'nb' ? 0 : 1] ?? value;
}

const DAYS: Record<string, Pair> = {
  mon: ['man', 'Mon'], tue: ['tir', 'Tue'], wed: ['ons', 'Wed'], thu: ['tor', 'Thu'], fri: ['fre', 'Fri'],
  sat: ['lør', 'Sat'], sun: ['søn', 'Sun'],
};
export const DAY_KEYS = Object.keys(DAYS);
export const dayName = (key: string): string => DAYS[key]?.[lang.value === 'nb' ? 0 : 1] ?? key;

// "mon-fri" and "mon,wed" as the days that they are.
export function daysOf(text: string): string[] {
  return text.split(',').flatMap((part) => {
    const [first, last] = part.split('-').map((day) => DAY_KEYS.indexOf(day));
    return first === undefined || first < 0 ? [] : DAY_KEYS.slice(first, (last ?? first) + 1);
  });
}
