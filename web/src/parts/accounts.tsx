// SPDX-License-Identifier: GPL-3.0-or-later
// accounts.tsx - who has an account, with which roles; ending one.
import { useState } from 'preact/hooks';
import { remove } from '../api';
import { useLoad } from '../load';
import { roleName } from '../names';
import { t } from '../words';
import { Failure, Ready, useAction } from './basics';

interface Account {
  id: string;
  login: string;
  name: string;
  roles: (string | { role: string; member?: string | null })[];
  disabled: string | boolean | null;
}

const roleWords = (role: Account['roles'][number]): string => {
  const [name, member] = typeof role === 'string' ? role.split(':') : [role.role, role.member];
  return roleName(name ?? '') + (member ? ` (${member})` : '');
};

export function Accounts({ turn }: { turn: number }) {
  const [ended, setEnded] = useState(0);
  const loaded = useLoad<{ accounts: Account[] }>(`/accounts?turn=${turn}.${ended}`);
  const action = useAction();
  const end = (id: string) =>
    action.run(async () => {
      await remove(`/accounts/${id}`);
      setEnded(ended + 1);
    });
  return (
    <Ready of={loaded}>
      {({ accounts }) => (
        <>
          <h3>{t('accounts')}</h3>
          {action.error && <Failure error={action.error} />}
          <div class="scroll" tabIndex={0} role="region" aria-label={t('accounts')}>
            <table>
              <thead>
                <tr>
                  <th scope="col">{t('login')}</th><th scope="col">{t('name')}</th>
                  <th scope="col">{t('roles')}</th><th scope="col"><span class="sr">{t('endAccount')}</span></th>
                </tr>
              </thead>
              <tbody>
                {accounts.map((one) => (
                  <tr key={one.id}>
                    <th scope="row">{one.login}</th><td>{one.name}</td>
                    <td>{one.roles.map(roleWords).join(', ')}</td>
                    <td>{one.disabled ? <em>{t('endsLink')}</em> : (
                      <button type="button" aria-label={`${t('endAccount')}: ${one.login}`} disabled={action.busy}
                        onClick={() => end(one.id)}>{t('endAccount')}</button>
                    )}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        </>
      )}
    </Ready>
  );
}
