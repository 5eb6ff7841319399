// SPDX-License-Identifier: GPL-3.0-or-later
// balance.tsx - share due, got and why, per person and burden; and the last 52
// weeks of each as small bars, with the same numbers in a table.
import { useState } from 'preact/hooks';
import type { PageProps } from '../app';
import { addDays } from '../board';
import { useLoad } from '../load';
import type { Coop } from '../model';
import { burdenTitle } from '../names';
import { Choice, Empty, Ready } from '../parts/basics';
import { WeekBars } from '../parts/bars';
import { showDate, t } from '../words';

interface Share {
  person: string;
  name: string;
  burden: string;
  due?: number;
  got: number;
  difference?: number;
  carried_52_weeks: number;
  why: string;
}
interface Year {
  from: string;
  weeks: number;
  today: string;
  people: ({ person: string; name: string } & Record<string, number[] | string>)[];
}

export function Balance({ session }: PageProps) {
  const coop = useLoad<Coop>('/coop');
  return (
    <Ready of={coop}>
      {(value) => (value.revision === 0 ? <Empty session={session} /> : <Shares />)}
    </Ready>
  );
}

function Shares() {
  const loaded = useLoad<{ from: string; days: number; shares: Share[] }>('/balance');
  const year = useLoad<Year>('/balance/weeks');
  const [burden, setBurden] = useState('');
  return (
    <Ready of={loaded}>
      {({ from, days, shares }) => {
        const burdens = [...new Set(shares.map((one) => one.burden))];
        const chosen = burden || burdens[0] || '';
        const rows = shares.filter((one) => one.burden === chosen);
        return (
          <>
            <div class="bar">
              <Choice label={t('burden')} value={chosen} onInput={setBurden}
                options={burdens.map((id) => ({ id, name: burdenTitle(id) }))} />
              <p>{showDate(from)} – {showDate(addDays(from, days - 1))}</p>
            </div>
            <ShareTable rows={rows} year={year.value} burden={chosen} />
            {year.value && <YearTable year={year.value} burden={chosen} />}
          </>
        );
      }}
    </Ready>
  );
}

const weeksOf = (year: Year | undefined, person: string, burden: string): number[] => {
  const found = year?.people.find((one) => one.person === person)?.[burden];
  return Array.isArray(found) ? found : [];
};

function ShareTable({ rows, year, burden }: { rows: Share[]; year?: Year; burden: string }) {
  const most = Math.max(1, ...rows.map((one) => Math.max(one.due ?? 0, one.got)));
  const high = Math.max(1, ...rows.flatMap((one) => weeksOf(year, one.person, burden)));
  return (
    <div class="scroll" tabIndex={0} role="region" aria-label={t('balance')}>
      <table class="shares">
        <thead>
          <tr>
            <th scope="col">{t('person')}</th><th scope="col">{t('due')}</th>
            <th scope="col">{t('got')}</th><th scope="col">{t('difference')}</th>
            <th scope="col">{t('weeksBack')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((one) => (
            <tr key={one.person}>
              <th scope="row">{one.name}<small>{one.why}</small></th>
              <td>{one.due ?? '–'}</td>
              <td><Share one={one} most={most} /></td>
              <td class={Math.abs(one.difference ?? 0) > 1 ? 'broken' : ''}>
                {one.difference === undefined ? '–' : (one.difference > 0 ? '+' : '') + one.difference}
              </td>
              <td>{year && <WeekBars weeks={weeksOf(year, one.person, burden)} high={high} today={weekOf(year)}
                label={`${one.name}: ${one.carried_52_weeks}`} />}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

// What somebody has got as a bar, the fair share as a mark on it.
function Share({ one, most }: { one: Share; most: number }) {
  const width = 100;
  const x = (n: number) => (n / most) * (width - 4);
  return (
    <span class="got">
      <span>{one.got}</span>
      <svg viewBox={`0 0 ${width} 14`} aria-hidden="true">
        <rect class="bar-got" x="0" y="2" width={x(one.got)} height="10" rx="2" />
        {one.due !== undefined && <rect class="bar-due" x={x(one.due)} y="0" width="3" height="14" />}
      </svg>
    </span>
  );
}

const weekOf = (year: Year): number =>
  Math.floor((Date.parse(year.today) - Date.parse(year.from)) / (7 * 86400000));

const FOUR = 4;

// The same in numbers, four weeks a column.
function YearTable({ year, burden }: { year: Year; burden: string }) {
  const columns = Array.from({ length: year.weeks / FOUR }, (_, i) => addDays(year.from, 7 * FOUR * i));
  const sum = (list: number[]) => list.reduce((a, b) => a + b, 0);
  return (
    <details>
      <summary>{t('weeksBack')}: {t('asTable')}</summary>
      <div class="scroll" tabIndex={0} role="region" aria-label={t('weeksBack')}>
        <table>
          <thead>
            <tr>
              <th scope="col">{t('person')}</th>
              {columns.map((date) => <th key={date} scope="col">{showDate(date)}</th>)}
              <th scope="col">{t('cumulative')}</th>
            </tr>
          </thead>
          <tbody>
            {year.people.map((one) => {
              const weeks = weeksOf(year, one.person, burden);
              return (
                <tr key={one.person}>
                  <th scope="row">{one.name}</th>
                  {columns.map((date, i) => <td key={date}>{sum(weeks.slice(FOUR * i, FOUR * i + FOUR))}</td>)}
                  <td><strong>{sum(weeks)}</strong></td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
    </details>
  );
}
