// SPDX-License-Identifier: GPL-3.0-or-later
// board.ts - what the board shows: a plan over what is published, and moves
// that are tried over both.
import type { Cell, Day, Duty, Person, Table } from './model';

const DAY_MS = 86400000;

export const addDays = (date: string, days: number): string =>
  new Date(Date.parse(date + 'T00:00:00Z') + days * DAY_MS).toISOString().slice(0, 10);

export const daysBetween = (from: string, to: string): number =>
  Math.round((Date.parse(to + 'T00:00:00Z') - Date.parse(from + 'T00:00:00Z')) / DAY_MS);

export const mondayOf = (date: string): string => {
  const weekday = new Date(date + 'T00:00:00Z').getUTCDay();
  return addDays(date, -((weekday + 6) % 7));
};

export interface Move {
  slot: string;
  from?: string;
  to?: string;
}

export const slotOf = (duty: Duty, date: string): string => `${duty.id}@${date}`;
export const dutyOf = (slot: string): string => slot.slice(0, -11);
export const dateOf = (slot: string): string => slot.slice(-10);

// One duty on the board; `state` against what is published, or what is tried.
export interface Item {
  duty: Duty;
  slot: string;
  state?: 'new' | 'gone';
}
export interface Square {
  cell?: Cell;
  items: Item[];
}
export interface Row {
  person: Person;
  squares: Square[];
  changed: boolean;
}
export interface View {
  days: Day[];
  rows: Row[];
  changes: number;
  duties: Map<string, Duty>; // by id, as far as anybody holds them
}

const cellOn = (table: Table | undefined, person: string, date: string): Cell | undefined => {
  if (!table) return undefined;
  const at = daysBetween(table.from, date);
  if (at < 0 || at >= table.days) return undefined;
  return table.people.find((one) => one.id === person)?.cells[at];
};

// What the person would hold: the draft where it decides, then the moves.
function wanted(duties: Map<string, Duty>, base: Duty[], moves: Move[], person: string, date: string): Duty[] {
  let held = base;
  for (const move of moves) {
    if (dateOf(move.slot) !== date) continue;
    if (move.from === person) held = held.filter((duty) => duty.id !== dutyOf(move.slot));
    const duty = duties.get(dutyOf(move.slot));
    if (move.to === person && duty) held = [...held, duty];
  }
  return held;
}

function square(before: Duty[], after: Duty[], date: string): Item[] {
  const items: Item[] = after.map((duty) => ({
    duty,
    slot: slotOf(duty, date),
    state: before.some((one) => one.id === duty.id) ? undefined : 'new',
  }));
  const gone = before.filter((duty) => !after.some((one) => one.id === duty.id));
  return [...items, ...gone.map((duty): Item => ({ duty, slot: slotOf(duty, date), state: 'gone' }))];
}

function dutiesOf(...tables: (Table | undefined)[]): Map<string, Duty> {
  const found = new Map<string, Duty>();
  for (const table of tables) {
    for (const person of table?.people ?? []) {
      for (const cell of person.cells) cell.duties.forEach((duty) => found.set(duty.id, duty));
    }
    // Nobody holds these: what is known of them is their name.
    for (const hole of table?.uncovered ?? []) {
      const id = dutyOf(hole.slot);
      const name = hole.name ?? hole.title ?? id;
      if (!found.has(id)) {
        found.set(id, { id, name, title: name, standby: false, start: '', end: '' });
      }
    }
  }
  return found;
}

export function viewOf(published: Table, draft: Table | undefined, moves: Move[]): View {
  const duties = dutiesOf(published, draft);
  let changes = 0;
  const rows = published.people.map((person): Row => {
    const squares = published.dates.map((day, d): Square => {
      const now = person.cells[d];
      const cell = cellOn(draft, person.id, day.date) ?? now;
      const stands = now?.duties ?? [];
      const after = wanted(duties, cell?.duties ?? [], moves, person.id, day.date);
      const items = square(stands, after, day.date);
      changes += items.filter((one) => one.state).length;
      return { cell, items };
    });
    return { person, squares, changed: squares.some((one) => one.items.some((item) => item.state)) };
  });
  return { days: published.dates, rows, changes, duties };
}

// In pieces of so many days.
export function sheetsOf(view: View, days: number): View[] {
  const sheets: View[] = [];
  for (let at = 0; at < view.days.length; at += days) {
    const rows = view.rows.map((row) => ({ ...row, squares: row.squares.slice(at, at + days) }));
    sheets.push({ ...view, days: view.days.slice(at, at + days), rows });
  }
  return sheets;
}

// Dropping a duty on somebody's day; a duty of another day is left and the same
// one of that day taken.
export function movesOf(what: { slot: string; person?: string }, to: string | undefined, date: string): Move[] {
  if (what.person === to && dateOf(what.slot) === date) return [];
  if (dateOf(what.slot) === date || to === undefined) {
    return [{ slot: what.slot, from: what.person, to }];
  }
  const there = `${dutyOf(what.slot)}@${date}`;
  const left: Move[] = what.person === undefined ? [] : [{ slot: what.slot, from: what.person }];
  return [...left, { slot: there, to }];
}
