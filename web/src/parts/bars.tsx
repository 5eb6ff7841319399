// SPDX-License-Identifier: GPL-3.0-or-later
// bars.tsx - a number a week, as bars; what is still to come is paler.
import { t } from '../words';

const STEP = 4;
const HEIGHT = 28;

export function WeekBars({ weeks, high, today, label }: {
  weeks: number[];
  high: number;
  today: number; // the week that runs; later ones are planned
  label: string;
}) {
  const width = weeks.length * STEP;
  return (
    <svg class="weeks" viewBox={`0 0 ${width} ${HEIGHT}`} role="img" aria-label={`${label}, ${t('weeksBack')}`}
      preserveAspectRatio="none">
      <line x1="0" x2={width} y1={HEIGHT - 0.5} y2={HEIGHT - 0.5} />
      {weeks.map((n, w) => n > 0 && (
        <rect key={w} class={w > today ? 'planned' : ''} x={w * STEP} width={STEP - 1}
          y={HEIGHT - (n / high) * HEIGHT} height={(n / high) * HEIGHT} />
      ))}
    </svg>
  );
}
