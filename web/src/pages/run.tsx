// SPDX-License-Identifier: GPL-3.0-or-later
// run.tsx - the weekly run: check, solve with a live chart, compare, publish.
import { useEffect, useState } from 'preact/hooks';
import { ApiError, call, get, newKey, post, remove } from '../api';
import type { PageProps } from '../app';
import { useLoad } from '../load';
import type { Coop, Finding, Progress, Run } from '../model';
import { Failure, Field, Ready, useAction } from '../parts/basics';
import { Chart } from '../parts/chart';
import { levelName, showDate, t } from '../words';
import { Holes } from './board';

interface Check {
  from: string;
  weeks: number;
  certain: Finding[];
  likely: Finding[];
}

export function WeeklyRun(_: PageProps) {
  const [from, setFrom] = useState('');
  const [weeks, setWeeks] = useState('8');
  const [seconds, setSeconds] = useState('30');
  const [run, setRun] = useState<Run>();
  const horizon = `weeks=${weeks}` + (from ? `&from=${from}` : '');
  return (
    <>
      <form class="bar" onSubmit={(event) => event.preventDefault()}>
        <Field label={t('from')} type="date" value={from} onInput={setFrom} />
        <Field label={t('weeks')} type="number" value={weeks} onInput={setWeeks} inputMode="numeric" />
        <Field label={t('seconds')} type="number" value={seconds} onInput={setSeconds} inputMode="numeric" />
      </form>
      <section aria-labelledby="step-check">
        <h2 id="step-check">{t('check')}</h2>
        <CheckStep horizon={horizon} />
      </section>
      <section aria-labelledby="step-solve">
        <h2 id="step-solve">{t('solve')}</h2>
        <SolveStep run={run} setRun={setRun}
          request={{ from: from || null, weeks: Number(weeks), seconds: Number(seconds) }} />
      </section>
      {run?.plan !== undefined && run.state === 'done' && <AfterRun run={run} plan={run.plan} />}
    </>
  );
}

function CheckStep({ horizon }: { horizon: string }) {
  const loaded = useLoad<Check>(`/check?${horizon}`);
  return (
    <Ready of={loaded}>
      {(check) => (
        <>
          {check.certain.length + check.likely.length === 0 && <p class="good">{t('nothingWrong')}</p>}
          <Findings title={t('certain')} items={check.certain} />
          <Findings title={t('likely')} items={check.likely} />
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
            {showDate(one.from)}: {one.name ? one.name + ', ' : ''}{one.words}
            {one.reference && <small> ({one.reference})</small>}
          </li>
        ))}
      </ul>
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
  const number = run?.run;
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
  const busy = run?.state === 'running' || run?.state === 'queued';
  const last = points[points.length - 1] ?? run?.progress;
  return (
    <>
      {action.error && <Failure error={action.error} />}
      {!busy && <button type="button" class="main" disabled={action.busy} onClick={start}>{t('start')}</button>}
      {busy && <button type="button" class="main" onClick={stop}>{t('stop')}</button>}
      <p role="status">{run ? stateWords(run) : ''}</p>
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
      <dt>{t('seconds')}</dt><dd>{last.seconds.toFixed(0)}</dd>
      <dt>{t('cost')}</dt><dd>{last.cost ?? '–'}</dd>
      <dt>{t('bound')}</dt><dd>{last.bound ?? '–'}</dd>
      <dt>{t('gap')}</dt><dd>{gap || '–'}</dd>
      <dt>{t('uncovered')}</dt><dd>{last.uncovered ?? '–'}</dd>
    </dl>
  );
}

interface Comparison {
  changes: number;
  people?: { person: string; name: string; gained: string[]; lost: string[] }[];
}

function AfterRun({ run, plan }: { run: Run; plan: number }) {
  const [turn, setTurn] = useState(0);
  const coop = useLoad<Coop>(`/coop?turn=${turn}`);
  const compared = useLoad<Comparison>(`/plans/${plan}/compare?turn=${turn}`);
  return (
    <>
      <section aria-labelledby="step-compare">
        <h2 id="step-compare">{t('compare')}</h2>
        {run.result && (
          <>
            <ul class="levels">
              {run.result.levels.map((level) => (
                <li key={level.name}>
                  {levelName(level.name)}: {level.cost} {level.proven ? `(${t('proven')})` : `(≥ ${level.bound})`}
                </li>
              ))}
            </ul>
            <Holes holes={run.result.uncovered} />
          </>
        )}
        <Ready of={compared}>{(comparison) => <Changes of={comparison} />}</Ready>
      </section>
      <section aria-labelledby="step-publish">
        <h2 id="step-publish">{t('publish')}</h2>
        <Ready of={coop}>
          {(value) => (
            <PublishForm plan={plan} revision={value.revision} onPublished={() => setTurn(turn + 1)} />
          )}
        </Ready>
      </section>
    </>
  );
}

function Changes({ of }: { of: Comparison }) {
  const people = (of.people ?? []).filter((one) => one.gained.length + one.lost.length > 0);
  if (people.length === 0) return <p>{t('noChange')}</p>;
  return (
    <ul>
      {people.map((one) => (
        <li key={one.person}>
          <strong>{one.name}</strong>
          {one.gained.length > 0 && ` ${t('gained')} ${one.gained.length}`}
          {one.lost.length > 0 && ` ${t('lost')} ${one.lost.length}`}
        </li>
      ))}
    </ul>
  );
}

function PublishForm({ plan, revision, onPublished }: {
  plan: number;
  revision: number;
  onPublished: () => void;
}) {
  const [consultation, setConsultation] = useState('');
  const [reason, setReason] = useState('');
  const [done, setDone] = useState<number>();
  const [key] = useState(newKey);
  const action = useAction();
  const submit = (event: Event) => {
    event.preventDefault();
    action.run(async () => {
      try {
        const answer = await call<{ revision: number }>('POST', `/plans/${plan}/publish`, {
          body: { consultation: consultation || null, reason: reason || null, accept_hard: reason !== '' },
          match: revision,
          key,
        });
        setDone(answer.revision);
        onPublished();
      } catch (error) {
        const current = await get<Coop>('/coop');
        if (error instanceof ApiError && error.problem.status === 409 && current.revision !== revision) {
          onPublished();
          throw new ApiError({ ...error.problem, detail: t('changedMeanwhile') });
        }
        throw error;
      }
    });
  };
  if (done !== undefined) return <p class="good" role="status">{t('publishedNow')} {done}.</p>;
  return (
    <form onSubmit={submit}>
      {action.error && <Failure error={action.error} />}
      <Field label={t('consultation')} value={consultation} onInput={setConsultation} />
      <Field label={t('reason')} value={reason} onInput={setReason} />
      <button class="main" type="submit" disabled={action.busy}>{t('doPublish')}</button>
    </form>
  );
}
