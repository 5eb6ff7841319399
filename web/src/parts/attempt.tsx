// SPDX-License-Identifier: GPL-3.0-or-later
// attempt.tsx - what the moves that are tried would cost, and what to do with
// them: keep as a draft, ask or choose when the slot is open, take back.
import { useEffect, useState } from 'preact/hooks';
import { ApiError, call, newKey, post } from '../api';
import { dateOf, type Move } from '../board';
import type { Coop, Finding } from '../model';
import { ruleName, tierName } from '../names';
import { levelName, saying, showDate, t } from '../words';
import { Failure, useAction } from './basics';

interface Change {
  before: number;
  after: number;
  change: number;
}
interface Effect {
  rule: string;
  source: string;
  level: string;
  person: string | null;
  points: number;
  breach: number;
}
interface Attempt {
  plan: number;
  revision: number;
  fits: boolean;
  open: boolean;
  cost?: Change;
  levels?: (Change & { name: string })[];
  effects?: Effect[];
  refused: { slot?: string; name?: string; reason: string }[];
  broken: Finding[];
  healed: Finding[];
  notice: { slot: string; name: string; kind: string; tier: string; pay_pct: number; consent: boolean }[];
}

export const signed = (points: number): string =>
  (points > 0 ? '+' : points < 0 ? '−' : '') + Math.abs(points);

interface Props {
  plan: number;
  moves: Move[];
  mayKeep: boolean;
  words: (move: Move) => string;
  onUndo: () => void;
  onDiscard: () => void;
  onKept: (draft: number) => void;
}

export function AttemptPanel(props: Props) {
  const { plan, moves } = props;
  const [said, setSaid] = useState<Attempt>();
  const [error, setError] = useState<ApiError>();
  const key = JSON.stringify(moves);
  useEffect(() => {
    let current = true;
    setSaid(undefined);
    setError(undefined);
    post<Attempt>(`/plans/${plan}/try`, { moves }).then(
      (value) => current && setSaid(value),
      (failed: ApiError) => current && setError(failed),
    );
    return () => {
      current = false;
    };
  }, [plan, key]);
  return (
    <section class="attempt" aria-labelledby="attempt-title">
      <h2 id="attempt-title">{t('tryTitle')}</h2>
      <ul>{moves.map((move, i) => <li key={i}>{props.words(move)}</li>)}</ul>
      <div role="status">
        {!said && !error && <p>{t('trying')}</p>}
        {said && <Verdict said={said} />}
      </div>
      {error && <Failure error={error} />}
      <Buttons {...props} said={said} />
      {said && <Details said={said} />}
    </section>
  );
}

function Verdict({ said }: { said: Attempt }) {
  const change = said.cost?.change;
  const words = change === undefined ? '' : change > 0 ? t('dearer') : change < 0 ? t('cheaper') : t('sameCost');
  return (
    <p class={said.fits ? 'good' : 'broken'}>
      <strong>{t(said.fits ? 'fits' : 'fitsNot')}</strong>{' '}
      {words}{change ? `: ${signed(change)}` : ''}
    </p>
  );
}

function Details({ said }: { said: Attempt }) {
  const levels = (said.levels ?? []).filter((one) => one.change !== 0);
  const effects = said.effects ?? [];
  return (
    <>
      <Lines title={t('refused')} items={said.refused.map((one) =>
        `${one.name ? one.name + ': ' : ''}${one.reason}`)} bad />
      <Lines title={t('broken')} items={said.broken.filter(hard).map(findingWords)} bad />
      <Lines title={t('warned')} items={said.broken.filter((one) => !hard(one)).map(findingWords)} />
      <Lines title={t('healed')} items={said.healed.map(findingWords)} />
      {levels.length > 0 && (
        <table>
          <caption class="sr">{t('costs')}</caption>
          <thead>
            <tr>
              <th scope="col">{t('level')}</th><th scope="col">{t('before')}</th>
              <th scope="col">{t('after')}</th><th scope="col">{t('changedBy')}</th>
            </tr>
          </thead>
          <tbody>
            {levels.map((one) => (
              <tr key={one.name}>
                <th scope="row">{levelName(one.name)}</th>
                <td>{one.before}</td><td>{one.after}</td><td>{signed(one.change)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {effects.length > 0 && (
        <details>
          <summary>{t('rule')}: {effects.length}</summary>
          <ul>
            {effects.map((one, i) => (
              <li key={i} class={one.breach > 0 ? 'broken' : ''}>
                {signed(one.points)} {levelName(one.level)}: {ruleName(one.rule)}
                {one.person && `, ${one.person}`} {one.source && <small>{one.source}</small>}
              </li>
            ))}
          </ul>
        </details>
      )}
      <Lines title={t('noticeDue')} items={said.notice.map((one) =>
        `${one.name}, ${showDate(dateOf(one.slot))}: ${tierName(one.tier)}` +
        (one.pay_pct ? `, +${one.pay_pct} %` : '') + (one.consent ? `, ${t('needsConsent')}` : ''))} />
    </>
  );
}

const hard = (one: Finding): boolean => one.grade === 'hard';

const findingWords = (one: Finding): string =>
  `${one.name ? one.name + ', ' : ''}${showDate(one.from)}: ${ruleName(one.rule)}. ${saying(one)}` +
  (one.reference ? ` (${one.reference})` : '');

function Lines({ title, items, bad }: { title: string; items: string[]; bad?: boolean }) {
  if (items.length === 0) return null;
  return (
    <>
      <h3>{title}</h3>
      <ul class={bad ? 'broken' : ''}>{items.map((one, i) => <li key={i}>{one}</li>)}</ul>
    </>
  );
}

function Buttons({ plan, moves, mayKeep, onUndo, onDiscard, onKept, said }: Props & { said?: Attempt }) {
  const action = useAction();
  const [asked, setAsked] = useState(false);
  const [key, setKey] = useState(newKey);
  useEffect(() => setKey(newKey()), [JSON.stringify(moves)]);
  const keep = () =>
    action.run(async () => {
      const { revision } = await call<Coop>('GET', '/coop');
      const kept = await call<{ draft: number }>('POST', `/plans/${plan}/keep`, {
        body: { moves }, match: revision, key,
      });
      onKept(kept.draft);
    });
  const [move] = moves;
  const open = said?.open && move?.to ? move : undefined;
  const choose = () =>
    action.run(async () => {
      const made = await post<{ plan: number }>(
        `/opened/${encodeURIComponent(open?.slot ?? '')}/choose`, { person: open?.to }, { key });
      onKept(made.plan);
    });
  const ask = () =>
    action.run(async () => {
      await post('/asks', { slot: open?.slot, people: [open?.to], timeout: 15 }, { key });
      setAsked(true);
    });
  const refused = !said || said.refused.length > 0;
  return (
    <>
      {action.error && <Failure error={action.error} />}
      {plan === 0 && <p><small>{t(open ? 'openSlotHelp' : 'keepPublished')}</small></p>}
      {asked && <p class="good" role="status">{t('asked')}</p>}
      <div class="bar">
        {open && mayKeep && (
          <>
            <button type="button" class="main" disabled={refused || action.busy} onClick={choose}>{t('chooseThis')}</button>
            <button type="button" disabled={refused || action.busy} onClick={ask}>{t('ask')}</button>
          </>
        )}
        {mayKeep && (
          <button type="button" class={open ? '' : 'main'} disabled={refused || action.busy} onClick={keep}>{t('keep')}</button>
        )}
        {moves.length > 1 && <button type="button" onClick={onUndo}>{t('undoLast')}</button>}
        <button type="button" onClick={onDiscard}>{t('discard')}</button>
      </div>
    </>
  );
}
