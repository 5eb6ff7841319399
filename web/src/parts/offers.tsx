// SPDX-License-Identifier: GPL-3.0-or-later
// offers.tsx - what a person is asked for, and how they answer.
import { useState } from 'preact/hooks';
import { newKey, post } from '../api';
import { timeOf } from '../clock';
import { useLoad } from '../load';
import type { Table } from '../model';
import { showDate, t } from '../words';
import { Choice, Failure, useAction } from './basics';
import { slotsOf } from './swaps';

interface Offer {
  offer: number;
  slot: string;
  title: string;
  date: string;
  start: string;
  end: string;
  due?: string | null;
  state: string;
  swap?: number;
}
type Reply = (answer: string, more?: { give: string; with: string }) => void;

// Silence and "later" leave an offer open (docs/asking.md).
const OPEN = ['offered', 'deferred', 'timed_out'];

export function Offers({ person, table }: { person: string; table?: Table }) {
  const [turn, setTurn] = useState(0);
  const loaded = useLoad<{ offers: Offer[] }>(`/people/${person}/offers?turn=${turn}`);
  const action = useAction();
  const reply = (offer: Offer): Reply => (answer, more) =>
    action.run(async () => {
      await post(`/offers/${offer.offer}/answer`, { answer, ...more }, { key: newKey() });
      setTurn(turn + 1);
    });
  const open = loaded.value?.offers.filter((one) => OPEN.includes(one.state) || one.state === 'accepted') ?? [];
  if (open.length === 0) return null;
  return (
    <section aria-labelledby="mine-offers" class="asked">
      <h2 id="mine-offers">{t('answers')}</h2>
      {action.error && <Failure error={action.error} />}
      <ul class="cards">
        {open.map((one) => (
          <li key={one.offer}>
            <h3>{one.title}, {showDate(one.date)} {timeOf(one.start)}–{timeOf(one.end)}</h3>
            <Answer one={one} person={person} table={table} busy={action.busy} onReply={reply(one)} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function Answer({ one, person, table, busy, onReply }: {
  one: Offer;
  person: string;
  table?: Table;
  busy: boolean;
  onReply: Reply;
}) {
  if (one.state === 'accepted') {
    return (
      <p class="good">{t('registered')}{' '}
        <button type="button" disabled={busy} onClick={() => onReply('undo')}>{t('undo')}</button></p>
    );
  }
  return (
    <>
      {one.state === 'offered' && one.due && (
        <p>{t('answerBy')} {showDate(one.due.slice(0, 10))} {timeOf(one.due)}</p>
      )}
      {one.swap !== undefined && <p>{t('waitsSwap')}</p>}
      <div class="bar answer">
        <button type="button" class="main" disabled={busy} onClick={() => onReply('take')}>{t('take')}</button>
        {one.state === 'offered' && (
          <button type="button" disabled={busy} onClick={() => onReply('later')}>{t('laterAnswer')}</button>
        )}
        <button type="button" disabled={busy} onClick={() => onReply('no')}>{t('no')}</button>
      </div>
      {table && one.swap === undefined && <If person={person} table={table} busy={busy} onReply={onReply} />}
    </>
  );
}

// Yes, if somebody else takes one of mine.
function If({ person, table, busy, onReply }: { person: string; table: Table; busy: boolean; onReply: Reply }) {
  const own = slotsOf(table, person);
  const others = table.people.filter((one) => one.id !== person);
  const [give, setGive] = useState(own[0]?.id ?? '');
  const [other, setOther] = useState(others[0]?.id ?? '');
  if (own.length === 0 || others.length === 0) return null;
  return (
    <details>
      <summary>{t('answerIf')}</summary>
      <Choice label={t('give')} value={give} options={own} onInput={setGive} />
      <Choice label={t('who2')} value={other} options={others} onInput={setOther} />
      <button type="button" disabled={busy} onClick={() => onReply('swap', { give, with: other })}>{t('askSwap')}</button>
    </details>
  );
}
