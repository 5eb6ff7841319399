// SPDX-License-Identifier: GPL-3.0-or-later
// draft.tsx - a draft beside what is published: who gains and loses what,
// what it costs; and publishing it, by a route of the ladder.
import { useState } from 'preact/hooks';
import { ApiError, call, get, newKey } from '../api';
import { dateOf, dutyOf } from '../board';
import { useLoad } from '../load';
import type { Coop, Level } from '../model';
import { levelName, showDate, t } from '../words';
import { Choice, Failure, Field, Ready, useAction } from './basics';

interface Side {
  levels?: Level[];
}
interface Comparison {
  changes: number;
  before: Side;
  after: Side;
  people?: {
    person: string;
    name: string;
    gained: string[];
    lost: string[];
    hours_before: string;
    hours_after: string;
    standby_before: number;
    standby_after: number;
  }[];
}

// With what is published, or with another of `others`.
export function Compare({ plan, turn = 0, others = [] }: {
  plan: number;
  turn?: number;
  others?: { id: string; name: string }[];
}) {
  const [chosen, setChosen] = useState('0');
  const known = others.filter((one) => one.id !== String(plan));
  const other = known.some((one) => one.id === chosen) ? chosen : '0';
  const compared = useLoad<Comparison>(
    `/plans/${plan}/compare?turn=${turn}` + (other === '0' ? '' : `&with=${other}`));
  return (
    <>
      {known.length > 0 && <Choice label={t('compareWith')} value={other} onInput={setChosen}
        options={[{ id: '0', name: t('published') }, ...known]} />}
      <Ready of={compared}>
        {(of) => (
          <>
            <Levels levels={of.after.levels} />
            <Changes of={of} />
          </>
        )}
      </Ready>
    </>
  );
}

function Levels({ levels }: { levels?: Level[] }) {
  const some = (levels ?? []).filter((one) => one.cost > 0);
  if (some.length === 0) return null;
  return (
    <>
      <h3>{t('costs')}</h3>
      <ul class="levels">
        {some.map((level) => (
          <li key={level.name}>
            {levelName(level.name)}: {level.cost} {level.proven ? `(${t('proven')})` : level.bound > 0 ? `(≥ ${level.bound})` : ''}
          </li>
        ))}
      </ul>
    </>
  );
}

const slots = (list: string[]): string =>
  list.map((slot) => `${dutyOf(slot)} ${showDate(dateOf(slot))}`).join(', ');

function Changes({ of }: { of: Comparison }) {
  const people = (of.people ?? []).filter((one) => one.gained.length + one.lost.length > 0);
  if (people.length === 0) return <p>{t('noChange')}</p>;
  return (
    <>
      <h3>{t('peopleAffected')}: {people.length}</h3>
      <ul class="differences">
        {people.map((one) => (
          <li key={one.person}>
            <details>
              <summary>
                <strong>{one.name}</strong> +{one.gained.length} −{one.lost.length};{' '}
                {one.hours_before} → {one.hours_after} {t('hours')};{' '}
                {one.standby_before} → {one.standby_after} {t('standbyDuties')}
              </summary>
              {one.gained.length > 0 && <p>{t('gained')}: {slots(one.gained)}</p>}
              {one.lost.length > 0 && <p>{t('lost')}: {slots(one.lost)}</p>}
            </details>
          </li>
        ))}
      </ul>
    </>
  );
}

interface Ladder {
  ladder: { step: number; route: string; action: string; consent: string }[];
}

// `fitting`: the route that goes with the draft, as far as it is known.
export function PublishForm({ plan, fitting = 'weekly', onPublished }: {
  plan: number;
  fitting?: string;
  onPublished: (revision: number) => void;
}) {
  const [turn, setTurn] = useState(0);
  const coop = useLoad<Coop>(`/coop?turn=${turn}`);
  const rules = useLoad<Ladder>('/rules');
  return (
    <Ready of={coop}>
      {(value) => (
        <Ready of={rules}>
          {({ ladder }) => (
            <Form key={plan} plan={plan} coop={value} ladder={ladder} fitting={fitting}
              onMoved={() => setTurn(turn + 1)} onPublished={onPublished} />
          )}
        </Ready>
      )}
    </Ready>
  );
}

function Form({ plan, coop, ladder, fitting, onMoved, onPublished }: {
  plan: number;
  coop: Coop;
  ladder: Ladder['ladder'];
  fitting: string;
  onMoved: () => void;
  onPublished: (revision: number) => void;
}) {
  const [consultation, setConsultation] = useState('');
  const [reason, setReason] = useState('');
  const [route, setRoute] = useState(fitting);
  const [hard, setHard] = useState(false);
  const [agreed, setAgreed] = useState<string[]>([]);
  const [done, setDone] = useState<number>();
  const [key] = useState(newKey);
  const action = useAction();
  const submit = (event: Event) => {
    event.preventDefault();
    action.run(async () => {
      try {
        const answer = await call<{ revision: number }>('POST', `/plans/${plan}/publish`, {
          body: { consultation: consultation || null, reason: reason || null, route, agreed, accept_hard: hard },
          match: coop.revision,
          key,
        });
        setDone(answer.revision);
        onPublished(answer.revision);
      } catch (error) {
        const current = await get<Coop>('/coop');
        if (error instanceof ApiError && error.problem.status === 409 && current.revision !== coop.revision) {
          onMoved();
          throw new ApiError({ ...error.problem, detail: t('changedMeanwhile') });
        }
        throw error;
      }
    });
  };
  if (done !== undefined) return <p class="good" role="status">{t('publishedNow')} {done}.</p>;
  const routes = [{ id: 'weekly', name: t('weeklyRoute') }, ...ladder.map((one) => ({ id: one.route, name: one.action }))];
  return (
    <form onSubmit={submit}>
      {action.error && <Failure error={action.error} />}
      <Choice label={t('route')} value={route} options={routes} onInput={setRoute} />
      <Field label={t('consultation')} value={consultation} onInput={setConsultation} />
      <Field label={t('reason')} value={reason} onInput={setReason} />
      <details>
        <summary>{t('agreedBy')}: {agreed.length}</summary>
        <div class="checks">
          {coop.people.map((one) => (
            <Check key={one.id} label={one.name} on={agreed.includes(one.id)}
              onInput={(on) => setAgreed(on ? [...agreed, one.id] : agreed.filter((id) => id !== one.id))} />
          ))}
        </div>
      </details>
      <Check label={t('acceptHard')} on={hard} onInput={setHard} />
      <button class="main" type="submit" disabled={action.busy}>{t('doPublish')}</button>
    </form>
  );
}

function Check({ label, on, onInput }: { label: string; on: boolean; onInput: (on: boolean) => void }) {
  return (
    <label class="check">
      <input type="checkbox" checked={on} onChange={(event) => onInput(event.currentTarget.checked)} /> {label}
    </label>
  );
}

