// SPDX-License-Identifier: GPL-3.0-or-later
// away.tsx - a person calls in sick, says who is told, and comes back.
import { useState } from 'preact/hooks';
import { newKey, post, remove } from '../api';
import { today } from '../clock';
import { useLoad } from '../load';
import { showDate, t } from '../words';
import { Choice, Failure, Field, Ready, useAction } from './basics';

interface Filed {
  event: number;
  kind: string;
  fields: { from?: string; to?: string };
  opened?: { slot: string; title: string; date: string }[];
}

const KINDS = ['sick', 'child-sick', 'sick-note'];

// Sickness that nobody has ended: its own last day may be open.
function standing(events: Filed[]): Filed[] {
  const back = events.filter((one) => one.kind === 'back').map((one) => one.fields.from ?? '').sort().pop() ?? '';
  return events.filter((one) => {
    const { from = '', to = '' } = one.fields;
    return KINDS.includes(one.kind) && (to === 'open' || to >= today()) && !(back > from);
  });
}

export function Away({ person, onDone }: { person: string; onDone: () => void }) {
  const [turn, setTurn] = useState(0);
  const [opened, setOpened] = useState<Filed['opened']>([]);
  const loaded = useLoad<{ events: Filed[] }>(`/people/${person}/events?turn=${turn}`);
  const action = useAction();
  const act = (work: () => Promise<Filed['opened']>) =>
    action.run(async () => {
      setOpened(await work());
      setTurn(turn + 1);
      onDone();
    });
  const file = (kind: string, fields: Record<string, string>) =>
    act(async () => (await post<Filed>(`/people/${person}/events`, { kind, fields }, { key: newKey() })).opened);
  const undo = (event: number) =>
    act(async () => {
      await remove(`/events/${event}`);
      return [];
    });
  return (
    <Ready of={loaded}>
      {({ events }) => {
        const now = standing(events);
        return (
          <div class="big">
            {action.error && <Failure error={action.error} />}
            {now.length === 0 && <CallIn busy={action.busy} onFile={file} />}
            {now.map((one) => (
              <Absent key={one.event} one={one} busy={action.busy} onUndo={() => undo(one.event)}
                onBack={(from) => file('back', { from })} />
            ))}
            {opened && opened.length > 0 && (
              <p role="status">{t('nowOpen')}: {opened.map((one) => `${one.title} ${showDate(one.date)}`).join(', ')}.</p>
            )}
          </div>
        );
      }}
    </Ready>
  );
}

function CallIn({ busy, onFile }: { busy: boolean; onFile: (kind: string, fields: Record<string, string>) => void }) {
  const [kind, setKind] = useState('sick');
  const [from, setFrom] = useState(today());
  const [to, setTo] = useState('');
  const submit = (event: Event) => {
    event.preventDefault();
    onFile(kind, to ? { from, to } : { from });
  };
  return (
    <form onSubmit={submit}>
      <p>{t('toldWho')}</p>
      <Choice label={t('whatIsIt')} value={kind} onInput={setKind}
        options={[{ id: 'sick', name: t('selfSick') }, { id: 'child-sick', name: t('childSick') }]} />
      <Field label={t('fromDate')} type="date" value={from} onInput={setFrom} required />
      <Field label={t('until')} type="date" value={to} onInput={setTo} min={from} />
      <button type="submit" class="main" disabled={busy}>{t('callSick')}</button>
    </form>
  );
}

function Absent({ one, busy, onUndo, onBack }: {
  one: Filed;
  busy: boolean;
  onUndo: () => void;
  onBack: (from: string) => void;
}) {
  const [from, setFrom] = useState(today());
  const { from: first = today(), to } = one.fields;
  return (
    <>
      <p class="good" role="status">
        {t('awaySince')} {showDate(first)}
        {to && to !== 'open' && ` ${t('to2')} ${showDate(to)}`}.{' '}
        <button type="button" disabled={busy} onClick={onUndo}>{t('undo')}</button>
      </p>
      {first < today() && (
        <form onSubmit={(event) => {
          event.preventDefault();
          onBack(from);
        }}>
          <Field label={t('backFrom')} type="date" value={from} onInput={setFrom} required />
          <button type="submit" class="main" disabled={busy}>{t('backAgain')}</button>
        </form>
      )}
    </>
  );
}
