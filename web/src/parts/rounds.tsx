// SPDX-License-Identifier: GPL-3.0-or-later
// rounds.tsx - who is asked for which duty, what they answered, and publishing
// what somebody took.
import { useEffect, useState } from 'preact/hooks';
import { remove } from '../api';
import { timeOf } from '../clock';
import { useLoad } from '../load';
import { offerName, showDate, t } from '../words';
import { Failure, Ready, useAction } from './basics';
import { slotDay } from './candidates';
import { Publish } from './publish';

interface Offer {
  offer: number;
  name: string;
  state: string;
  due?: string | null;
  plan?: number;
  gives?: string[];
  overtime?: boolean;
  route?: string | null;
}
interface Round {
  ask: number;
  title: string;
  date: string;
  start: string;
  end: string;
  state: string;
  offers?: Offer[];
}

const POLL_MS = 5000;

export function Rounds({ turn, onDone }: { turn: number; onDone: () => void }) {
  const [tick, setTick] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => setTick((n) => n + 1), POLL_MS);
    return () => clearInterval(timer);
  }, []);
  const asks = useLoad<{ asks: Round[] }>(`/asks?turn=${turn}.${tick}`);
  return (
    <Ready of={asks}>
      {(value) => value.asks.length === 0 ? <p>{t('nobodyAsked')}</p> : (
        <ul class="cards">
          {value.asks.map((one) => <li key={one.ask}><Asked round={one} onDone={onDone} /></li>)}
        </ul>
      )}
    </Ready>
  );
}

function offerWords(one: Offer): string {
  const more = [
    one.gives?.length ? `${t('leavesDuty')} ${one.gives.map(slotDay).join(', ')}` : '',
    one.overtime ? t('overtimeWord') : '',
    one.state === 'offered' && one.due ? `${t('answerBy')} ${timeOf(one.due)}` : '',
  ].filter(Boolean);
  return `${offerName(one.state)}${more.length ? ` (${more.join('; ')})` : ''}`;
}

// Without a step of its own an acceptance is within ordinary hours.
const ROUTE = 'ordinary-hours';

function Asked({ round, onDone }: { round: Round; onDone: () => void }) {
  const taken = round.offers?.find((one) => one.state === 'accepted' && one.plan !== undefined);
  const action = useAction();
  const end = () =>
    action.run(async () => {
      await remove(`/asks/${round.ask}`);
      onDone();
    });
  return (
    <>
      <h3>{round.title}, {showDate(round.date)} {timeOf(round.start)}–{timeOf(round.end)}</h3>
      <ul>
        {round.offers?.map((one) => (
          <li key={one.offer}><strong>{one.name}</strong>: {offerWords(one)}</li>
        ))}
      </ul>
      {action.error && <Failure error={action.error} />}
      {round.state === 'exhausted' && <p class="broken">{t('nobodyLeft')}</p>}
      {taken?.plan !== undefined ? (
        <Publish plan={taken.plan} route={taken.route ?? ROUTE} reason="sick" onDone={onDone} />
      ) : (
        <button type="button" disabled={action.busy} onClick={end}>{t('endRound')}</button>
      )}
    </>
  );
}
