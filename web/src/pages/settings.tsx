// SPDX-License-Identifier: GPL-3.0-or-later
// settings.tsx - people, services, demand, rules, import, feeds, accounts, the
// log: each for who may see it.
import type { FunctionComponent } from 'preact';
import { useState } from 'preact/hooks';
import { post, type Session } from '../api';
import type { PageProps } from '../app';
import { timeOf } from '../clock';
import { useLoad } from '../load';
import type { Coop } from '../model';
import { recordName, roleName } from '../names';
import { Accounts } from '../parts/accounts';
import { Choice, Failure, Field, Ready, useAction } from '../parts/basics';
import { Code } from '../parts/code';
import { Feeds } from '../parts/feeds';
import { Import } from '../parts/import';
import { Records } from '../parts/records';
import { RulesView } from '../parts/rules';
import { showDate, t, type Word } from '../words';

interface Part {
  word: Word;
  may: string; // permission, of everybody's
  member?: boolean; // or of one member
  show: FunctionComponent<{ coop: Coop; session: Session }>;
}

const table = (kind: string, columns: string[]) =>
  function Table({ session }: { session: Session }) {
    return (
      <>
        <Records kind={kind} columns={columns} mayEdit={session.may?.edit === 'all'} />
        <p><small>{t('hidden')}</small></p>
      </>
    );
  };

const PARTS: Part[] = [
  { word: 'people', may: 'records', show: table('staff', ['name', 'member', 'position_pct', 'from', 'to']) },
  { word: 'services', may: 'records', show: table('services', ['name', 'member', 'id']) },
  {
    word: 'demand', may: 'records',
    show: table('demands', ['name', 'service', 'shift_type', 'weekdays', 'low', 'target', 'high', 'priority']),
  },
  { word: 'otherRecords', may: 'records', show: Others },
  { word: 'rulesTitle', may: 'plan', show: () => <RulesView /> },
  { word: 'import', may: 'edit', show: () => <Import /> },
  { word: 'feeds', may: 'roster', show: ({ coop }) => <Feeds coop={coop} /> },
  { word: 'accounts', may: 'account', member: true, show: People },
  { word: 'audit', may: 'audit', show: () => <Log /> },
];

// What is changed rarely, by its kind.
const OTHERS = [
  'members', 'local_days', 'places', 'competences', 'shift_types', 'activities', 'externals', 'agreements', 'weights',
  'roads', 'ferries', 'disruptions', 'pins',
];

function Others({ session }: { session: Session }) {
  const [kind, setKind] = useState('members');
  return (
    <>
      <Choice label={t('kindOfRecord')} value={kind} onInput={setKind}
        options={OTHERS.map((id) => ({ id, name: recordName(id) }))} />
      <Records key={kind} kind={kind} mayEdit={session.may?.edit === 'all'} />
      <p><small>{t('hidden')}</small></p>
    </>
  );
}

export const mayOpenSettings = (session: Session): boolean =>
  ['records', 'edit', 'audit', 'roster', 'account'].some((one) =>
    ['all', 'member'].includes(session.may?.[one] ?? 'none'));

export function Settings({ session }: PageProps) {
  const coop = useLoad<Coop>('/coop');
  const may = (part: Part) => {
    const reach = session.may?.[part.may];
    return reach === 'all' || (part.member && reach === 'member');
  };
  const parts = PARTS.filter(may);
  const [chosen, setChosen] = useState(location.hash.slice(1));
  const part = parts.find((one) => one.word === chosen) ?? parts[0];
  const choose = (word: string) => {
    history.replaceState(null, '', `#${word}`);
    setChosen(word);
  };
  if (!part) return null;
  const Show = part.show;
  return (
    <>
      <div class="bar tabs" role="group" aria-label={t('settings')}>
        {parts.map((one) => (
          <button key={one.word} type="button" aria-pressed={one === part} onClick={() => choose(one.word)}>{t(one.word)}</button>
        ))}
      </div>
      <section aria-labelledby="set-part">
        <h2 id="set-part">{t(part.word)}</h2>
        <Ready of={coop}>{(value) => <Show key={part.word} coop={value} session={session} />}</Ready>
      </section>
    </>
  );
}

function People({ coop, session }: { coop: Coop; session: Session }) {
  const [turn, setTurn] = useState(0);
  return (
    <>
      <h3>{t('invite')}</h3>
      <InviteForm coop={coop} onInvited={() => setTurn(turn + 1)} />
      {session.may?.account === 'all' && <Accounts turn={turn} />}
    </>
  );
}

const ROLES = ['staff', 'team-lead', 'coordinator', 'settlement', 'union-rep', 'auditor', 'admin'];

function InviteForm({ coop, onInvited }: { coop: Coop; onInvited: () => void }) {
  const [login, setLogin] = useState('');
  const [name, setName] = useState('');
  const [staff, setStaff] = useState('');
  const [role, setRole] = useState('staff');
  const [path, setPath] = useState('');
  const action = useAction();
  const roles = [
    ...ROLES.map((id) => ({ id, name: roleName(id) })),
    ...coop.members.map((one) => ({ id: `manager:${one.id}`, name: `${roleName('manager')}: ${one.name}` })),
    ...coop.members.map((one) => ({ id: `exclusion-read:${one.id}`, name: `${roleName('exclusion-read')}: ${one.name}` })),
  ];
  const submit = (event: Event) => {
    event.preventDefault();
    action.run(async () => {
      const made = await post<{ path: string }>('/invitations',
        { login, name, staff: staff || null, roles: [role] });
      setPath(location.origin + made.path);
      onInvited();
    });
  };
  return (
    <form onSubmit={submit}>
      {action.error && <Failure error={action.error} />}
      <Field label={t('login')} value={login} onInput={setLogin} required />
      <Field label={t('name')} value={name} onInput={setName} required />
      <Choice label={t('person')} value={staff} onInput={setStaff}
        options={[{ id: '', name: t('nobody') }, ...coop.people]} />
      <Choice label={t('role')} value={role} onInput={setRole} options={roles} />
      <button class="main" type="submit" disabled={action.busy}>{t('invite')}</button>
      {path && (
        <div class="good" role="status">
          <p>{t('invitation')} <code>{path}</code></p>
          <Code text={path} label={t('codeOfInvitation')} />
        </div>
      )}
    </form>
  );
}

interface Line {
  number: number;
  at: string;
  actor: string;
  action: string;
  object: string;
  reason?: string;
}

const PAGE = 50;

function Log() {
  const [last, setLast] = useState(PAGE);
  const loaded = useLoad<{ lines: Line[] }>(`/audit?last=${last}`);
  return (
    <Ready of={loaded}>
      {({ lines }) => (
        <>
          <div class="scroll" tabIndex={0} role="region" aria-label={t('audit')}>
            <table class="log">
              <thead>
                <tr>
                  <th scope="col">#</th><th scope="col">{t('when')}</th><th scope="col">{t('actor')}</th>
                  <th scope="col">{t('what')}</th><th scope="col">{t('record')}</th>
                </tr>
              </thead>
              <tbody>
                {[...lines].reverse().map((line) => (
                  <tr key={line.number}>
                    <th scope="row">{line.number}</th>
                    <td>{showDate(line.at.slice(0, 10))} {timeOf(line.at)}</td>
                    <td>{line.actor}</td><td>{line.action}</td>
                    <td>{line.object}{line.reason && ` (${line.reason})`}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
          {lines.length >= last && <button type="button" onClick={() => setLast(last + 2 * PAGE)}>{t('earlierLines')}</button>}
        </>
      )}
    </Ready>
  );
}
