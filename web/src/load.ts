// SPDX-License-Identifier: GPL-3.0-or-later
// load.ts - what a page asks for, with waiting, failure and one more try.
import { useCallback, useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { ApiError, get } from './api';
import { signal } from './signal';

export interface Loaded<T> {
  value?: T;
  error?: ApiError;
  again: () => void;
}

// How many things are asked for of which nothing has come yet.
export const waiting = signal(0);

// `slow`: takes its time; the page keeps room for it and does not wait.
export function useLoad<T>(path: string | null, { slow = false } = {}): Loaded<T> {
  const [state, set] = useState<{ path?: string; value?: T; error?: ApiError }>({});
  const [tries, setTries] = useState(0);
  useFirst(!slow && path !== null && state.path === undefined);
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

// Counted as soon as it is drawn, so that nobody takes the page for complete.
function useFirst(open: boolean): void {
  const counted = useRef(0);
  const count = (now: number) => {
    if (now !== counted.current) waiting.set(waiting.value + now - counted.current);
    counted.current = now;
  };
  useLayoutEffect(() => count(open ? 1 : 0), [open]);
  useLayoutEffect(() => () => count(0), []);
}
