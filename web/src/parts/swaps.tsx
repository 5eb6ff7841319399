// SPDX-License-Identifier: GPL-3.0-or-later
// swaps.tsx - a person proposes a swap of two duties, and answers one.
import { useState } from 'preact/hooks';
import { newKey, post } from '../api';
import { today } from '../clock';
import { useLoad } from '../load';
import type { Coop, Named, Table } from '../model';
import { showDate, swapState, t } from '../words';
import { Choice, Failure, Ready, useAction } from './basics';

export interface Swap {
  swap: number;
  person: string;
  slot: string;
  with: string;
  with_slot: string;
  name: string;
  title: string;
  with_name: string;
  with_title: string;
  state: string;
  plan?: number;
  waits_for: string[];
}

// The duties of a person from tomorrow on, as slots.
export function slotsOf(table: Table, person: string): Named[] {
  const own = table.people.find((one) => one.id === person);
  if (!own) return [];
  return table.dates.flatMap((day, d) => day.date <= today() ? [] :
    (own.cells[d]?.duties ?? []).map((duty) => ({
      id: `${duty.id}@${day.date}`,
      name: `${showDate(day.date)} ${duty.start}–${duty.end} ${duty.name}`,
    })));
}

const dateOf = (slot: string): string => slot.slice(-10);

export function slotWords(title: string, slot: string): string {
  return `${title} ${showDate(dateOf(slot))}`;
}

// "manager:vega" and ids of people in words.
export function waitsFor(names: string[], coop: Coop): string {
  return names.map((one) => {
    const member = one.startsWith('manager:') ? one.slice('manager:'.length) : undefined;
    return member === undefined
      ? (coop.people.find((person) => person.id === one)?.name ?? one)
      : `${t('managerOf')} ${coop.members.find((m) => m.id === member)?.name ?? member}`;
  }).join(', ');
}

export function Swaps({ person, table, coop }: { person: string; table: Table; coop: Coop }) {
  const [turn, setTurn] = useState(0);
  const loaded = useLoad<{ swaps: Swap[] }>(`/people/${person}/swaps?turn=${turn}`);
  const action = useAction();
  const answer = (swap: Swap, word: string) =>
    action.run(async () => {
      await post(`/swaps/${swap.swap}/answer`, { answer: word }, { key: newKey() });
      setTurn(turn + 1);
    });
  return (
    <>
      <p>{t('swapHelp')}</p>
      {action.error && <Failure error={action.error} />}
      <Ready of={loaded}>
        {({ swaps }) => swaps.length === 0 ? <p>{t('noSwaps')}</p> : (
          <ul class="cards">
            {swaps.map((one) => (
              <li key={one.swap}>
                <OneSwap swap={one} coop={coop} mine={one.person === person} busy={action.busy}
                  onAnswer={(word) => answer(one, word)} />
              </li>
            ))}
          </ul>
        )}
      </Ready>
      <Propose person={person} table={table} coop={coop} onDone={() => setTurn(turn + 1)} />
    </>
  );
}

function OneSwap({ swap, coop, mine, busy, onAnswer }: {
  swap: Swap;
  coop: Coop;
  mine: boolean;
  busy: boolean;
  onAnswer: (word: string) => void;
}) {
  const give = mine ? slotWords(swap.title, swap.slot) : slotWords(swap.with_title, swap.with_slot);
  const get = mine ? slotWords(swap.with_title, swap.with_slot) : slotWords(swap.title, swap.slot);
  const asked = !mine && swap.state === 'offered';
  return (
    <>
      <h3>{mine ? swap.with_name : swap.name}: {swapState(swap.state)}</h3>
      <p>{t('give')}: {give}<br />{t('getDuty')}: {get}
        {swap.waits_for.length > 0 && <><br />{t('waitsFor')} {waitsFor(swap.waits_for, coop)}</>}</p>
      <div class="bar">
        {asked && <button type="button" class="main" disabled={busy} onClick={() => onAnswer('accept')}>{t('accept')}</button>}
        {!mine && <button type="button" disabled={busy} onClick={() => onAnswer('decline')}>{t('decline')}</button>}
        {mine && <button type="button" disabled={busy} onClick={() => onAnswer('withdraw')}>{t('withdraw')}</button>}
      </div>
    </>
  );
}

function Propose({ person, table, coop, onDone }: { person: string; table: Table; coop: Coop; onDone: () => void }) {
  const own = slotsOf(table, person);
  const others = coop.people.filter((one) => one.id !== person && slotsOf(table, one.id).length > 0);
  const [slot, setSlot] = useState(own[0]?.id ?? '');
  const [other, setOther] = useState(others[0]?.id ?? '');
  const theirs = slotsOf(table, other);
  const [picked, setPicked] = useState('');
  const wanted = theirs.some((one) => one.id === picked) ? picked : (theirs[0]?.id ?? '');
  const [sent, setSent] = useState(false);
  const action = useAction();
  if (own.length === 0 || others.length === 0) return <p>{t('nothingToSwap')}</p>;
  const submit = (event: Event) => {
    event.preventDefault();
    setSent(false);
    action.run(async () => {
      await post(`/people/${person}/swaps`, { slot, with: other, with_slot: wanted }, { key: newKey() });
      setSent(true);
      onDone();
    });
  };
  return (
    <form class="ask" onSubmit={submit}>
      <Choice label={t('give')} value={slot} options={own} onInput={setSlot} />
      <Choice label={t('colleague')} value={other} options={others} onInput={setOther} />
      <Choice label={t('getDuty')} value={wanted} options={theirs} onInput={setPicked} />
      {action.error && <Failure error={action.error} />}
      {sent && <p class="good" role="status">{t('swapSent')}</p>}
      <button class="main" type="submit" disabled={action.busy}>{t('proposeSwap')}</button>
    </form>
  );
}
