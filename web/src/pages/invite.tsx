// SPDX-License-Identifier: GPL-3.0-or-later
// invite.tsx - an invitation becomes an account, here or on the phone that scans
// it; the key for codes is shown once.
import { useState } from 'preact/hooks';
import { post } from '../api';
import { Failure, Field, useAction } from '../parts/basics';
import { Code } from '../parts/code';
import { t } from '../words';

interface Accepted {
  login: string;
  code_key?: string;
  code_url?: string;
}

export function Invite({ token }: { token: string }) {
  const [password, setPassword] = useState('');
  const [account, setAccount] = useState<Accepted>();
  const action = useAction();
  const submit = (event: Event) => {
    event.preventDefault();
    action.run(async () => {
      setAccount(await post<Accepted>(`/invitations/${token}`, { password }));
    });
  };
  if (account) {
    return (
      <section>
        <h1>{t('accepted')}</h1>
        <p>{t('login')}: <strong>{account.login}</strong></p>
        {account.code_key && (
          <>
            <p>{t('codeKey')}</p>
            {account.code_url && <Code text={account.code_url} label={t('codeScan')} />}
            <p><code class="key">{account.code_key}</code></p>
            <p><a href={account.code_url} target="_blank" rel="noreferrer">{t('openAuthenticator')}</a></p>
          </>
        )}
        <a class="main" href="/">{t('signIn')}</a>
      </section>
    );
  }
  return (
    <>
      <form onSubmit={submit}>
        <h1>{t('appName')}</h1>
        <p>{t('welcome')}</p>
        {action.error && <Failure error={action.error} />}
        <Field label={t('password')} type="password" value={password} onInput={setPassword}
          autocomplete="new-password" required />
        <button class="main" type="submit" disabled={action.busy}>{t('choose')}</button>
      </form>
      <p>{t('goOnByPhone')}</p>
      <Code text={location.href} label={t('codeOfInvitation')} />
    </>
  );
}
