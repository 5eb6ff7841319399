// SPDX-License-Identifier: GPL-3.0-or-later
// model.ts - the objects of the API, as rota/ gives them.

export interface Duty {
  id: string;
  title: string;
  name: string;
  standby: boolean;
  start: string;
  end: string;
  place?: string;
  service?: string | null;
  activity?: boolean;
  pinned?: boolean;
  pin?: number; // event that can be undone; 0: a record, or agreed
}
export interface Cell {
  duties: Duty[];
  absent: number;
  employed: boolean;
  kind?: string; // only to those who may read it
}
export interface Person {
  id: string;
  name: string;
  member: string;
  cells: Cell[];
  tally?: Record<string, number | string>;
}
export interface Day {
  date: string;
  weekday: string;
  week: number;
  red: boolean;
  weekend: boolean;
  holiday?: string;
}
export interface Hole {
  slot: string;
  title?: string;
  name?: string;
  date?: string;
  missing: number;
  priority: number;
  words: string;
  words_nb?: string;
  why?: string; // to who plans
}
export interface Table {
  plan: number;
  revision: number;
  from: string;
  days: number;
  name: string;
  dates: Day[];
  people: Person[];
  uncovered: Hole[];
  ferries?: (Period & { ferry: string; start: string; end: string; status: string; delay: number })[];
  local_days?: (Period & { name: string; member: string | null })[];
}
export interface Period {
  from: string;
  to: string;
}
export interface Level {
  name: string;
  cost: number;
  bound: number;
  proven: boolean;
}
export interface Progress {
  seconds: number;
  cost?: number;
  bound?: number;
  gap?: number;
  uncovered?: number;
  phase?: string;
}
export interface Run {
  run: number;
  state: 'queued' | 'running' | 'done' | 'failed';
  stopping: boolean;
  position?: number;
  seconds: number;
  weeks: number;
  progress?: Progress;
  plan?: number;
  result?: { cost: number; bound: number; gap: number; levels: Level[]; uncovered: Hole[] };
  failure?: string;
}
export interface Coop {
  id: string;
  name: string;
  revision: number;
  members: Named[];
  services: Named[];
  people: (Named & { member: string })[];
}
export interface Named {
  id: string;
  name: string;
}
export interface Finding {
  rule: string;
  from: string;
  to: string;
  words: string;
  words_nb?: string;
  slot?: string;
  name?: string;
  reference?: string;
  grade?: string;
}
export interface Link {
  id: number;
  kind: string;
  detail: string;
  label: string;
  hint: string;
  created: string;
  last_used: string | null;
  client: string | null;
  revoked: string | null;
}
export interface Share {
  person: string;
  name: string;
  burden: string;
  due: number;
  got: number;
  difference: number;
  carried_52_weeks: number;
  why: string;
}
