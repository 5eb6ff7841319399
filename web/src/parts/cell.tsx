// SPDX-License-Identifier: GPL-3.0-or-later
// cell.tsx - one slot of the board, looked at: why, who else, move it, pin it.
import { useEffect, useRef } from 'preact/hooks';
import { newKey, post, remove } from '../api';
import { dateOf, dutyOf } from '../board';
import type { Duty } from '../model';
import { showDate, t } from '../words';
import { Failure, useAction } from './basics';
import { SlotReasons } from './why';

export interface Looked {
  slot: string;
  duty?: Duty;
  person?: string; // nobody: it is uncovered
  name?: string;
}

export function SlotPanel({ plan, what, mayMove, mayPin, onMove, onTry, onChanged, onClose }: {
  plan: number;
  what: Looked;
  mayMove: boolean;
  mayPin: boolean;
  onMove: () => void;
  onTry: (person: string) => void;
  onChanged: () => void;
  onClose: () => void;
}) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  const title = what.duty?.name ?? dutyOf(what.slot);
  return (
    <dialog ref={dialog} onClose={onClose} aria-labelledby="slot-title">
      <h2 id="slot-title">{title}, {showDate(dateOf(what.slot))}</h2>
      <p><strong>{what.name ?? t('uncovered')}</strong> {what.duty?.start && `${what.duty.start}–${what.duty.end}`}</p>
      <div class="bar">
        {mayMove && (
          <button type="button" class="main" onClick={() => { dialog.current?.close(); onMove(); }}>{t('move')}</button>
        )}
        {mayPin && what.person && <Pin what={what} person={what.person} onChanged={onChanged} />}
        <button type="button" onClick={() => dialog.current?.close()}>{t('close')}</button>
      </div>
      <SlotReasons plan={plan} slot={what.slot}
        onTry={(person) => { dialog.current?.close(); onTry(person); }} />
    </dialog>
  );
}

function Pin({ what, person, onChanged }: { what: Looked; person: string; onChanged: () => void }) {
  const action = useAction();
  const change = (work: () => Promise<unknown>) =>
    action.run(async () => {
      await work();
      onChanged();
    });
  const file = (field: 'demand' | 'activity') =>
    post(`/people/${encodeURIComponent(person)}/events`, {
      kind: 'pin', fields: { [field]: dutyOf(what.slot), date: dateOf(what.slot) },
    }, { key: newKey() });
  const pin = what.duty?.pin ?? 0;
  if (what.duty?.pinned && !pin) return <p>{t('pinByRecord')}</p>;
  return (
    <>
      {action.error && <Failure error={action.error} />}
      {pin > 0 ? (
        <button type="button" disabled={action.busy} onClick={() => change(() => remove(`/events/${pin}`))}>{t('unpin')}</button>
      ) : (
        <button type="button" disabled={action.busy}
          onClick={() => change(() => file(what.duty?.activity ? 'activity' : 'demand'))}>{t('pin')}</button>
      )}
    </>
  );
}
