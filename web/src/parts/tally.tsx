// SPDX-License-Identifier: GPL-3.0-or-later
// tally.tsx - what a person has got against a fair share, by burden.
import { useLoad } from '../load';
import type { Share } from '../model';
import { burdenName, t } from '../words';
import { Ready } from './basics';

type OwnShare = Omit<Share, 'due' | 'difference'> & { due?: number; difference?: number };

export function Tally({ person }: { person: string }) {
  const loaded = useLoad<{ shares: OwnShare[] }>(`/people/${person}/balance`);
  return (
    <>
      <p>{t('tallyHelp')}</p>
      <Ready of={loaded} missing={t('nobodyPublished')}>
        {({ shares }) => shares.length === 0 ? <p>{t('noShares')}</p> : (
          <ul class="cards tally">
            {shares.map((one) => <li key={one.burden}><OneShare one={one} /></li>)}
          </ul>
        )}
      </Ready>
    </>
  );
}

const signed = (n: number): string => (n > 0 ? `+${n}` : String(n));

function OneShare({ one }: { one: OwnShare }) {
  return (
    <>
      <h3 class="weekday">{burdenName(one.burden)}</h3>
      <dl class="numbers">
        <div><dt>{t('got')}</dt><dd>{one.got}</dd></div>
        {one.due !== undefined && <div><dt>{t('due')}</dt><dd>{one.due}</dd></div>}
        {one.difference !== undefined && <div><dt>{t('difference')}</dt><dd>{signed(one.difference)}</dd></div>}
        <div><dt>{t('carried')}</dt><dd>{one.carried_52_weeks}</dd></div>
      </dl>
      {one.due === undefined && <p><small>{one.why}</small></p>}
    </>
  );
}
