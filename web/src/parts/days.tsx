// SPDX-License-Identifier: GPL-3.0-or-later
// days.tsx - the head of the board: days, and the bands of what concerns all.
import type { Day, Period, Table } from '../model';
import { printing } from '../paper';
import { useSignal } from '../signal';
import { showDate, t, weekdayOf } from '../words';

export const dayClass = (day: Day | undefined): string =>
  day?.red ? 'red' : day?.weekend ? 'weekend' : '';

interface Banded extends Period {
  words: string;
}

function bandsOf(table: Table): { ferries: Banded[]; local: Banded[] } {
  const ferries = (table.ferries ?? []).map((one) => ({
    ...one,
    words: `${one.start}–${one.end} ${t(one.status === 'down' ? 'ferryDown' : 'ferryDelayed')}` +
      (one.status === 'delayed' ? ` ${one.delay} min` : ''),
  }));
  const local = (table.local_days ?? []).map((one) => ({
    ...one, words: one.member ? `${one.name} (${one.member})` : one.name,
  }));
  return { ferries, local };
}

// In full, what the bands have little room for.
export function Bands({ table }: { table: Table }) {
  const { ferries, local } = bandsOf(table);
  const all = [...ferries, ...local];
  const paper = useSignal(printing);
  if (all.length === 0) return null;
  return (
    <details class="bands" open={paper}>
      <summary>{t('bands')}: {all.length}</summary>
      <ul>
        {all.map((one, i) => (
          <li key={i}>{showDate(one.from)}{one.to !== one.from && ` – ${showDate(one.to)}`}: {one.words}</li>
        ))}
      </ul>
    </details>
  );
}

export function DayHeads({ table, days, first }: { table: Table; days: Day[]; first: string }) {
  const { ferries, local } = bandsOf(table);
  return (
    <thead>
      <tr>
        <th scope="col">{first}</th>
        {days.map((day, d) => (
          <th key={day.date} scope="col" class={dayClass(day)}>
            {(d === 0 || new Date(day.date + 'T00:00:00Z').getUTCDay() === 1) && (
              <small class="week">{t('week')} {day.week}</small>
            )}
            <span class="weekday">{weekdayOf(day.date)}</span> {Number(day.date.slice(8))}.{Number(day.date.slice(5, 7))}.
            {day.holiday && <small class="holiday">{day.holiday}</small>}
          </th>
        ))}
      </tr>
      <Band title={t('ferry')} kind="ferry" items={ferries} days={days} />
      <Band title={t('localDay')} kind="local" items={local} days={days} />
    </thead>
  );
}

// One cell for following days with the same words.
function Band({ title, kind, items, days }: {
  title: string;
  kind: string;
  items: Banded[];
  days: Day[];
}) {
  const spans: { words: string[]; days: number }[] = [];
  for (const day of days) {
    const here = items.filter((one) => one.from <= day.date && one.to >= day.date).map((one) => one.words);
    const last = spans[spans.length - 1];
    if (last && last.words.join() === here.join()) last.days++;
    else spans.push({ words: here, days: 1 });
  }
  if (spans.every((one) => one.words.length === 0)) return null;
  return (
    <tr class="band">
      <th scope="row">{title}</th>
      {spans.map((span, i) => (
        <td key={i} colSpan={span.days} class={span.words.length > 0 ? kind : ''}>
          {span.words.length > 0 && <small title={span.words.join('; ')}>{span.words.join('; ')}</small>}
        </td>
      ))}
    </tr>
  );
}
