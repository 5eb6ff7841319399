// SPDX-License-Identifier: GPL-3.0-or-later
// signal.ts - a value that pages watch.
import { useEffect, useState } from 'preact/hooks';

export interface Signal<T> {
  readonly value: T;
  set(value: T): void;
  watch(watcher: () => void): () => void;
}

export function signal<T>(first: T): Signal<T> {
  let value = first;
  const watchers = new Set<() => void>();
  return {
    get value() {
      return value;
    },
    set(next) {
      value = next;
      watchers.forEach((watcher) => watcher());
    },
    watch(watcher) {
      watchers.add(watcher);
      return () => watchers.delete(watcher);
    },
  };
}

export function useSignal<T>(source: Signal<T>): T {
  const [, draw] = useState({});
  const drawn = source.value;
  useEffect(() => {
    if (source.value !== drawn) draw({}); // it changed before anybody watched
    return source.watch(() => draw({}));
  }, [source]);
  return drawn;
}
