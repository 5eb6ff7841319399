// SPDX-License-Identifier: GPL-3.0-or-later
// basics.tsx - small pieces that every page uses.
import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { ApiError, type Session } from '../api';
import type { Loaded } from '../load';
import { t } from '../words';

export function Failure({ error, again }: { error: ApiError; again?: () => void }) {
  const { problem } = error;
  const words =
    problem.status === 0 ? t('offline')
    : problem.status === 403 ? t('notYours')
    : (problem.detail ?? problem.title);
  return (
    <div class="failure" role="alert">
      <strong>{t('failed')}.</strong> {words}
      {problem.errors && (
        <ul>{problem.errors.map((one) => <li key={one}>{one}</li>)}</ul>
      )}
      {again && <button type="button" onClick={again}>{t('again')}</button>}
    </div>
  );
}

// The page of what was loaded, or why it is not there yet. `missing` is said
// when nothing is published that could be shown (409).
export function Ready<T>({ of, missing, children }: {
  of: Loaded<T>;
  missing?: string;
  children: (value: T) => ComponentChildren;
}) {
  if (of.value !== undefined) return <>{children(of.value)}</>;
  if (missing && of.error?.problem.status === 409) return <p role="status">{missing}</p>;
  if (of.error) return <Failure error={of.error} again={of.again} />;
  return <p role="status">{t('loading')}</p>;
}

// Before the first publication.
export function Empty({ session }: { session: Session }) {
  const mayRun = session.may?.run === 'all';
  return (
    <p class="empty">{t(mayRun ? 'emptyBoard' : 'none')} {mayRun && <a class="main" href="/run">{t('toRun')}</a>}</p>
  );
}

export function Field(props: {
  label: string;
  type?: string;
  value: string;
  onInput: (value: string) => void;
  autocomplete?: string;
  required?: boolean;
  inputMode?: 'numeric' | 'text';
  min?: string;
  max?: string;
}) {
  return (
    <label class="field">
      <span>{props.label}</span>
      <input
        type={props.type ?? 'text'}
        value={props.value}
        required={props.required}
        min={props.min}
        max={props.max}
        inputMode={props.inputMode}
        autocomplete={props.autocomplete ?? 'off'}
        onInput={(event) => props.onInput(event.currentTarget.value)}
      />
    </label>
  );
}

export function Choice(props: {
  label: string;
  value: string;
  options: { id: string; name: string }[];
  onInput: (value: string) => void;
}) {
  return (
    <label class="field">
      <span>{props.label}</span>
      <select value={props.value} onChange={(event) => props.onInput(event.currentTarget.value)}>
        {props.options.map((one) => (
          <option key={one.id} value={one.id}>{one.name}</option>
        ))}
      </select>
    </label>
  );
}

// An action with its waiting and its failure beside the button.
export function useAction(): {
  busy: boolean;
  error?: ApiError;
  run: (work: () => Promise<void>) => void;
} {
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<ApiError>();
  const run = (work: () => Promise<void>) => {
    setBusy(true);
    setError(undefined);
    work().then(
      () => setBusy(false),
      (failed: unknown) => {
        setBusy(false);
        setError(
          failed instanceof ApiError ? failed : new ApiError({ title: String(failed), status: 500 }),
        );
      },
    );
  };
  return { busy, error, run };
}
