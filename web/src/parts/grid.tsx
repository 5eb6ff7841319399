// SPDX-License-Identifier: GPL-3.0-or-later
// grid.tsx - people x days. One stop for the Tab key; arrow keys walk, Enter
// opens, or drops what is being moved. A mouse drags.
import { useEffect, useRef } from 'preact/hooks';
import type { Item, Row, View } from '../board';
import { dutyOf } from '../board';
import type { Hole, Table } from '../model';
import { absenceName } from '../names';
import { showDate, t } from '../words';
import { DayHeads, dayClass } from './days';

export interface Held {
  slot: string;
  person?: string;
}
interface Props {
  table: Table;
  view: View;
  groups: { title?: string; rows: Row[] }[];
  holes: Hole[];
  own?: string;
  held?: Held; // on its way
  onOpen?: (item: Held) => void;
  onPick?: (item: Held) => void;
  onDrop?: (person: string | undefined, date: string) => void;
  onCancel?: () => void;
}

export function Grid(props: Props) {
  const table = useRef<HTMLTableElement>(null);
  const { view, held } = props;
  useEffect(() => firstStop(table.current));
  const dense = view.days.length > 28 ? 'dense' : '';
  return (
    <div class="scroll" role="region" aria-label={t('board')}>
      <table ref={table} role="grid" class={`board ${dense} ${held ? 'moving' : ''}`}
        onKeyDown={(event) => keyDown(event, table.current, props)}
        onFocusIn={(event) => rove(table.current, event.target as HTMLElement)}>
        <DayHeads table={props.table} days={view.days} first={t('person')} />
        <tbody>
          <tr class="holes-row">
            <th scope="row">{t('nobodyRow')}</th>
            {view.days.map((day, d) => (
              <Square key={day.date} {...props} date={day.date} first={d === 0} kind={dayClass(day)}
                items={slotsOf(props.holes, day.date).map((hole) => itemOf(view, hole))} />
            ))}
          </tr>
        </tbody>
        {props.groups.map((group) => (
          <tbody key={group.title ?? ''}>
            {group.title && (
              <tr class="group"><th scope="rowgroup" colSpan={view.days.length + 1}>{group.title}</th></tr>
            )}
            {group.rows.map((row) => (
              <tr key={row.person.id} class={row.person.id === props.own ? 'own' : ''}>
                <th scope="row">{row.person.name}<small>{row.person.member}</small></th>
                {row.squares.map((square, d) => (
                  <Square key={view.days[d]?.date} {...props} date={view.days[d]?.date ?? ''} row={row}
                    kind={dayClass(view.days[d])} items={square.items}
                    away={square.cell?.absent ?? 0} why={square.cell?.kind}
                    gone={!square.cell?.employed} />
                ))}
              </tr>
            ))}
          </tbody>
        ))}
      </table>
    </div>
  );
}

// Several things may lack in one slot.
const slotsOf = (holes: Hole[], date: string): Hole[] =>
  holes.filter((one, i) => one.slot.endsWith(date) && holes.findIndex((other) => other.slot === one.slot) === i);

function itemOf(view: View, hole: Hole): Item {
  const id = dutyOf(hole.slot);
  const known = view.duties.get(id);
  const name = hole.name ?? hole.title ?? id;
  return { duty: known ?? { id, name, title: name, standby: false, start: '', end: '' }, slot: hole.slot };
}

interface SquareProps extends Props {
  date: string;
  row?: Row;
  kind: string;
  items: Item[];
  first?: boolean;
  away?: number;
  why?: string;
  gone?: boolean;
}

function Square(props: SquareProps) {
  const { row, date, kind, items, held, onDrop } = props;
  const person = row?.person.id;
  if (props.gone) return <td class="gone" aria-label={t('nobodyThere')} />;
  const drop = (event: Event) => {
    event.preventDefault();
    onDrop?.(person, date);
  };
  return (
    <td tabIndex={-1} class={`${kind} ${props.away ? 'away' : ''}`} data-person={person ?? ''} data-date={date}
      aria-label={items.length === 0 ? `${row?.person.name ?? t('nobodyRow')}, ${showDate(date)}` : undefined}
      onDragOver={onDrop ? (event) => event.preventDefault() : undefined} onDrop={onDrop ? drop : undefined}
      onClick={held ? drop : undefined}>
      {Boolean(props.away) && (
        <span class="away-word">
          {props.why ? absenceName(props.why) : t('absent')}{props.away !== 100 && ` ${props.away} %`}
        </span>
      )}
      {items.map((item) => <DutyButton key={item.slot + item.state} {...props} item={item} />)}
    </td>
  );
}

function DutyButton({ item, row, date, held, onOpen, onPick, onCancel }: SquareProps & { item: Item }) {
  const { duty, state } = item;
  const person = row?.person.id;
  const marks = [state === 'new' ? t('newDuty') : state === 'gone' ? t('goneDuty') : '', duty.pinned ? t('pinned') : '']
    .filter(Boolean).join(', ');
  const time = duty.start && `${duty.start}–${duty.end}`;
  const label = [duty.name, row?.person.name ?? t('uncovered'), showDate(date), time, marks]
    .filter(Boolean).join(', ');
  const kind = ['duty', duty.standby ? 'standby' : '', state ?? '', row ? '' : 'hole',
    held?.slot === item.slot && held.person === person ? 'held' : ''].filter(Boolean).join(' ');
  const words = (
    <>
      {marks && <b class="mark">{state === 'new' ? '+ ' : state === 'gone' ? '− ' : ''}{duty.pinned ? '⚲ ' : ''}</b>}
      {duty.title} {time}
    </>
  );
  if (!onOpen || state === 'gone') return <span class={kind} title={label}>{words}<span class="sr"> {marks}</span></span>;
  const what = { slot: item.slot, person };
  return (
    <button type="button" class={kind} tabIndex={-1} aria-label={label} draggable={Boolean(onPick)}
      onDragStart={onPick ? (event) => {
        event.dataTransfer?.setData('text/plain', item.slot);
        onPick(what);
      } : undefined}
      onDragEnd={onPick ? () => onCancel?.() : undefined}
      onClick={held ? undefined : () => onOpen(what)}>{words}</button>
  );
}

/* ---- the keyboard ---------------------------------------------------------- */

const stops = (cell: Element): HTMLElement[] => {
  const buttons = [...cell.querySelectorAll<HTMLElement>('button.duty')];
  return buttons.length > 0 ? buttons : [cell as HTMLElement];
};

// Only the stop with the focus is reached by the Tab key.
function rove(table: HTMLTableElement | null, target: HTMLElement): void {
  if (!table || !target.closest('tbody')) return;
  table.querySelectorAll('tbody [tabindex="0"]').forEach((one) => one.setAttribute('tabindex', '-1'));
  target.setAttribute('tabindex', '0');
}

// After drawing: one stop is in the Tab order, the first if none had the focus.
function firstStop(table: HTMLTableElement | null): void {
  if (!table || table.querySelector('tbody [tabindex="0"]')) return;
  const cells = [...table.querySelectorAll('tbody td:not(.gone)')];
  const cell = cells.find((one) => one.querySelector('button.duty')) ?? cells[0];
  if (cell) stops(cell)[0]?.setAttribute('tabindex', '0');
}

const STEPS: Record<string, [number, number]> = {
  ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0],
};

// From duty to duty; what is being moved goes from day to day.
function walk(table: HTMLTableElement, target: HTMLElement, key: string, moving: boolean): boolean {
  const cell = target.closest('td');
  const [down, right] = STEPS[key] ?? [0, 0];
  if (!cell) return false;
  const here = stops(cell);
  const inside = here[here.indexOf(target) + down];
  if (!moving && down !== 0 && here.includes(target) && inside) {
    inside.focus();
    return true;
  }
  const rows = [...table.querySelectorAll<HTMLTableRowElement>('tbody tr:not(.group)')];
  let row = rows.indexOf(cell.parentElement as HTMLTableRowElement);
  let column = cell.cellIndex;
  for (;;) {
    row += down;
    column += right;
    const next = rows[row]?.cells[column];
    if (!next || next.tagName !== 'TD') return false;
    if (next.classList.contains('gone')) continue;
    const there = stops(next);
    (down < 0 ? there[there.length - 1] : there[0])?.focus();
    return true;
  }
}

function keyDown(event: KeyboardEvent, table: HTMLTableElement | null, props: Props): void {
  const target = event.target as HTMLElement;
  const cell = target.closest('td');
  if (!table || !cell) return;
  if (event.key in STEPS) {
    if (walk(table, target, event.key, Boolean(props.held))) event.preventDefault();
  } else if (event.key === 'Home' || event.key === 'End') {
    const cells = [...(cell.parentElement as HTMLTableRowElement).querySelectorAll('td:not(.gone)')];
    const end = cells[event.key === 'Home' ? 0 : cells.length - 1];
    if (end) stops(end)[0]?.focus();
    event.preventDefault();
  } else if (props.held && event.key === 'Enter') {
    event.preventDefault();
    props.onDrop?.(cell.dataset.person || undefined, cell.dataset.date ?? '');
  } else if (props.held && event.key === 'Escape') {
    event.preventDefault();
    props.onCancel?.();
  }
}
