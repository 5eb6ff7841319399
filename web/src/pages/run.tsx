// SPDX-License-Identifier: GPL-3.0-or-later
// run.tsx - the weekly run: check, solve with a live chart, compare, publish.
// A run goes on without the page: who comes back finds it, or its draft.
import { useEffect, useState } from 'preact/hooks';
import { newKey, post, remove } from '../api';
import type { PageProps } from '../app';
import { useLoad } from '../load';
import type { Finding, Progress, Run } from '../model';
import { Choice, Failure, Field, Ready, useAction } from '../parts/basics';
import { Chart } from '../parts/chart';
import { Compare, PublishForm } from '../parts/draft';
import { ruleName } from '../names';
import { saying, showDate, t } from '../words';
import { draftName, Holes, type Draft } from './board';

interface Check {
  from: string;
  weeks: number;
  certain: Finding[];
  likely: Finding[];
  capacity?: { week: string; demanded_hours: string; contract_hours: string }[];
}

const working = (run?: Run): boolean => run?.state === 'running' || run?.state === 'queued';

export function WeeklyRun({ session }: PageProps) {
  const [from, setFrom] = useState('');
  const [weeks, setWeeks] = useState('8');
  const [seconds, setSeconds] = useState('30');
  const [run, setRun] = useState<Run>();
  const known = useLoad<{ runs: Run[] }>('/runs');
  useEffect(() => {
    const last = known.value?.runs.find((one) => working(one)) ?? known.value?.runs[0];
    if (last && !run) setRun(last);
  }, [known.value]);
  const horizon = `weeks=${Number(weeks) || 8}` + (from ? `&from=${from}` : '');
  return (
    <>
      <form class="bar" onSubmit={(event) => event.preventDefault()}>
        <Field label={t('from')} type="date" value={from} onInput={setFrom} />
        <Field label={t('weeks')} type="number" value={weeks} onInput={setWeeks} inputMode="numeric" />
        <Field label={t('seconds')} type="number" value={seconds} onInput={setSeconds} inputMode="numeric" />
      </form>
      <section aria-labelledby="step-check">
        <h2 id="step-check">{t('check')}</h2>
        <div class="room" tabIndex={0} role="region" aria-labelledby="step-check"><CheckStep horizon={horizon} /></div>
      </section>
      <section aria-labelledby="step-solve">
        <h2 id="step-solve">{t('solve')}</h2>
        <SolveStep run={run} setRun={setRun}
          request={{ from: from || null, weeks: Number(weeks), seconds: Number(seconds) }} />
      </section>
      {!working(run) && <AfterRun run={run} mayPublish={session.may?.publish === 'all'} />}
    </>
  );
}

function CheckStep({ horizon }: { horizon: string }) {
  const loaded = useLoad<Check>(`/check?${horizon}`, { slow: true });
  return (
    <Ready of={loaded}>
      {(check) => (
        <>
          {check.certain.length + check.likely.length === 0 && <p class="good">{t('nothingWrong')}</p>}
          <Findings title={t('certain')} items={check.certain} />
          <Findings title={t('likely')} items={check.likely} />
          <Capacity weeks={check.capacity ?? []} />
        </>
      )}
    </Ready>
  );
}

function Findings({ title, items }: { title: string; items: Finding[] }) {
  if (items.length === 0) return null;
  return (
    <details open={items.length < 6}>
      <summary>{title}: {items.length}</summary>
      <ul>
        {items.map((one, index) => (
          <li key={index}>
            {showDate(one.from)}: {one.name ? one.name + ', ' : ''}{saying(one)}{' '}
            <small>({one.reference || ruleName(one.rule)})</small>
          </li>
        ))}
      </ul>
    </details>
  );
}

function Capacity({ weeks }: { weeks: NonNullable<Check['capacity']> }) {
  if (weeks.length === 0) return null;
  return (
    <details>
      <summary>{t('capacity')}</summary>
      <table>
        <thead>
          <tr>
            <th scope="col">{t('weekStart')}</th><th scope="col">{t('demand')} ({t('hours')})</th>
            <th scope="col">{t('capacity')} ({t('hours')})</th>
          </tr>
        </thead>
        <tbody>
          {weeks.map((one) => (
            <tr key={one.week} class={Number(one.demanded_hours) > Number(one.contract_hours) ? 'broken' : ''}>
              <th scope="row">{showDate(one.week)}</th><td>{one.demanded_hours}</td><td>{one.contract_hours}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}

interface Request {
  from: string | null;
  weeks: number;
  seconds: number;
}

function SolveStep({ run, setRun, request }: {
  run?: Run;
  setRun: (run: Run) => void;
  request: Request;
}) {
  const action = useAction();
  const [points, setPoints] = useState<Progress[]>([]);
  const start = () =>
    action.run(async () => {
      setPoints([]);
      setRun(await post<Run>('/runs', { ...request, seed: 1 }, { key: newKey() }));
    });
  const stop = () => action.run(async () => {
    if (run) await remove(`/runs/${run.run}`);
  });
  const busy = working(run);
  const number = busy ? run?.run : undefined;
  useEffect(() => {
    if (number === undefined) return;
    // The browser connects anew by itself; the state comes first each time.
    const source = new EventSource(`/api/v1/runs/${number}/events`);
    const read = (event: Event) => JSON.parse((event as MessageEvent<string>).data);
    source.addEventListener('state', (event) => setRun(read(event)));
    source.addEventListener('progress', (event) =>
      setPoints((known) => [...known, read(event) as Progress]));
    source.addEventListener('end', (event) => {
      source.close();
      setRun(read(event));
    });
    return () => source.close();
  }, [number]);
  const last = points[points.length - 1] ?? run?.progress;
  return (
    <>
      {action.error && <Failure error={action.error} />}
      {!busy && <button type="button" class="main" disabled={action.busy} onClick={start}>{t('start')}</button>}
      {busy && <button type="button" class="main" onClick={stop}>{t('stop')}</button>}
      <p role="status">{run ? stateWords(run) : ''} {busy && <small>{t('explainSolve')}</small>}</p>
      {last && <Numbers last={last} />}
      <Chart points={points} />
    </>
  );
}

function stateWords(run: Run): string {
  if (run.state === 'queued') return `${t('queued')} ${run.position ?? 1}`;
  if (run.state === 'failed') return run.failure ?? t('failed');
  return run.state === 'running' ? t('running') : t('done');
}

function Numbers({ last }: { last: Progress }) {
  const gap = last.gap === undefined ? '' : `${(100 * last.gap).toFixed(2)} %`;
  return (
    <dl class="numbers">
      <div><dt>{t('seconds')}</dt><dd>{last.seconds.toFixed(0)}</dd></div>
      <div><dt>{t('cost')}</dt><dd>{last.cost ?? '–'}</dd></div>
      <div><dt>{t('bound')}</dt><dd>{last.bound ?? '–'}</dd></div>
      <div><dt>{t('gap')}</dt><dd>{gap || '–'}</dd></div>
      <div><dt>{t('uncovered')}</dt><dd>{last.uncovered ?? '–'}</dd></div>
    </dl>
  );
}

// The draft of the run, or any other that is kept.
function AfterRun({ run, mayPublish }: { run?: Run; mayPublish: boolean }) {
  const [turn, setTurn] = useState(0);
  const [chosen, setChosen] = useState(0);
  const made = run?.state === 'done' ? run.plan : undefined;
  const plans = useLoad<{ plans: Draft[] }>(`/plans?turn=${turn}.${made ?? 0}`);
  useEffect(() => setChosen(made ?? 0), [made]);
  const drafts = (plans.value?.plans ?? []).filter((one) => one.state === 'draft' || one.plan === chosen);
  const plan = chosen || drafts[0]?.plan;
  if (!plan) return null;
  const names = drafts.map((one) => ({ id: String(one.plan), name: draftName(one) }));
  return (
    <>
      <section aria-labelledby="step-compare">
        <h2 id="step-compare">{t('compare')}</h2>
        <Choice label={t('chooseDraft')} value={String(plan)} onInput={(value) => setChosen(Number(value))} options={names} />
        {plan === made && run?.result && <Holes holes={run.result.uncovered} />}
        <Compare key={plan} plan={plan} turn={turn} others={names} />
        <p><a href="/board">{t('board')}</a></p>
      </section>
      {mayPublish && (
        <section aria-labelledby="step-publish">
          <h2 id="step-publish">{t('publish')}</h2>
          <PublishForm key={plan} plan={plan} onPublished={() => { setChosen(plan); setTurn(turn + 1); }} />
        </section>
      )}
    </>
  );
}
