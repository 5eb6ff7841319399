// SPDX-License-Identifier: GPL-3.0-or-later
// board.tsx - people x days: what is published, or a draft beside it. A cell
// is a button; arrow keys walk the table; a slot's why opens beside it.
import { useMemo, useRef, useState } from 'preact/hooks';
import type { PageProps } from '../app';
import { today } from '../clock';
import { useLoad } from '../load';
import type { Cell, Day, Hole, Person, Table } from '../model';
import { Choice, Ready } from '../parts/basics';
import { SlotWhy } from '../parts/why';
import { showDate, t } from '../words';

const DAY_MS = 86400000;
const WEEKS = [1, 2, 4, 8, 12];

export const addDays = (date: string, days: number): string =>
  new Date(Date.parse(date + 'T00:00:00Z') + days * DAY_MS).toISOString().slice(0, 10);

const mondayOf = (date: string): string => {
  const weekday = new Date(date + 'T00:00:00Z').getUTCDay();
  return addDays(date, -((weekday + 6) % 7));
};

export function Board({ session }: PageProps) {
  const [weeks, setWeeks] = useState(innerWidth < 700 ? 1 : 4);
  const [from, setFrom] = useState<string>();
  const [slot, setSlot] = useState<string>();
  const loaded = useLoad<Table>('/published' + (from ? `?from=${from}&weeks=${weeks}` : ''));
  const mayAsk = session.may?.draft !== 'none';
  return (
    <Ready of={loaded}>
      {(table) => {
        const start = from ?? table.from;
        const step = (n: number) => setFrom(addDays(start, n * 7));
        return (
          <>
            <div class="bar">
              <button type="button" onClick={() => step(-1)}>← {t('earlier')}</button>
              <button type="button" onClick={() => setFrom(mondayOf(today()))}>
                {t('today')}
              </button>
              <button type="button" onClick={() => step(1)}>{t('later')} →</button>
              <Choice label={t('weeks')} value={String(weeks)}
                options={WEEKS.map((n) => ({ id: String(n), name: String(n) }))}
                onInput={(value) => { setWeeks(Number(value)); setFrom(start); }} />
              <span>{t('published')}, {t('revision')} {table.revision}</span>
            </div>
            {table.revision === 0 ? <p>{t('none')}</p> : (
              <>
                <Holes holes={table.uncovered} onSlot={mayAsk ? setSlot : undefined} />
                <Grid table={table} weeks={from ? weeks : Math.min(weeks, table.days / 7)}
                  onSlot={mayAsk ? setSlot : undefined} own={session.staff ?? undefined} />
              </>
            )}
            {slot && <SlotWhy plan={0} slot={slot} onClose={() => setSlot(undefined)} />}
          </>
        );
      }}
    </Ready>
  );
}

export function Holes({ holes, onSlot }: { holes: Hole[]; onSlot?: (slot: string) => void }) {
  if (holes.length === 0) return <p class="good">{t('allCovered')}</p>;
  return (
    <details class="holes" open={holes.length < 8}>
      <summary>{t('uncovered')}: {holes.length}</summary>
      <ul>
        {holes.map((hole) => (
          <li key={hole.slot}>
            {onSlot ? (
              <button type="button" class="link" onClick={() => onSlot(hole.slot)}>{nameOf(hole)}</button>
            ) : nameOf(hole)}{' '}
            {showDate(hole.date ?? hole.slot.slice(-10))}: {hole.words}
          </li>
        ))}
      </ul>
    </details>
  );
}

const nameOf = (hole: Hole): string => hole.name ?? hole.title ?? hole.slot;

function dayClass(day: Day): string {
  return day.red ? 'red' : day.weekend ? 'weekend' : '';
}

interface GridProps {
  table: Table;
  weeks: number;
  own?: string;
  onSlot?: (slot: string) => void;
}

export function Grid({ table, weeks, own, onSlot }: GridProps) {
  const [member, setMember] = useState('');
  const body = useRef<HTMLTableSectionElement>(null);
  const dates = table.dates.slice(0, weeks * 7);
  const members = useMemo(() => [...new Set(table.people.map((one) => one.member))], [table]);
  const people = table.people.filter((one) => !member || one.member === member);
  const walk = (event: KeyboardEvent) => walkTable(event, body.current);
  return (
    <>
      <Choice label={t('member')} value={member} onInput={setMember}
        options={[{ id: '', name: t('allMembers') }, ...members.map((id) => ({ id, name: id }))]} />
      <div class="scroll" tabIndex={0} role="region" aria-label={t('board')}>
        <table class="board">
          <thead>
            <tr>
              <th scope="col">{t('person')}</th>
              {dates.map((day) => (
                <th key={day.date} scope="col" class={dayClass(day)} title={day.holiday}>
                  <span class="weekday">{day.weekday}</span> {Number(day.date.slice(8))}.{Number(day.date.slice(5, 7))}.
                  {day.holiday && <span class="sr"> {day.holiday}</span>}
                </th>
              ))}
            </tr>
          </thead>
          <tbody ref={body} onKeyDown={walk}>
            {people.map((person) => (
              <tr key={person.id} class={person.id === own ? 'own' : ''}>
                <th scope="row">{person.name}<small>{person.member}</small></th>
                {dates.map((day, d) => (
                  <BoardCell key={day.date} person={person} day={day} cell={person.cells[d]} onSlot={onSlot} />
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}

function BoardCell({ day, cell, onSlot }: {
  person: Person;
  day: Day;
  cell?: Cell;
  onSlot?: (slot: string) => void;
}) {
  if (!cell || !cell.employed) return <td class="gone" />;
  const away = cell.absent > 0;
  return (
    <td class={`${dayClass(day)} ${away ? 'away' : ''}`}>
      {away && <span class="away-word">{t('absent')}</span>}
      {cell.duties.map((duty) => {
        const words = `${duty.title} ${duty.start}–${duty.end}`;
        const label = `${duty.name}, ${showDate(day.date)}, ${duty.start}–${duty.end}`;
        return onSlot ? (
          <button key={duty.id} type="button" class={duty.standby ? 'duty standby' : 'duty'}
            aria-label={label} onClick={() => onSlot(`${duty.id}@${day.date}`)}>{words}</button>
        ) : (
          <span key={duty.id} class={duty.standby ? 'duty standby' : 'duty'} title={label}>{words}</span>
        );
      })}
    </td>
  );
}

// Arrow keys move between the duties of the table.
function walkTable(event: KeyboardEvent, body: HTMLTableSectionElement | null): void {
  const steps: Record<string, [number, number]> = {
    ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0],
  };
  const step = steps[event.key];
  const cell = (event.target as HTMLElement).closest('td');
  if (!step || !cell || !body) return;
  const rows = [...body.rows];
  let row = rows.indexOf(cell.parentElement as HTMLTableRowElement);
  let column = cell.cellIndex;
  for (;;) {
    row += step[0];
    column += step[1];
    const next = rows[row]?.cells[column];
    if (!next) return;
    const button = next.querySelector('button');
    if (button) {
      event.preventDefault();
      button.focus();
      return;
    }
  }
}
