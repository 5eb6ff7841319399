// SPDX-License-Identifier: GPL-3.0-or-later
// settings.tsx - people, invitations, import with a try first, the log.
import { useState } from 'preact/hooks';
import { call, post } from '../api';
import type { PageProps } from '../app';
import { useLoad } from '../load';
import type { Coop } from '../model';
import { Choice, Failure, Field, Ready, useAction } from '../parts/basics';
import { t } from '../words';

export function Settings({ session }: PageProps) {
  const coop = useLoad<Coop>('/coop');
  const may = session.may ?? {};
  return (
    <>
      <section aria-labelledby="set-people">
        <h2 id="set-people">{t('people')}</h2>
        <Ready of={coop}>
          {(value) => (
            <>
              <ul>{value.people.map((one) => <li key={one.id}>{one.name} <small>{one.member}</small></li>)}</ul>
              <h2>{t('invite')}</h2>
              <InviteForm coop={value} />
            </>
          )}
        </Ready>
      </section>
      {may.edit === 'all' && (
        <section aria-labelledby="set-import">
          <h2 id="set-import">{t('import')}</h2>
          <Import />
        </section>
      )}
      {may.audit === 'all' && (
        <section aria-labelledby="set-audit">
          <h2 id="set-audit">{t('audit')}</h2>
          <Log />
        </section>
      )}
    </>
  );
}

const ROLES = ['staff', 'team-lead', 'coordinator', 'settlement', 'union-rep', 'auditor', 'admin'];

function InviteForm({ coop }: { coop: Coop }) {
  const [login, setLogin] = useState('');
  const [name, setName] = useState('');
  const [staff, setStaff] = useState('');
  const [role, setRole] = useState('staff');
  const [path, setPath] = useState('');
  const action = useAction();
  const roles = [...ROLES, ...coop.members.map((one) => `manager:${one.id}`)];
  const submit = (event: Event) => {
    event.preventDefault();
    action.run(async () => {
      const made = await post<{ path: string }>('/invitations',
        { login, name, staff: staff || null, roles: [role] });
      setPath(location.origin + made.path);
    });
  };
  return (
    <form onSubmit={submit}>
      {action.error && <Failure error={action.error} />}
      <Field label={t('login')} value={login} onInput={setLogin} required />
      <Field label={t('name')} value={name} onInput={setName} required />
      <Choice label={t('person')} value={staff} onInput={setStaff}
        options={[{ id: '', name: t('nobody') }, ...coop.people]} />
      <Choice label={t('role')} value={role} onInput={setRole}
        options={roles.map((id) => ({ id, name: id }))} />
      <button class="main" type="submit" disabled={action.busy}>{t('invite')}</button>
      {path && <p class="good" role="status">{t('invitation')} <code>{path}</code></p>}
    </form>
  );
}

function Import() {
  const [text, setText] = useState('');
  const [counts, setCounts] = useState<Record<string, number>>();
  const action = useAction();
  const send = (dry: boolean) =>
    action.run(async () => {
      const answer = await call<{ records: Record<string, number> }>(
        'PUT', '/records' + (dry ? '?dry=1' : ''), { body: JSON.parse(text) });
      setCounts(answer.records);
    });
  const read = (event: Event) => {
    const file = (event.currentTarget as HTMLInputElement).files?.[0];
    file?.text().then(setText);
  };
  return (
    <div>
      {action.error && <Failure error={action.error} />}
      <label class="field"><span>{t('file')}</span><input type="file" accept="application/json,.json" onChange={read} /></label>
      <button type="button" disabled={!text || action.busy} onClick={() => send(true)}>{t('tryImport')}</button>
      <button type="button" disabled={!counts || action.busy} onClick={() => send(false)}>{t('importNow')}</button>
      {counts && (
        <ul role="status">
          {Object.entries(counts).filter(([, n]) => n > 0).map(([kind, n]) => <li key={kind}>{kind}: {n}</li>)}
        </ul>
      )}
    </div>
  );
}

interface Line {
  number: number;
  at: string;
  actor: string;
  action: string;
  object: string;
}

function Log() {
  const loaded = useLoad<{ lines: Line[] }>('/audit?last=50');
  return (
    <Ready of={loaded}>
      {({ lines }) => (
        <ol class="log">
          {lines.map((line) => <li key={line.number} value={line.number}>{line.at} {line.action} {line.object}</li>)}
        </ol>
      )}
    </Ready>
  );
}
