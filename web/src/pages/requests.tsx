// SPDX-License-Identifier: GPL-3.0-or-later
// requests.tsx - what waits for a manager: leave of their own people, swaps.
import { useState } from 'preact/hooks';
import { newKey, post, remove } from '../api';
import type { PageProps } from '../app';
import { useLoad } from '../load';
import type { Coop } from '../model';
import { Failure, Ready, useAction } from '../parts/basics';
import { Publish } from '../parts/publish';
import { period, type LeaveAsked, type Requests as Asked } from '../parts/requests';
import { slotWords, waitsFor, type Swap } from '../parts/swaps';
import { leaveKind, leaveState, showDate, swapState, t } from '../words';

export function Requests({ session }: PageProps) {
  const [turn, setTurn] = useState(0);
  const renew = () => setTurn((n) => n + 1);
  const seesLeave = session.may?.absence === 'member' || session.may?.absence === 'all';
  return (
    <>
      {seesLeave && <Leaves turn={turn} onDone={renew} />}
      <SwapsToApprove turn={turn} onDone={renew} />
    </>
  );
}

function Leaves({ turn, onDone }: { turn: number; onDone: () => void }) {
  const loaded = useLoad<Asked>(`/requests?turn=${turn}`);
  return (
    <section aria-labelledby="req-leave">
      <h2 id="req-leave">{t('leave')}</h2>
      <Ready of={loaded}>
        {({ leaves }) => leaves.length === 0 ? <p>{t('none2')}</p> : (
          <ul class="cards">
            {[...leaves].sort((a, b) => Number(a.state !== 'asked') - Number(b.state !== 'asked')).map((one) => (
              <li key={one.event}><OneLeave one={one} onDone={onDone} /></li>
            ))}
          </ul>
        )}
      </Ready>
    </section>
  );
}

function OneLeave({ one, onDone }: { one: LeaveAsked; onDone: () => void }) {
  const action = useAction();
  const decide = (answer: 'approve' | 'refuse') =>
    action.run(async () => {
      await post(`/people/${one.person}/events`,
        { kind: 'leave-answer', fields: { leave: String(one.event), answer } }, { key: newKey() });
      onDone();
    });
  const takeBack = () =>
    action.run(async () => {
      await remove(`/events/${one.answer}`);
      onDone();
    });
  return (
    <>
      <h3>{one.name}: {leaveKind(one.kind)}, {period(one.from, one.to)}</h3>
      {one.holds.length > 0 && (
        <p>{t('holds')}: {one.holds.map((slot) => showDate(slot.slice(-10))).join(', ')}</p>
      )}
      {action.error && <Failure error={action.error} />}
      {one.state === 'asked' ? (
        <div class="bar">
          <button type="button" class="main" disabled={action.busy} onClick={() => decide('approve')}>{t('approve')}</button>
          <button type="button" disabled={action.busy} onClick={() => decide('refuse')}>{t('refuse')}</button>
        </div>
      ) : (
        <p>{leaveState(one.state)}{' '}
          <button type="button" disabled={action.busy} onClick={takeBack}>{t('takeBackAnswer')}</button></p>
      )}
    </>
  );
}

function SwapsToApprove({ turn, onDone }: { turn: number; onDone: () => void }) {
  const loaded = useLoad<{ swaps: Swap[] }>(`/swaps?turn=${turn}`);
  const coop = useLoad<Coop>('/coop');
  const action = useAction();
  const answer = (swap: Swap, word: string) =>
    action.run(async () => {
      await post(`/swaps/${swap.swap}/answer`, { answer: word }, { key: newKey() });
      onDone();
    });
  return (
    <section aria-labelledby="req-swaps">
      <h2 id="req-swaps">{t('swapsToApprove')}</h2>
      {action.error && <Failure error={action.error} />}
      <Ready of={loaded}>
        {({ swaps }) => swaps.length === 0 ? <p>{t('noSwaps')}</p> : (
          <ul class="cards">
            {swaps.map((one) => (
              <li key={one.swap}>
                <h3>{one.name} ⇄ {one.with_name}: {swapState(one.state)}</h3>
                <p>{slotWords(one.title, one.slot)} ⇄ {slotWords(one.with_title, one.with_slot)}
                  {coop.value && one.waits_for.length > 0 && (
                    <><br />{t('waitsFor')} {waitsFor(one.waits_for, coop.value)}</>
                  )}</p>
                <div class="bar">
                  {one.state === 'accepted' && (
                    <button type="button" class="main" disabled={action.busy} onClick={() => answer(one, 'approve')}>
                      {t('approve')}
                    </button>
                  )}
                  <button type="button" disabled={action.busy} onClick={() => answer(one, 'refuse')}>{t('refuse')}</button>
                </div>
                {one.state === 'approved' && one.plan !== undefined && (
                  <Publish plan={one.plan} route="ordinary-hours" reason="swap" onDone={onDone} />
                )}
              </li>
            ))}
          </ul>
        )}
      </Ready>
    </section>
  );
}
