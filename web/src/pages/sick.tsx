// SPDX-License-Identifier: GPL-3.0-or-later
// sick.tsx - the sick call in three steps, for a phone at seven in the morning.
import { useState } from 'preact/hooks';
import { newKey, post, remove } from '../api';
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
}
export interface Opened {
  slot: string;
  title: string;
  date: string;
  start: string;
  end: string;
  name?: string;
}

export function SickCall(_: PageProps) {
  const coop = useLoad<Coop>('/coop');
  const [turn, setTurn] = useState(0);
  return (
    <>
      <section aria-labelledby="sick-1">
        <h2 id="sick-1">{t('step1')}</h2>
        <Ready of={coop}>{(value) => <Register coop={value} onDone={() => setTurn(turn + 1)} />}</Ready>
      </section>
      <section aria-labelledby="sick-2">
        <h2 id="sick-2">{t('step2')}</h2>
        <OpenedList turn={turn} onDone={() => setTurn(turn + 1)} />
      </section>
      <section aria-labelledby="sick-3">
        <h2 id="sick-3">{t('step3')}</h2>
        <Rounds turn={turn} onDone={() => setTurn(turn + 1)} />
      </section>
    </>
  );
}

function Register({ coop, onDone }: { coop: Coop; onDone: () => void }) {
  const [person, setPerson] = useState(coop.people[0]?.id ?? '');
  const [from, setFrom] = useState(today());
  const [to, setTo] = useState('');
  const [filed, setFiled] = useState<Filed>();
  const action = useAction();
  const submit = (event: Event) => {
    event.preventDefault();
    action.run(async () => {
      const fields = to ? { from, to } : { from };
      setFiled(await post<Filed>(`/people/${person}/events`, { kind: 'sick', fields }, { key: newKey() }));
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
    <form class="big" onSubmit={submit}>
      {action.error && <Failure error={action.error} />}
      <Choice label={t('who')} value={person} options={coop.people} onInput={setPerson} />
      <Field label={t('fromDate')} type="date" value={from} onInput={setFrom} required />
      <Field label={t('until')} type="date" value={to} onInput={setTo} />
      <button class="main" type="submit" disabled={action.busy}>{t('register')}</button>
      {filed && (
        <p class="good" role="status">
          {t('registered')} <button type="button" onClick={undo}>{t('undo')}</button>
        </p>
      )}
    </form>
  );
}

function OpenedList({ turn, onDone }: { turn: number; onDone: () => void }) {
  const loaded = useLoad<{ opened: Opened[] }>(`/opened?turn=${turn}`);
  return (
    <Ready of={loaded}>
      {({ opened }) =>
        opened.length === 0 ? <p class="good">{t('nothingOpened')}</p> : (
          <ul class="cards">
            {opened.map((one) => (
              <li key={one.slot + (one.name ?? '')}>
                <h3>{one.title}, {showDate(one.date)} {timeOf(one.start)}–{timeOf(one.end)}</h3>
                {one.name && <p>{t('heldBy')} {one.name}</p>}
                <OpenSlot slot={one.slot} onDone={onDone} />
              </li>
            ))}
          </ul>
        )
      }
    </Ready>
  );
}
