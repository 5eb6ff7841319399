// SPDX-License-Identifier: GPL-3.0-or-later
// paper.ts - whether the page is on its way to paper: what is folded away on a
// screen is shown there, and what is wide comes in pieces.
import { signal } from './signal';

const query = matchMedia('print');
export const printing = signal(query.matches);
query.addEventListener('change', () => printing.set(query.matches));
addEventListener('beforeprint', () => printing.set(true));
addEventListener('afterprint', () => printing.set(false));
