// SPDX-License-Identifier: GPL-3.0-or-later
// candidates.tsx - who could take an open slot, in sentences; each is asked, or
// chosen, which makes a draft to publish.
import { useState } from 'preact/hooks';
import { newKey, post } from '../api';
import { useLoad } from '../load';
import { lang, saying, showDate, t } from '../words';
import { Failure, Ready, useAction } from './basics';
import { Publish } from './publish';

export interface Effect {
  rule: string;
  grade: string;
  change: number;
  words: string;
  words_nb?: string;
}
export interface Candidate {
  person: string;
  name: string;
  step: number;
  step_words: string;
  route: string;
  consent: 'manager' | 'inform' | 'none' | 'accept' | 'order';
  consent_words: string;
  call_out: boolean;
  travel_minutes: number;
  price: { tier_words?: string; pay_pct: number };
  hours: { weeks: number; contract: string; after: string; overtime: string };
  effects: Effect[];
  gives: string[];
  opens: string[];
  partner?: { person: string; name: string };
}
interface Opening {
  slot: string;
  candidates?: Candidate[];
  swaps?: Candidate[];
  cannot?: { person: string; name: string; reason: string; reason_nb: string }[];
}
interface Chosen {
  plan: number;
  revision: number;
  route: string;
  opens: string[];
  people: { person: string; name: string; gained: string[]; lost: string[] }[];
  needs_consent: string[];
}

// "day-bronnoy@2027-03-01" on its day; names of duties come with the list.
export const slotDay = (slot: string): string => showDate(slot.slice(-10));

export function Candidates({ slot, onDone }: { slot: string; onDone: () => void }) {
  const loaded = useLoad<{ openings: Opening[] }>(`/opened/${encodeURIComponent(slot)}/suggest?lang=${lang.value}`);
  const [asked, setAsked] = useState(false);
  const [chosen, setChosen] = useState<Chosen>();
  const action = useAction();
  const ask = (people: string[], order: 'ranked' | 'broadcast') =>
    action.run(async () => {
      await post('/asks', { slot, people, order, timeout: 15 }, { key: newKey() });
      setAsked(true);
      onDone();
    });
  const choose = (one: Candidate) =>
    action.run(async () => {
      const body = { person: one.person, ...(one.partner && { with: one.partner.person }) };
      setChosen(await post<Chosen>(`/opened/${encodeURIComponent(slot)}/choose`, body, { key: newKey() }));
    });
  if (chosen) return <Draft chosen={chosen} onDone={onDone} onBack={() => setChosen(undefined)} />;
  return (
    <Ready of={loaded}>
      {({ openings }) => {
        const opening = openings[0];
        const candidates = opening?.candidates ?? [];
        const free = candidates.filter(mayBeAsked);
        return (
          <>
            {action.error && <Failure error={action.error} />}
            {asked && <p class="good" role="status">{t('asked')}</p>}
            {candidates.length === 0 && <p>{t('nobodyCan')}</p>}
            {free.length > 1 && (
              <button type="button" disabled={action.busy}
                onClick={() => ask(free.map((one) => one.person), 'broadcast')}>{t('askAll')}</button>
            )}
            <ol class="candidates cards">
              {candidates.map((one) => (
                <li key={one.person}>
                  <One one={one} busy={action.busy} onAsk={() => ask([one.person], 'ranked')} onChoose={() => choose(one)} />
                </li>
              ))}
            </ol>
            <SwapsOf swaps={opening?.swaps ?? []} busy={action.busy} onChoose={choose} />
            <Cannot list={opening?.cannot ?? []} />
          </>
        );
      }}
    </Ready>
  );
}

// Who is told, or planned for it, or ordered, is not asked: a manager chooses.
const mayBeAsked = (one: Candidate): boolean =>
  one.consent === 'accept' && !one.call_out && one.opens.length === 0;

function One({ one, busy, onAsk, onChoose }: {
  one: Candidate;
  busy: boolean;
  onAsk?: () => void;
  onChoose: () => void;
}) {
  const asks = onAsk !== undefined && mayBeAsked(one);
  return (
    <>
      <h4>{one.name}{one.partner && ` ⇄ ${one.partner.name}`}</h4>
      <p><strong>{one.step_words}</strong>, {one.consent_words}</p>
      <ul class="facts">{sentences(one).map((words) => <li key={words}>{words}</li>)}</ul>
      {one.call_out ? <p>{t('callOut')}</p> : (
        <div class="bar">
          {asks && <button type="button" class="main" disabled={busy} onClick={onAsk}>{t('ask')}</button>}
          <button type="button" class={asks ? '' : 'main'} disabled={busy} onClick={onChoose}>
            {t(one.consent === 'accept' ? 'saidYes' : 'chooseThem')}
          </button>
        </div>
      )}
    </>
  );
}

function sentences(one: Candidate): string[] {
  const days = (slots: string[]) => slots.map(slotDay).join(', ');
  return [
    one.gives.length > 0 && !one.partner ? `${t('leavesDuty')} ${days(one.gives)}` : '',
    one.partner ? `${one.partner.name} ${t('takesOver')} ${days(one.gives)}` : '',
    one.opens.length > 0 ? `${t('opensSlot')} ${days(one.opens)}` : '',
    one.price.tier_words ? `${t('notice')}: ${one.price.tier_words}` : '',
    one.price.pay_pct > 0 ? `${t('supplement')} ${one.price.pay_pct} %` : '',
    `${one.hours.after} ${t('hoursOf')} ${one.hours.contract} ${t(one.hours.weeks === 1 ? 'thisWeek' : 'theseWeeks')}`,
    one.travel_minutes > 0 ? `${one.travel_minutes} ${t('minutesMore')}` : '',
    ...one.effects.map((effect) => `${effect.change > 0 ? '+' : '−'} ${saying(effect)}`),
  ].filter(Boolean);
}

function SwapsOf({ swaps, busy, onChoose }: { swaps: Candidate[]; busy: boolean; onChoose: (one: Candidate) => void }) {
  if (swaps.length === 0) return null;
  return (
    <details>
      <summary>{t('bySwap')}: {swaps.length}</summary>
      <ol class="candidates cards">
        {swaps.map((one) => (
          <li key={one.person + (one.partner?.person ?? '')}><One one={one} busy={busy} onChoose={() => onChoose(one)} /></li>
        ))}
      </ol>
    </details>
  );
}

function Cannot({ list }: { list: NonNullable<Opening['cannot']> }) {
  if (list.length === 0) return null;
  return (
    <details>
      <summary>{t('cannot')}: {list.length}</summary>
      <ul>{list.map((one) => <li key={one.person}>{one.name}: {lang.value === 'nb' ? one.reason_nb : one.reason}</li>)}</ul>
    </details>
  );
}

// What a choice changes, before it is published.
function Draft({ chosen, onDone, onBack }: { chosen: Chosen; onDone: () => void; onBack: () => void }) {
  const [seen, setSeen] = useState(chosen.opens.length === 0);
  return (
    <>
      <p role="status">{t('chosenDraft')}</p>
      <ul>
        {chosen.people.map((one) => (
          <li key={one.person}>
            <strong>{one.name}</strong>{' '}
            {one.gained.length > 0 && `${t('gained')} ${one.gained.map(slotDay).join(', ')}`}{' '}
            {one.lost.length > 0 && `${t('lost')} ${one.lost.map(slotDay).join(', ')}`}
          </li>
        ))}
      </ul>
      {chosen.opens.length > 0 && (
        <label class="check">
          <input type="checkbox" checked={seen} onChange={(event) => setSeen(event.currentTarget.checked)} />
          <span>{t('opensSlot')} {chosen.opens.map(slotDay).join(', ')}. {t('acceptOpen')}</span>
        </label>
      )}
      <div class="bar">
        {seen && (
          <Publish plan={chosen.plan} revision={chosen.revision} route={chosen.route} reason="sick" onDone={onDone}
            more={{ agreed: chosen.needs_consent, ...(chosen.opens.length > 0 && { accept_hard: true }) }} />
        )}
        <button type="button" onClick={onBack}>{t('back')}</button>
      </div>
    </>
  );
}
