// SPDX-License-Identifier: GPL-3.0-or-later
// answers.tsx - the three answers to an open slot: who can take it, the
// smallest new plan, what is missing if it stays open.
import { useState } from 'preact/hooks';
import { ApiError, get, newKey, post } from '../api';
import { useLoad } from '../load';
import { lang, saying, showDate, t } from '../words';
import { Failure, Ready, useAction } from './basics';
import { Candidates, type Effect } from './candidates';
import { Publish } from './publish';

export function OpenSlot({ slot, onDone }: { slot: string; onDone: () => void }) {
  const [shown, setShown] = useState<'suggest' | 'replan' | 'risk'>('suggest');
  const tabs = ['suggest', 'replan', 'risk'] as const;
  return (
    <>
      <div class="bar thirds" role="group" aria-label={t('threeAnswers')}>
        {tabs.map((tab) => (
          <button key={tab} type="button" aria-pressed={shown === tab} onClick={() => setShown(tab)}>
            {t(tab)}
          </button>
        ))}
      </div>
      {shown === 'suggest' && <Candidates slot={slot} onDone={onDone} />}
      {shown === 'replan' && <Replan onDone={onDone} />}
      {shown === 'risk' && <Risk slot={slot} />}
    </>
  );
}

interface Change {
  slot: string;
  name: string;
  forced: boolean;
  tier_words?: string;
  pay_pct?: number;
  consent?: boolean;
}
interface Replanned {
  plan: number;
  changes: number;
  people: { person: string; name: string; gained: Change[]; lost: Change[] }[];
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
  const action = useAction();
  const work = () => action.run(async () => setPlan(await replanned()));
  if (!plan) {
    return (
      <>
        <p>{t('replanHelp')}</p>
        {action.error && <Failure error={action.error} />}
        <button type="button" class="main" disabled={action.busy} onClick={work}>{t('replan')}</button>
        {action.busy && <p role="status">{t('running')}</p>}
      </>
    );
  }
  const yes = plan.people.filter((one) => one.gained.some((change) => change.consent));
  return (
    <>
      <p role="status">{plan.changes} {t('changes')}</p>
      <ul>
        {plan.people.map((one) => (
          <li key={one.person}>
            <strong>{one.name}</strong>
            <ul class="facts">
              {one.gained.map((change) => <li key={'+' + change.slot}>{t('gained')} {changeWords(change)}</li>)}
              {one.lost.map((change) => <li key={'-' + change.slot}>{t('lost')} {changeWords(change)}</li>)}
            </ul>
          </li>
        ))}
      </ul>
      {yes.length > 0 && <p>{t('askThem')}: {yes.map((one) => one.name).join(', ')}</p>}
      <Publish plan={plan.plan} route="escalate" reason="sick" onDone={onDone}
        more={{ agreed: yes.map((one) => one.person) }} />
    </>
  );
}

function changeWords(change: Change): string {
  const parts = [
    change.forced ? t('cannotAnyMore') : '',
    !change.forced && change.tier_words ? `${t('notice')}: ${change.tier_words}` : '',
    change.pay_pct ? `+${change.pay_pct} %` : '',
  ].filter(Boolean);
  return `${change.name} ${showDate(change.slot.slice(-10))}${parts.length ? ` (${parts.join(', ')})` : ''}`;
}

interface RiskAnswer {
  risks?: {
    slot: string;
    missing?: number;
    uncovered?: { from: string; to: string; missing: number }[];
    effects?: Effect[];
    competences?: { competence: string; name: string; missing: boolean }[];
    externals?: { external: string; name: string; from: string; to: string; whole: boolean }[];
  }[];
}

// "2027-03-01 13:00" by the wall clock.
const clock = (moment: string): string => moment.slice(-5);

function Risk({ slot }: { slot: string }) {
  const loaded = useLoad<RiskAnswer>(`/opened/${encodeURIComponent(slot)}/risk?lang=${lang.value}`);
  return (
    <Ready of={loaded}>
      {({ risks }) => (
        <>
          {(risks ?? []).map((one) => (
            <ul key={one.slot} class="facts">
              <li><strong>{t('uncovered')}: {one.missing ?? 0}</strong>
                {one.uncovered?.map((gap) => ` ${clock(gap.from)}–${clock(gap.to)}`).join(',')}</li>
              {one.competences?.filter((c) => c.missing).map((c) => <li key={c.competence}>{t('missingSkill')}: {c.name}</li>)}
              {one.effects?.map((effect) => <li key={effect.words}>{saying(effect)}</li>)}
              {one.externals?.map((e) => (
                <li key={e.external}>{t('outsideCover')}: {e.name} {clock(e.from)}–{clock(e.to)}</li>
              ))}
              {one.externals?.length === 0 && <li>{t('noOutside')}</li>}
            </ul>
          ))}
        </>
      )}
    </Ready>
  );
}
