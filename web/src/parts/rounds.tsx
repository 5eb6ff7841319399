// SPDX-License-Identifier: GPL-3.0-or-later
// rounds.tsx - who is asked for which duty, what they answered, and publishing
// what somebody took.
import { useEffect, useState } from 'preact/hooks';
import { call, newKey } from '../api';
import { useLoad } from '../load';
import type { Coop } from '../model';
import { offerName, showDate, t } from '../words';
import { Failure, Ready, useAction } from './basics';

interface Offer {
  offer: number;
  name: string;
  state: string;
  plan?: number;
}
interface Round {
  ask: number;
  title: string;
  date: string;
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

function Asked({ round, onDone }: { round: Round; onDone: () => void }) {
  const taken = round.offers?.find((one) => one.state === 'accepted' && one.plan !== undefined);
  return (
    <>
      <h3>{round.title}, {showDate(round.date)}</h3>
      <ul>
        {round.offers?.map((one) => (
          <li key={one.offer}><strong>{one.name}</strong>: {offerName(one.state)}</li>
        ))}
      </ul>
      {taken?.plan !== undefined && <Publish plan={taken.plan} onDone={onDone} />}
    </>
  );
}

function Publish({ plan, onDone }: { plan: number; onDone: () => void }) {
  const coop = useLoad<Coop>('/coop');
  const [key] = useState(newKey);
  const action = useAction();
  const publish = (revision: number) =>
    action.run(async () => {
      await call('POST', `/plans/${plan}/publish`, {
        body: { reason: 'sick', route: 'voluntary-swap' }, match: revision, key,
      });
      onDone();
    });
  return (
    <Ready of={coop}>
      {(value) => (
        <>
          {action.error && <Failure error={action.error} />}
          <button type="button" class="main" disabled={action.busy} onClick={() => publish(value.revision)}>
            {t('doPublish')}
          </button>
        </>
      )}
    </Ready>
  );
}
