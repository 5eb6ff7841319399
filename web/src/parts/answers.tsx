// SPDX-License-Identifier: GPL-3.0-or-later
// answers.tsx - the three answers to an open slot: who can take it, the
// smallest new plan, what is missing if it stays open; and asking.
import { useState } from 'preact/hooks';
import { ApiError, call, get, newKey, post } from '../api';
import { useLoad } from '../load';
import type { Coop } from '../model';
import { showDate, t } from '../words';
import { Failure, Ready, useAction } from './basics';

interface Candidate {
  person: string;
  name: string;
  member?: string;
  step?: number;
  route?: string;
  consent?: string;
  cost_class?: string;
  travel_minutes?: number;
  price?: { tier?: string; points?: number; pay_pct?: number };
  partner?: { name: string };
}
interface Opening {
  slot: string;
  candidates?: Candidate[];
  swaps?: Candidate[];
  cannot?: { person: string; name: string; reason: string }[];
}

export function OpenSlot({ slot, onDone }: { slot: string; onDone: () => void }) {
  const [shown, setShown] = useState<'suggest' | 'replan' | 'risk'>('suggest');
  const tabs = ['suggest', 'replan', 'risk'] as const;
  return (
    <>
      <div class="bar" role="group" aria-label={t('step2')}>
        {tabs.map((tab) => (
          <button key={tab} type="button" aria-pressed={shown === tab} onClick={() => setShown(tab)}>
            {t(tab)}
          </button>
        ))}
      </div>
      {shown === 'suggest' && <Suggested slot={slot} />}
      {shown === 'replan' && <Replan onDone={onDone} />}
      {shown === 'risk' && <Risk slot={slot} />}
    </>
  );
}

function Suggested({ slot }: { slot: string }) {
  const loaded = useLoad<Opening & { openings?: Opening[] }>(
    `/opened/${encodeURIComponent(slot)}/suggest`);
  const [asked, setAsked] = useState(false);
  const action = useAction();
  const ask = (people: string[], order: 'ranked' | 'broadcast') =>
    action.run(async () => {
      await post('/asks', { slot, people, order, timeout: 15 }, { key: newKey() });
      setAsked(true);
    });
  return (
    <Ready of={loaded}>
      {(answer) => {
        const opening = answer.openings?.[0] ?? answer;
        const candidates = opening.candidates ?? [];
        return (
          <>
            {action.error && <Failure error={action.error} />}
            {asked && <p class="good" role="status">{t('asked')}</p>}
            <ol class="candidates">
              {candidates.map((one) => (
                <li key={one.person + (one.partner?.name ?? '')}>
                  <strong>{one.name}</strong> {words(one)}{' '}
                  <button type="button" disabled={action.busy} onClick={() => ask([one.person], 'ranked')}>
                    {t('ask')}
                  </button>
                </li>
              ))}
            </ol>
            {candidates.length > 1 && (
              <button type="button" class="main" disabled={action.busy}
                onClick={() => ask(candidates.map((one) => one.person), 'broadcast')}>{t('askAll')}</button>
            )}
            {opening.cannot && opening.cannot.length > 0 && (
              <details>
                <summary>{t('cannot')}: {opening.cannot.length}</summary>
                <ul>{opening.cannot.map((one) => <li key={one.person}>{one.name}: {one.reason}</li>)}</ul>
              </details>
            )}
          </>
        );
      }}
    </Ready>
  );
}

function words(one: Candidate): string {
  const parts = [
    one.step === undefined ? '' : `${t('step')} ${one.step} (${one.route ?? ''})`,
    one.price?.pay_pct ? `+${one.price.pay_pct} %` : '',
    one.consent ? `${t('consent')}: ${one.consent}` : '',
    one.travel_minutes ? `${one.travel_minutes} min` : '',
  ];
  return parts.filter(Boolean).join(', ');
}

interface Replanned {
  plan: number;
  changes: number;
  people: { person: string; name: string; gained: { slot: string; name: string }[]; lost: { slot: string; name: string }[] }[];
}

interface ReplanRun {
  run: number;
  state: string;
  failure?: string;
  result?: Replanned;
}

const POLL_MS = 500;

// It is worked out in a process of its own; asked for until it is there.
async function replanned(): Promise<Replanned> {
  let run = await post<ReplanRun>('/replan', { seconds: 10 }, { key: newKey() });
  while (run.state === 'queued' || run.state === 'running') {
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
    run = await get<ReplanRun>(`/runs/${run.run}`);
  }
  if (!run.result) throw new ApiError({ title: run.failure ?? run.state, status: 500 });
  return run.result;
}

function Replan({ onDone }: { onDone: () => void }) {
  const [plan, setPlan] = useState<Replanned>();
  const coop = useLoad<Coop>('/coop');
  const action = useAction();
  const work = () => action.run(async () => setPlan(await replanned()));
  const publish = (revision: number) =>
    action.run(async () => {
      await call('POST', `/plans/${plan?.plan}/publish`, {
        body: { reason: 'sick', route: 'escalate' }, match: revision, key: newKey(),
      });
      onDone();
    });
  return (
    <>
      {action.error && <Failure error={action.error} />}
      {!plan && <button type="button" class="main" disabled={action.busy} onClick={work}>{t('replan')}</button>}
      {plan && (
        <>
          <p>{plan.changes} {t('changes')}</p>
          <ul>
            {plan.people.map((one) => (
              <li key={one.person}>
                <strong>{one.name}</strong>{' '}
                {one.gained.map((g) => `+ ${g.name} ${showDate(g.slot.slice(-10))}`).join(', ')}{' '}
                {one.lost.map((l) => `− ${l.name} ${showDate(l.slot.slice(-10))}`).join(', ')}
              </li>
            ))}
          </ul>
          <Ready of={coop}>
            {(value) => (
              <button type="button" class="main" disabled={action.busy} onClick={() => publish(value.revision)}>
                {t('doPublish')}
              </button>
            )}
          </Ready>
        </>
      )}
    </>
  );
}

interface RiskAnswer {
  risks?: {
    slot: string;
    missing?: number;
    competences?: { competence: string; name: string; missing: boolean }[];
    externals?: { name: string }[];
  }[];
}

function Risk({ slot }: { slot: string }) {
  const loaded = useLoad<RiskAnswer>(`/opened/${encodeURIComponent(slot)}/risk`);
  return (
    <Ready of={loaded}>
      {({ risks }) => (
        <ul>
          {(risks ?? []).map((one) => (
            <li key={one.slot}>
              {t('uncovered')}: {one.missing ?? 0}
              {one.competences?.filter((c) => c.missing).map((c) => <span key={c.competence}>, {c.name}</span>)}
              {one.externals && one.externals.length > 0 && `; ${one.externals.map((e) => e.name).join(', ')}`}
            </li>
          ))}
        </ul>
      )}
    </Ready>
  );
}
