// SPDX-License-Identifier: GPL-3.0-or-later
// sick.tsx - the sick call in three steps, for a phone at seven in the morning.
import { useState } from 'preact/hooks';
import { newKey, post, remove, type Session } from '../api';
import type { PageProps } from '../app';
import { timeOf, today } from '../clock';
import { useLoad } from '../load';
import type { Coop } from '../model';
import { Choice, Failure, Field, Ready, useAction } from '../parts/basics';
import { OpenSlot } from '../parts/answers';
import { Rounds } from '../parts/rounds';
import { showDate, t } from '../words';

interface Filed {
  event: number;
  kind: string;
  opened: Opened[];
}
export interface Opened {
  slot: string;
  title: string;
  date: string;
  start: string;
  end: string;
  person?: string;
  name?: string;
}

export function SickCall({ session }: PageProps) {
  const coop = useLoad<Coop>('/coop');
  const [turn, setTurn] = useState(0);
  const renew = () => setTurn((n) => n + 1);
  return (
    <div class="steps">
      <section aria-labelledby="sick-1">
        <h2 id="sick-1">{t('step1')}</h2>
        <Ready of={coop}>{(value) => <Register people={peopleOf(value, session)} onDone={renew} />}</Ready>
      </section>
      <section aria-labelledby="sick-2">
        <h2 id="sick-2">{t('step2')}</h2>
        <OpenedList turn={turn} onDone={renew} />
      </section>
      <section aria-labelledby="sick-3">
        <h2 id="sick-3">{t('step3')}</h2>
        <Rounds turn={turn} onDone={renew} />
      </section>
    </div>
  );
}

// A member's manager files for the member's people.
function peopleOf(coop: Coop, session: Session): Coop['people'] {
  if (session.may?.event === 'all') return coop.people;
  const members = (session.roles ?? []).filter((role) => role.startsWith('manager:')).map((role) => role.slice(8));
  return coop.people.filter((one) => members.includes(one.member));
}

function Register({ people, onDone }: { people: Coop['people']; onDone: () => void }) {
  const [person, setPerson] = useState(people[0]?.id ?? '');
  const [kind, setKind] = useState('sick');
  const [from, setFrom] = useState(today());
  const [to, setTo] = useState('');
  const [filed, setFiled] = useState<Filed>();
  const action = useAction();
  const submit = (event: Event) => {
    event.preventDefault();
    action.run(async () => {
      const fields = to ? { from, to } : { from };
      setFiled(await post<Filed>(`/people/${person}/events`, { kind, fields }, { key: newKey() }));
      onDone();
    });
  };
  const undo = () =>
    action.run(async () => {
      if (filed) await remove(`/events/${filed.event}`);
      setFiled(undefined);
      onDone();
    });
  return (
    <form class="big ask" onSubmit={submit}>
      {action.error && <Failure error={action.error} />}
      <Choice label={t('who')} value={person} options={people} onInput={setPerson} />
      <Choice label={t('whatIsIt')} value={kind} onInput={setKind}
        options={[{ id: 'sick', name: t('isSick') }, { id: 'child-sick', name: t('childIsSick') }]} />
      <Field label={t('fromDate')} type="date" value={from} onInput={setFrom} required />
      <Field label={t('until')} type="date" value={to} onInput={setTo} min={from} />
      <button class="main" type="submit" disabled={action.busy || !person}>{t('register')}</button>
      {filed && (
        <p class="good" role="status">
          <span>{t('registered')}</span> {openedWords(filed.opened.length)}{' '}
          <button type="button" disabled={action.busy} onClick={undo}>{t('undo')}</button>
        </p>
      )}
    </form>
  );
}

function openedWords(n: number): string {
  return n === 0 ? t('openedNone') : n === 1 ? t('openedOne') : `${n} ${t('openedNow')}`;
}

function OpenedList({ turn, onDone }: { turn: number; onDone: () => void }) {
  const loaded = useLoad<{ opened: Opened[] }>(`/opened?turn=${turn}`);
  return (
    <Ready of={loaded} missing={t('nobodyPublished')}>
      {({ opened }) =>
        opened.length === 0 ? <p class="good">{t('nothingOpened')}</p> : (
          <ul class="cards">
            {opened.map((one, index) => (
              <li key={one.slot + (one.person ?? '')}><OneOpened one={one} few={index < OPEN_AT_ONCE} onDone={onDone} /></li>
            ))}
          </ul>
        )
      }
    </Ready>
  );
}

// The first few are laid open; the others when they are wanted, one by one.
const OPEN_AT_ONCE = 3;

function OneOpened({ one, few, onDone }: { one: Opened; few: boolean; onDone: () => void }) {
  const [open, setOpen] = useState(few);
  return (
    <>
      <h3>{one.title}, {showDate(one.date)} {timeOf(one.start)}–{timeOf(one.end)}</h3>
      {one.name && <p>{t('heldBy')} {one.name}</p>}
      {open ? <OpenSlot slot={one.slot} onDone={onDone} /> : (
        <button type="button" class="main" onClick={() => setOpen(true)}>{t('suggest')}</button>
      )}
    </>
  );
}
