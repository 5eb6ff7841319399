// SPDX-License-Identifier: GPL-3.0-or-later
// requests.tsx - wishes for plans to come, and leave.
import { useState } from 'preact/hooks';
import { newKey, post, remove } from '../api';
import { today } from '../clock';
import type { Named } from '../model';
import { leaveKind, leaveState, showDate, t } from '../words';
import { LEAVE_KINDS } from '../words_phone';
import { Choice, Failure, Field, useAction } from './basics';

export interface Wish {
  event: number;
  kind: 'off' | 'duty' | 'not-duty';
  demand: string | null;
  from: string;
  to: string;
  weight: number;
}
export interface LeaveAsked {
  event: number;
  person: string;
  name: string;
  kind: string;
  from: string;
  to: string;
  state: 'asked' | 'approved' | 'refused';
  answer: number;
  holds: string[];
}
export interface Requests {
  planned_until: string | null;
  demands: Named[];
  wishes: Wish[];
  leaves: LeaveAsked[];
}

interface PartProps {
  person: string;
  requests: Requests;
  onDone: () => void;
}

export const period = (from: string, to: string): string =>
  from === to ? showDate(from) : `${showDate(from)} – ${showDate(to)}`;

function dayAfter(date: string): string {
  const next = new Date(date + 'T00:00:00Z');
  next.setUTCDate(next.getUTCDate() + 1);
  return next.toISOString().slice(0, 10);
}

function wishWords(wish: Wish, demands: Named[]): string {
  const duty = wish.demand === null
    ? (wish.kind === 'off' ? '' : t('standbyAny'))
    : (demands.find((one) => one.id === wish.demand)?.name ?? wish.demand);
  const kind = { off: 'wishOff', duty: 'wishDuty', 'not-duty': 'wishNot' } as const;
  return `${t(kind[wish.kind])}${duty && `: ${duty}`}`;
}

export function Wishes({ person, requests, onDone }: PartProps) {
  const [changed, setChanged] = useState<Wish>();
  const action = useAction();
  const until = requests.planned_until;
  const first = until && until >= today() ? dayAfter(until) : today();
  const file = (fields: Record<string, string>) =>
    action.run(async () => {
      await post(`/people/${person}/events`,
        { kind: 'wish', fields, ...(changed && { replaces: changed.event }) }, { key: newKey() });
      setChanged(undefined);
      onDone();
    });
  const withdraw = (wish: Wish) =>
    action.run(async () => {
      await remove(`/events/${wish.event}`);
      onDone();
    });
  return (
    <>
      <p>{t('wishHelp')} {until && `${t('plannedUntil')} ${showDate(until)}.`}</p>
      {action.error && <Failure error={action.error} />}
      {requests.wishes.length === 0 && <p>{t('noWishes')}</p>}
      <ul class="rows">
        {requests.wishes.map((wish) => (
          <li key={wish.event + wish.from + wish.kind}>
            <span><strong>{period(wish.from, wish.to)}</strong> {wishWords(wish, requests.demands)}</span>
            {wish.event === 0 ? <small>{t('fromRecords')}</small> : (
              <span class="pair">
                <button type="button" disabled={action.busy} onClick={() => setChanged(wish)}>{t('change')}</button>
                <button type="button" disabled={action.busy} onClick={() => withdraw(wish)}>{t('withdraw')}</button>
              </span>
            )}
          </li>
        ))}
      </ul>
      <WishForm key={changed?.event ?? 0} wish={changed} first={first} demands={requests.demands}
        busy={action.busy} onFile={file} />
    </>
  );
}

const WEIGHTS = [['3', 'weightLow'], ['5', 'weightMiddle'], ['9', 'weightHigh']] as const;
const nearest = (weight: number): string => (weight <= 3 ? '3' : weight >= 8 ? '9' : '5');

function WishForm({ wish, first, demands, busy, onFile }: {
  wish?: Wish;
  first: string;
  demands: Named[];
  busy: boolean;
  onFile: (fields: Record<string, string>) => void;
}) {
  const [kind, setKind] = useState<string>(wish?.kind ?? 'off');
  const [demand, setDemand] = useState(wish?.demand ?? '');
  const [from, setFrom] = useState(wish?.from ?? '');
  const [to, setTo] = useState(wish?.to ?? '');
  const [weight, setWeight] = useState(nearest(wish?.weight ?? 5));
  const named = kind !== 'off';
  const submit = (event: Event) => {
    event.preventDefault();
    onFile({ kind, from, to: to || from, weight, ...(named && demand && { demand }) });
  };
  const duties = kind === 'not-duty' ? [{ id: '', name: t('standbyAny') }, ...demands]
    : [{ id: '', name: t('notChosen') }, ...demands];
  return (
    <form class="ask" onSubmit={submit}>
      <Choice label={t('wishKind')} value={kind} onInput={setKind} options={[
        { id: 'off', name: t('wishOff') }, { id: 'duty', name: t('wishDuty') },
        { id: 'not-duty', name: t('wishNot') }]} />
      {named && <Choice label={t('dutyKind')} value={demand} onInput={setDemand} options={duties} />}
      <Field label={t('fromDay')} type="date" value={from} onInput={setFrom} min={first} required />
      <Field label={t('toDay')} type="date" value={to} onInput={setTo} min={from || first} />
      <Choice label={t('weight')} value={weight} onInput={setWeight}
        options={WEIGHTS.map(([id, word]) => ({ id, name: t(word) }))} />
      <button class="main" type="submit" disabled={busy || (kind === 'duty' && !demand)}>
        {t(wish ? 'changeWish' : 'addWish')}
      </button>
    </form>
  );
}

export function Leave({ person, requests, onDone }: PartProps) {
  const [kind, setKind] = useState('holiday');
  const [from, setFrom] = useState('');
  const [to, setTo] = useState('');
  const action = useAction();
  const submit = (event: Event) => {
    event.preventDefault();
    action.run(async () => {
      await post(`/people/${person}/events`,
        { kind: 'leave', fields: { kind, from, to: to || from } }, { key: newKey() });
      setFrom('');
      setTo('');
      onDone();
    });
  };
  const withdraw = (one: LeaveAsked) =>
    action.run(async () => {
      await remove(`/events/${one.event}`);
      onDone();
    });
  return (
    <>
      <p>{t('leaveHelp')}</p>
      {action.error && <Failure error={action.error} />}
      {requests.leaves.length === 0 && <p>{t('noLeave')}</p>}
      <ul class="rows">
        {requests.leaves.map((one) => (
          <li key={one.event}>
            <span><strong>{period(one.from, one.to)}</strong> {leaveKind(one.kind)}: {leaveState(one.state)}</span>
            <button type="button" disabled={action.busy} onClick={() => withdraw(one)}>{t('withdraw')}</button>
          </li>
        ))}
      </ul>
      <form class="ask" onSubmit={submit}>
        <Choice label={t('leaveKind')} value={kind} onInput={setKind}
          options={Object.keys(LEAVE_KINDS).map((id) => ({ id, name: leaveKind(id) }))} />
        <Field label={t('fromDay')} type="date" value={from} onInput={setFrom} min={today()} required />
        <Field label={t('toDay')} type="date" value={to} onInput={setTo} min={from || today()} />
        <button class="main" type="submit" disabled={action.busy}>{t('askLeave')}</button>
      </form>
    </>
  );
}
