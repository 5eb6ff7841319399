// SPDX-License-Identifier: GPL-3.0-or-later
// rules.tsx - every limit in force: value, basis, reference, what a breach
// does; read only.
import { useState } from 'preact/hooks';
import { useLoad } from '../load';
import { basisName, limitName, profileName, severityName, tierName } from '../names';
import { printing } from '../paper';
import { useSignal } from '../signal';
import { showDate, t } from '../words';
import { Field, Ready } from './basics';

interface Agreement {
  agreement: string;
  value: string;
  basis: string;
  reference: string;
  from: string;
  to: string | null;
  person: string | null;
}
interface Limit {
  limit: string;
  summary: string;
  unit: 'hours' | 'clock' | 'days' | 'count' | 'yesno' | 'ratio';
  value: string;
  law: string;
  reference: string | null;
  basis: string | null;
  severity: { solver: string; manager: string; staff: string };
  relaxed: { basis: string; value: string }[];
  agreements: Agreement[];
}
interface Rules {
  profile: string;
  title: string;
  limits: Limit[];
  rules: { rule: string; id: string; summary: string; limit: string | null }[];
  notice: { tier: string; days: number; pay_pct: number; consent: boolean }[];
}

export function RulesView() {
  const loaded = useLoad<Rules>('/rules');
  const [search, setSearch] = useState('');
  const fits = (one: Limit) =>
    `${limitName(one.limit, one.summary)} ${one.reference}`.toLowerCase().includes(search.toLowerCase());
  return (
    <Ready of={loaded}>
      {(rules) => (
        <>
          <p>{profileName(rules.profile, rules.title)} <small>({rules.profile})</small></p>
          <Field label={t('search')} value={search} onInput={setSearch} />
          <div class="scroll" tabIndex={0} role="region" aria-label={t('rulesTitle')}>
            <table class="rules">
              <thead>
                <tr>
                  <th scope="col">{t('limit')}</th><th scope="col">{t('value')}</th>
                  <th scope="col">{t('basis')}</th><th scope="col">{t('reference')}</th>
                  <th scope="col">{t('breach')}</th>
                </tr>
              </thead>
              <tbody>{rules.limits.filter(fits).map((one) => <LimitRow key={one.limit} one={one} />)}</tbody>
            </table>
          </div>
          <h3>{t('rule')}</h3>
          <ul>{rules.rules.map((one) => <li key={one.rule}>{one.id !== '-' && <strong>{one.id} </strong>}{one.summary}</li>)}</ul>
          <h3>{t('noticeDue')}</h3>
          <ul>
            {rules.notice.map((one) => (
              <li key={one.tier}>
                {tierName(one.tier)}: {one.days} {t('days')}{one.pay_pct > 0 && `, +${one.pay_pct} %`}
                {one.consent && `, ${t('needsConsent')}`}
              </li>
            ))}
          </ul>
        </>
      )}
    </Ready>
  );
}

function valueWords(unit: Limit['unit'], value: string): string {
  if (unit === 'yesno') return t(value === 'yes' ? 'yes' : 'noWord');
  if (unit === 'hours') return `${value} ${t('hours')}`;
  return unit === 'days' ? `${value} ${t('days')}` : value;
}

function LimitRow({ one }: { one: Limit }) {
  const words = (value: string) => valueWords(one.unit, value);
  const paper = useSignal(printing);
  return (
    <tr>
      <th scope="row">{limitName(one.limit, one.summary)}</th>
      <td>{words(one.value)}{one.value !== one.law && <small>{t('law')}: {words(one.law)}</small>}</td>
      <td>
        {one.basis ? basisName(one.basis) : t('law')}
        {one.relaxed.length > 0 && (
          <details open={paper}>
            <summary>{t('canBeAgreed')}</summary>
            <ul>{one.relaxed.map((step) => <li key={step.basis}>{basisName(step.basis)}: {words(step.value)}</li>)}</ul>
          </details>
        )}
        {one.agreements.map((a) => (
          <small key={a.agreement}>
            {a.person && `${a.person}: `}{words(a.value)}, {a.reference}, {showDate(a.from)}{a.to && ` – ${showDate(a.to)}`}
          </small>
        ))}
      </td>
      <td>{one.reference}</td>
      <td>{severityName(one.severity.manager)}</td>
    </tr>
  );
}
