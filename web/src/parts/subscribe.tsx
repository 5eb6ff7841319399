// SPDX-License-Identifier: GPL-3.0-or-later
// subscribe.tsx - calendar links of a person, by device, with a code to scan.
import { useState } from 'preact/hooks';
import { post, remove } from '../api';
import { useLoad } from '../load';
import type { Link } from '../model';
import { lang, showDate, t, type Word } from '../words';
import { Failure, Field, Ready, useAction } from './basics';
import { Code } from './code';

interface NewLink extends Link {
  path: string;
}

export function Subscribe({ person }: { person: string }) {
  const [turn, setTurn] = useState(0);
  const [label, setLabel] = useState('');
  const [made, setMade] = useState('');
  const loaded = useLoad<{ links: Link[] }>(`/people/${person}/feeds?turn=${turn}`);
  const action = useAction();
  const make = (event: Event) => {
    event.preventDefault();
    action.run(async () => {
      const link = await post<NewLink>(`/people/${person}/feeds`, { label: label || null, language: lang.value });
      setMade(`webcal://${location.host}${link.path}`);
      setTurn(turn + 1);
    });
  };
  const end = (id: number) => action.run(async () => {
    await remove(`/feeds/${id}`);
    setTurn(turn + 1);
  });
  return (
    <>
      {action.error && <Failure error={action.error} />}
      <form class="bar" onSubmit={make}>
        <Field label={t('device')} value={label} onInput={setLabel} />
        <button class="main" type="submit" disabled={action.busy}>{t('newLink')}</button>
      </form>
      {made && (
        <div class="made" role="status">
          <p>{t('shownOnce')}</p>
          <p><code data-testid="feed-url">{made.replace('webcal:', location.protocol)}</code></p>
          <p><a class="main" href={made}>{t('openCalendar')}</a></p>
          <Code text={made} label={t('codeOfLink')} />
        </div>
      )}
      <Ready of={loaded}>{({ links }) => <Links links={links} onEnd={end} />}</Ready>
      <Slowness />
    </>
  );
}

function Links({ links, onEnd }: { links: Link[]; onEnd: (id: number) => void }) {
  return (
    <ul class="rows">
      {links.filter((one) => !one.revoked).map((one) => (
        <li key={one.id}>
          <span>{one.label || '–'} …{one.hint}, {t('lastUsed')}{' '}
            {one.last_used ? showDate(one.last_used.slice(0, 10)) : t('never')}
            {one.client && ` (${one.client})`}</span>
          <button type="button" aria-label={`${t('endLink')} ${one.label || one.hint}`} onClick={() => onEnd(one.id)}>
            {t('endLink')}
          </button>
        </li>
      ))}
    </ul>
  );
}

const CLIENTS: [Word, Word][] = [
  ['apple', 'hourly'], ['outlook', 'hours3to24'], ['google', 'hours8to24'], ['thunderbird', 'byYou'],
];

function Slowness() {
  return (
    <details>
      <summary>{t('clientsHead')}</summary>
      <table>
        <thead><tr><th scope="col">{t('client')}</th><th scope="col">{t('howOften')}</th></tr></thead>
        <tbody>
          {CLIENTS.map(([client, pace]) => (
            <tr key={client}><th scope="row">{t(client)}</th><td>{t(pace)}</td></tr>
          ))}
        </tbody>
      </table>
      <p>{t('urgentNews')}</p>
    </details>
  );
}
