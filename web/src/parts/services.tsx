// SPDX-License-Identifier: GPL-3.0-or-later
// services.tsx - duties x days, service by service: who holds each.
import type { View } from '../board';
import { slotOf } from '../board';
import type { Coop, Duty, Hole, Table } from '../model';
import { saying, showDate, t } from '../words';
import { DayHeads, dayClass } from './days';
import type { Held } from './grid';

interface Props {
  table: Table;
  view: View;
  holes: Hole[];
  coop: Coop;
  onOpen?: (item: Held) => void;
}

export function Services({ table, view, holes, coop, onOpen }: Props) {
  const groups = new Map<string, Duty[]>();
  for (const duty of view.duties.values()) {
    const service = duty.service ?? '';
    groups.set(service, [...(groups.get(service) ?? []), duty]);
  }
  const nameOf = (id: string) => coop.services.find((one) => one.id === id)?.name ?? t('other');
  const sorted = [...groups].sort(([a], [b]) => (a === '' ? 1 : b === '' ? -1 : nameOf(a).localeCompare(nameOf(b))));
  return (
    <div class="scroll" tabIndex={0} role="region" aria-label={t('board')}>
      <table class={`board ${view.days.length > 28 ? 'dense' : ''}`}>
        <DayHeads table={table} days={view.days} first={t('duty')} />
        {sorted.map(([service, duties]) => (
          <tbody key={service}>
            <tr class="group"><th scope="rowgroup" colSpan={view.days.length + 1}>{nameOf(service)}</th></tr>
            {duties.sort((a, b) => a.name.localeCompare(b.name)).map((duty) => (
              <tr key={duty.id}>
                <th scope="row">{duty.name}<small>{duty.start && `${duty.start}–${duty.end}`}</small></th>
                {view.days.map((day, d) => (
                  <Holders key={day.date} view={view} duty={duty} d={d} date={day.date} kind={dayClass(day)}
                    hole={holes.find((one) => one.slot === slotOf(duty, day.date))} onOpen={onOpen} />
                ))}
              </tr>
            ))}
          </tbody>
        ))}
      </table>
    </div>
  );
}

function Holders({ view, duty, d, date, kind, hole, onOpen }: {
  view: View;
  duty: Duty;
  d: number;
  date: string;
  kind: string;
  hole?: Hole;
  onOpen?: (item: Held) => void;
}) {
  const holders = view.rows.flatMap((row) =>
    (row.squares[d]?.items ?? []).filter((item) => item.duty.id === duty.id)
      .map((item) => ({ person: row.person, item })));
  return (
    <td class={kind}>
      {hole && <Name label={`${t('uncovered')}: ${hole.missing}`} kind="duty hole"
        full={`${duty.name}, ${showDate(date)}, ${t('uncovered')}: ${saying(hole)}`}
        onClick={onOpen && (() => onOpen({ slot: hole.slot }))} />}
      {holders.map(({ person, item }) => (
        <Name key={person.id} label={(item.state === 'new' ? '+ ' : item.state === 'gone' ? '− ' : '') + person.name}
          kind={`duty ${duty.standby ? 'standby' : ''} ${item.state ?? ''}`}
          full={`${duty.name}, ${showDate(date)}, ${person.name}`}
          onClick={onOpen && item.state !== 'gone' ? () => onOpen({ slot: item.slot, person: person.id }) : undefined} />
      ))}
    </td>
  );
}

function Name({ label, kind, full, onClick }: { label: string; kind: string; full: string; onClick?: () => void }) {
  return onClick ? (
    <button type="button" class={kind} aria-label={full} onClick={onClick}>{label}</button>
  ) : <span class={kind} title={full}>{label}</span>;
}
