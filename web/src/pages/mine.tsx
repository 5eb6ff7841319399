// SPDX-License-Identifier: GPL-3.0-or-later
// mine.tsx - one's own: what is asked of me, next duty, list, being away,
// swaps, wishes and leave, share, calendar links.
import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import type { PageProps } from '../app';
import { today } from '../clock';
import { useLoad } from '../load';
import type { Coop, Duty, Table } from '../model';
import { Away } from '../parts/away';
import { Ready } from '../parts/basics';
import { Offers } from '../parts/offers';
import { Leave, Wishes, type Requests } from '../parts/requests';
import { Subscribe } from '../parts/subscribe';
import { Swaps } from '../parts/swaps';
import { Tally } from '../parts/tally';
import { printing } from '../paper';
import { useSignal } from '../signal';
import { showDate, t, type Word } from '../words';

export function Mine({ session }: PageProps) {
  const person = session.staff ?? '';
  const [turn, setTurn] = useState(0);
  const renew = () => setTurn((n) => n + 1);
  const table = useLoad<Table>(`/published?turn=${turn}`);
  const coop = useLoad<Coop>('/coop');
  const requests = useLoad<Requests>(`/people/${person}/requests?turn=${turn}`);
  return (
    <>
      <Offers person={person} table={table.value} />
      <section aria-labelledby="mine-next">
        <h2 id="mine-next">{t('next')}</h2>
        <Ready of={table} missing={t('nobodyPublished')}>{(value) => <MyDuties table={value} person={person} />}</Ready>
      </section>
      <Part id="mine-sick" title="callSick"><Away person={person} onDone={renew} /></Part>
      {table.value && (
        <Part id="mine-swap" title="swaps">
          <Ready of={coop}>{(value) => <Swaps person={person} table={table.value as Table} coop={value} />}</Ready>
        </Part>
      )}
      <Part id="mine-wish" title="wishes">
        <Ready of={requests}>{(value) => <Wishes person={person} requests={value} onDone={renew} />}</Ready>
      </Part>
      <Part id="mine-leave" title="leave">
        <Ready of={requests}>{(value) => <Leave person={person} requests={value} onDone={renew} />}</Ready>
      </Part>
      <Part id="mine-tally" title="tally" paper><Tally person={person} /></Part>
      <Part id="mine-feed" title="subscribe"><Subscribe person={person} /></Part>
    </>
  );
}

// `paper`: worth printing.
function Part({ id, title, paper = false, children }: {
  id: string;
  title: Word;
  paper?: boolean;
  children: ComponentChildren;
}) {
  return (
    <section aria-labelledby={id} class={paper ? '' : 'screen'}>
      <h2 id={id}>{t(title)}</h2>
      {children}
    </section>
  );
}

interface Row {
  date: string;
  duty: Duty;
}

function rowsOf(table: Table, person: string): Row[] {
  const own = table.people.find((one) => one.id === person);
  if (!own) return [];
  return table.dates.flatMap((day, d) =>
    (own.cells[d]?.duties ?? []).map((duty) => ({ date: day.date, duty })));
}

function MyDuties({ table, person }: { table: Table; person: string }) {
  const rows = rowsOf(table, person);
  const ahead = rows.filter((row) => row.date >= today());
  const behind = rows.filter((row) => row.date < today());
  const [next, ...rest] = ahead;
  return (
    <>
      {next ? (
        <p class="next"><strong>{showDate(next.date)} {next.duty.start}–{next.duty.end}</strong><br />
          {next.duty.name}{next.duty.place && `, ${next.duty.place}`}</p>
      ) : <p>{t('noDuties')}</p>}
      <DutyList title="upcoming" rows={rest} />
      <DutyList title="earlierDuties" rows={behind} />
    </>
  );
}

function DutyList({ title, rows }: { title: Word; rows: Row[] }) {
  const paper = useSignal(printing);
  if (rows.length === 0) return null;
  return (
    <details open={paper || title === 'upcoming' && rows.length < 8}>
      <summary>{t(title)}: {rows.length}</summary>
      <ol class="duties">
        {rows.map((row) => (
          <li key={row.date + row.duty.id}>
            <strong>{showDate(row.date)}</strong> {row.duty.start}–{row.duty.end} {row.duty.name}
            {row.duty.standby && ` (${t('standbyWord')})`}
          </li>
        ))}
      </ol>
    </details>
  );
}
