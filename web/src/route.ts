// SPDX-License-Identifier: GPL-3.0-or-later
// route.ts - the path in the address is the page.
import { signal } from './signal';

export const path = signal(location.pathname);

export function go(to: string): void {
  if (to !== location.pathname) history.pushState(null, '', to);
  path.set(to);
  document.querySelector<HTMLElement>('main')?.focus();
}

addEventListener('popstate', () => path.set(location.pathname));

// Links of our own pages change the page without loading it anew.
addEventListener('click', (event) => {
  const link = (event.target as Element).closest?.('a');
  if (!link || link.origin !== location.origin || event.ctrlKey || event.metaKey) return;
  if (link.target || link.hasAttribute('download')) return;
  event.preventDefault();
  go(link.pathname);
});
