// SPDX-License-Identifier: GPL-3.0-or-later
// rounds.tsx - who is asked for which duty, what they answered, and publishing
// what somebody took.
import { useEffect, useState } from 'preact/hooks';
import { useLoad } from '../load';
import { offerName, showDate, t } from '../words';
import { Choice, Ready } from './basics';
import { Publish } from './publish';

interface Offer {
  offer: number;
  person: string;
  name: string;
  state: string;
  plan?: number;
}
interface Round {
  ask: number;
  slot: string;
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
      {taken?.plan !== undefined && <PublishTaken slot={round.slot} taken={taken} onDone={onDone} />}
    </>
  );
}

interface Fitting {
  openings?: { candidates?: { person: string; route?: string }[] }[];
}
interface Ladder {
  ladder: { route: string; action: string }[];
}

// By the step of the ladder that the ranking gives whoever took it; the manager
// may know better.
function PublishTaken({ slot, taken, onDone }: { slot: string; taken: Offer; onDone: () => void }) {
  const [chosen, setChosen] = useState('');
  const rules = useLoad<Ladder>('/rules');
  const ranked = useLoad<Fitting>(`/opened/${encodeURIComponent(slot)}/suggest`);
  const fitting = ranked.value?.openings?.[0]?.candidates?.find((one) => one.person === taken.person)?.route;
  if (!ranked.value && !ranked.error) return <p role="status">{t('loading')}</p>;
  const route = chosen || fitting || 'ordinary-hours';
  return (
    <Ready of={rules}>
      {({ ladder }) => (
        <>
          <Choice label={t('route')} value={route} onInput={setChosen}
            options={ladder.map((one) => ({ id: one.route, name: one.action }))} />
          <Publish plan={taken.plan ?? 0} route={route} reason="sick" onDone={onDone} />
        </>
      )}
    </Ready>
  );
}
