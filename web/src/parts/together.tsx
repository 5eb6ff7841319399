// SPDX-License-Identifier: GPL-3.0-or-later
// together.tsx - what a page shows first comes at once: a button that can be
// pressed does not move when something above it arrives late.
import type { ComponentChildren } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { waiting } from '../load';
import { useSignal } from '../signal';
import { t } from '../words';

// Then the page is shown with what has come: better than none.
const PATIENCE_MS = 2000;

export function Together({ children }: { children: ComponentChildren }) {
  const busy = useSignal(waiting) > 0;
  const [shown, setShown] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setShown(true), PATIENCE_MS);
    return () => clearTimeout(timer);
  }, []);
  useEffect(() => {
    if (busy) return;
    // What has come may ask for more, which is counted when it is drawn.
    const timer = setTimeout(() => waiting.value === 0 && setShown(true), 0);
    return () => clearTimeout(timer);
  }, [busy]);
  return (
    <>
      {!shown && <p role="status">{t('loading')}</p>}
      <div class={shown ? '' : 'coming'}>{children}</div>
    </>
  );
}
