// SPDX-License-Identifier: GPL-3.0-or-later
// chart.tsx - cost and bound over time, as two stepped lines.
import type { Progress } from '../model';
import { t } from '../words';

const WIDTH = 600;
const HEIGHT = 160;
const MARGIN = 8;

export function Chart({ points }: { points: Progress[] }) {
  const known = points.filter((one) => one.cost !== undefined && one.bound !== undefined);
  if (known.length < 2) return null;
  const end = known[known.length - 1]?.seconds || 1;
  const low = Math.min(...known.map((one) => one.bound ?? 0));
  // The first rosters are far off: what lies above three quarters of them
  // would press all else flat.
  const costs = known.map((one) => one.cost ?? 0).sort((a, b) => a - b);
  const high = Math.max(costs[Math.floor(costs.length * 0.75)] ?? 1, low + 1);
  const x = (seconds: number) => MARGIN + (seconds / end) * (WIDTH - 2 * MARGIN);
  const y = (value: number) =>
    HEIGHT - MARGIN - (Math.min((value - low) / (high - low), 1)) * (HEIGHT - 2 * MARGIN);
  const line = (pick: (one: Progress) => number) =>
    known.map((one, i) => `${i === 0 ? 'M' : 'H'}${x(one.seconds).toFixed(1)}${i === 0 ? ',' : 'V'}${y(pick(one)).toFixed(1)}`).join('');
  const last = known[known.length - 1];
  return (
    <svg class="chart" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img"
      aria-label={`${t('cost')} ${last?.cost ?? ''}, ${t('bound')} ${last?.bound ?? ''}`}>
      <path class="cost" d={line((one) => one.cost ?? 0)} />
      <path class="bound" d={line((one) => one.bound ?? 0)} />
    </svg>
  );
}
