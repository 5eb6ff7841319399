// SPDX-License-Identifier: GPL-3.0-or-later
// balance.tsx - share due, got and why, per person and burden, as bars.
import { useState } from 'preact/hooks';
import type { PageProps } from '../app';
import { useLoad } from '../load';
import type { Share } from '../model';
import { Choice, Ready } from '../parts/basics';
import { burdenName, t } from '../words';

export function Balance(_: PageProps) {
  const loaded = useLoad<{ from: string; days: number; shares: Share[] }>('/balance');
  const [burden, setBurden] = useState('');
  return (
    <Ready of={loaded}>
      {({ shares }) => {
        const burdens = [...new Set(shares.map((one) => one.burden))];
        const chosen = burden || burdens[0] || '';
        const rows = shares.filter((one) => one.burden === chosen);
        const most = Math.max(1, ...rows.map((one) => Math.max(one.due, one.got)));
        return (
          <>
            <Choice label={t('burden')} value={chosen} onInput={setBurden}
              options={burdens.map((id) => ({ id, name: burdenName(id) }))} />
            <div class="scroll" tabIndex={0} role="region" aria-label={t('balance')}>
              <table class="shares">
                <thead>
                  <tr>
                    <th scope="col">{t('person')}</th><th scope="col">{t('due')}</th>
                    <th scope="col">{t('got')}</th><th scope="col">{t('difference')}</th>
                    <th scope="col">{t('why')}</th>
                  </tr>
                </thead>
                <tbody>
                  {rows.map((one) => (
                    <tr key={one.person}>
                      <th scope="row">{one.name}</th>
                      <td>{one.due}</td>
                      <td>
                        <meter min={0} max={most} value={one.got} aria-label={`${one.name}: ${one.got}`} /> {one.got}
                      </td>
                      <td>{one.difference > 0 ? '+' : ''}{one.difference}</td>
                      <td>{one.why}</td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </div>
          </>
        );
      }}
    </Ready>
  );
}
