// SPDX-License-Identifier: GPL-3.0-or-later
// why.tsx - a slot explained: who holds it, what others would cost, what
// stands in the way.
import { useEffect, useRef } from 'preact/hooks';
import { useLoad } from '../load';
import { levelName, showDate, t } from '../words';
import { Ready } from './basics';

interface Effect {
  rule: string;
  source: string;
  level: string;
  points: number;
  broken: boolean;
}
interface Alternative {
  person: string;
  name: string;
  standing: string;
  cost?: number;
  reason?: string;
  effects?: Effect[];
}
interface Why {
  slot: string;
  name: string;
  date: string;
  holders: { person: string; name: string }[];
  alternatives: Alternative[];
  not_eligible?: number;
  clash?: { conditions?: string[]; relaxations?: { without: string; cost?: number }[] };
}

// The same without a frame, for who has one already.
export function SlotReasons({ plan, slot, onTry }: {
  plan: number;
  slot: string;
  onTry?: (person: string) => void;
}) {
  const loaded = useLoad<Why>(`/plans/${plan}/slots/${encodeURIComponent(slot)}/why`);
  return <Ready of={loaded}>{(why) => <Explained why={why} onTry={onTry} />}</Ready>;
}

export function SlotWhy({ plan, slot, onClose }: { plan: number; slot: string; onClose: () => void }) {
  const loaded = useLoad<Why>(`/plans/${plan}/slots/${encodeURIComponent(slot)}/why`);
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  return (
    <dialog ref={dialog} onClose={onClose} aria-labelledby="why-title">
      <h2 id="why-title">{loaded.value ? `${loaded.value.name}, ${showDate(loaded.value.date)}` : slot}</h2>
      <div class="bar"><button type="button" class="main" onClick={() => dialog.current?.close()}>{t('close')}</button></div>
      <Ready of={loaded}>{(why) => <Explained why={why} />}</Ready>
    </dialog>
  );
}

function Explained({ why, onTry }: { why: Why; onTry?: (person: string) => void }) {
  const able = (one: Alternative) => one.cost !== undefined || one.standing.startsWith('possible');
  const can = why.alternatives.filter(able);
  const cannot = why.alternatives.filter((one) => !able(one));
  return (
    <>
      <p><strong>{why.holders.map((one) => one.name).join(', ') || t('uncovered')}</strong></p>
      <Sentences title={t('why')} items={why.clash?.conditions} />
      <Sentences title={t('without')}
        items={why.clash?.relaxations?.map((one) => one.without + (one.cost === undefined ? '' : `: ${one.cost}`))} />
      {can.length > 0 && (
        <>
          <h3>{t('whoElse')}</h3>
          <ul>{can.map((one) => <li key={one.person}><Takes one={one} />{onTry && (
            <button type="button" onClick={() => onTry(one.person)}>{t('tryIt')}</button>
          )}</li>)}</ul>
        </>
      )}
      {cannot.length > 0 && (
        <>
          <h3>{t('cannot')}</h3>
          <ul>
            {cannot.map((one) => <li key={one.person}>{one.name}: {one.reason ?? one.standing}</li>)}
          </ul>
        </>
      )}
    </>
  );
}

const signed = (points: number): string => (points > 0 ? '+' : '') + points;

function Takes({ one }: { one: Alternative }) {
  if (one.cost === undefined) return <strong>{one.name} </strong>;
  return (
    <details>
      <summary><strong>{one.name}</strong> {signed(one.cost ?? 0)}</summary>
      <ul>
        {one.effects?.map((effect, index) => (
          <li key={index} class={effect.broken ? 'broken' : ''}>
            {levelName(effect.level)} {signed(effect.points)}: {effect.source}
          </li>
        ))}
      </ul>
    </details>
  );
}

function Sentences({ title, items }: { title: string; items?: string[] }) {
  if (!items || items.length === 0) return null;
  return (
    <>
      <h3>{title}</h3>
      <ul>{items.map((one) => <li key={one}>{one}</li>)}</ul>
    </>
  );
}
