// SPDX-License-Identifier: GPL-3.0-or-later
// signin.tsx - name, password, one-time code.
import { useState } from 'preact/hooks';
import { ApiError, signIn, type Session } from '../api';
import { Field } from '../parts/basics';
import { t } from '../words';

export function SignIn({ onSignedIn }: { onSignedIn: (session: Session) => void }) {
  const [login, setLogin] = useState('');
  const [password, setPassword] = useState('');
  const [code, setCode] = useState('');
  const [wrong, setWrong] = useState('');
  const submit = (event: Event) => {
    event.preventDefault();
    signIn(login, password, code).then(onSignedIn, (error: ApiError) => {
      const { status } = error.problem;
      setWrong(t(status === 429 ? 'tooMany' : status === 0 ? 'offline' : 'wrong'));
    });
  };
  return (
    <form onSubmit={submit}>
      <h1>{t('signIn')}</h1>
      {wrong && <p class="failure" role="alert">{wrong}</p>}
      <Field label={t('login')} value={login} onInput={setLogin} autocomplete="username" required />
      <Field label={t('password')} type="password" value={password} onInput={setPassword}
        autocomplete="current-password" required />
      <Field label={t('code')} value={code} onInput={setCode} autocomplete="one-time-code"
        inputMode="numeric" />
      <button class="main" type="submit">{t('signIn')}</button>
    </form>
  );
}
