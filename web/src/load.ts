// SPDX-License-Identifier: GPL-3.0-or-later
// load.ts - what a page asks for, with waiting, failure and one more try.
import { useCallback, useEffect, useState } from 'preact/hooks';
import { ApiError, get } from './api';

export interface Loaded<T> {
  value?: T;
  error?: ApiError;
  again: () => void;
}

export function useLoad<T>(path: string | null): Loaded<T> {
  const [state, set] = useState<{ path?: string; value?: T; error?: ApiError }>({});
  const [tries, setTries] = useState(0);
  useEffect(() => {
    let current = true;
    if (path === null) return;
    get<T>(path).then(
      (value) => current && set({ path, value }),
      (error: ApiError) => current && set({ path, error }),
    );
    return () => {
      current = false;
    };
  }, [path, tries]);
  const again = useCallback(() => setTries((n) => n + 1), []);
  return { value: state.value, error: state.path === path ? state.error : undefined, again };
}
