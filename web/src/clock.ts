// SPDX-License-Identifier: GPL-3.0-or-later
// clock.ts - today, by the server's clock and in its zone: a phone's clock may
// be wrong, and a person may travel.
const ZONE = 'Europe/Oslo';
let aheadMs = 0;

export function setNow(now: string): void {
  aheadMs = Date.parse(now) - Date.now();
}

// 2027-03-01: the Swedish way to write a date is that of ISO 8601.
export const today = (): string =>
  new Date(Date.now() + aheadMs).toLocaleDateString('sv-SE', { timeZone: ZONE });

// 08:00 of an instant.
export const timeOf = (instant: string): string =>
  new Date(instant).toLocaleTimeString('sv-SE', { timeZone: ZONE, hour: '2-digit', minute: '2-digit' });
