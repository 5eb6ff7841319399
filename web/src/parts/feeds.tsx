// SPDX-License-Identifier: GPL-3.0-or-later
// feeds.tsx - calendar links of members, services and what is uncovered.
import { useState } from 'preact/hooks';
import { post, remove } from '../api';
import { useLoad } from '../load';
import type { Coop, Link } from '../model';
import { t } from '../words';
import { Choice, Failure, Field, Ready, useAction } from './basics';

export function Feeds({ coop }: { coop: Coop }) {
  const [turn, setTurn] = useState(0);
  const [path, setPath] = useState('');
  const loaded = useLoad<{ links: (Link & { subject: string })[] }>(`/feeds?turn=${turn}`);
  const action = useAction();
  const change = (work: () => Promise<void>) =>
    action.run(async () => {
      await work();
      setTurn(turn + 1);
    });
  const rotate = (id: number) => change(async () => {
    const made = await post<{ path: string }>(`/feeds/${id}/rotate`, {});
    setPath(location.origin + made.path);
  });
  return (
    <>
      {action.error && <Failure error={action.error} />}
      {path && <p class="good" role="status">{t('shownOnce')} <code>{path}</code></p>}
      <NewLink coop={coop} onMade={(made) => { setPath(made); setTurn(turn + 1); }} />
      <Ready of={loaded}>
        {({ links }) => links.length === 0 ? <p>{t('noRows')}</p> : (
          <ul class="cards">
            {links.map((link) => (
              <li key={link.id}>
                <strong>{kindWords(link.kind)} {link.subject}</strong> {link.label} <small>…{link.hint}</small><br />
                {t('lastUsed')} {link.last_used ?? t('never')}{link.client && ` (${link.client})`}{' '}
                {link.revoked ? <em>{t('endsLink')}</em> : (
                  <>
                    <button type="button" disabled={action.busy} onClick={() => rotate(link.id)}>{t('rotate')}</button>{' '}
                    <button type="button" disabled={action.busy}
                      onClick={() => change(() => remove(`/feeds/${link.id}`))}>{t('endLink')}</button>
                  </>
                )}
              </li>
            ))}
          </ul>
        )}
      </Ready>
    </>
  );
}

const kindWords = (kind: string): string =>
  t(kind === 'member' ? 'member' : kind === 'service' ? 'service' : 'uncovered');

function NewLink({ coop, onMade }: { coop: Coop; onMade: (address: string) => void }) {
  const [subject, setSubject] = useState('uncovered');
  const [label, setLabel] = useState('');
  const action = useAction();
  const subjects = [
    { id: 'uncovered', name: t('uncovered') },
    ...coop.members.map((one) => ({ id: `member:${one.id}`, name: `${t('member')}: ${one.name}` })),
    ...coop.services.map((one) => ({ id: `service:${one.id}`, name: `${t('service')}: ${one.name}` })),
  ];
  const submit = (event: Event) => {
    event.preventDefault();
    const [kind, id] = subject.split(':');
    action.run(async () => {
      const made = await post<{ path: string }>('/feeds', { kind, subject: id ?? null, label: label || null });
      onMade(location.origin + made.path);
    });
  };
  return (
    <form class="bar" onSubmit={submit}>
      {action.error && <Failure error={action.error} />}
      <Choice label={t('what')} value={subject} options={subjects} onInput={setSubject} />
      <Field label={t('device')} value={label} onInput={setLabel} />
      <button type="submit" disabled={action.busy}>{t('newLink')}</button>
    </form>
  );
}
