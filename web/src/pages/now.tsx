// SPDX-License-Identifier: GPL-3.0-or-later
// now.tsx - who is on duty at this moment, by service.
import type { PageProps } from '../app';
import { useLoad } from '../load';
import { Ready } from '../parts/basics';
import { t } from '../words';

interface OnDuty {
  slot: string;
  duty: string;
  role?: string;
  place?: string;
  standby: boolean;
  response_minutes: number;
  phone_only: boolean;
  people?: { person: string; name: string }[];
  person?: string;
  name?: string;
}
interface Service {
  service: string;
  name: string;
  duties?: OnDuty[];
  on_duty?: OnDuty[];
}

export function Now(_: PageProps) {
  const loaded = useLoad<{ services: Service[]; uncovered: OnDuty[] }>('/now');
  return (
    <Ready of={loaded} missing={t('nobodyPublished')}>
      {({ services, uncovered }) => (
        <>
          {uncovered.length > 0 && (
            <p class="failure">{t('uncovered')}: {uncovered.map((one) => one.duty).join(', ')}</p>
          )}
          <ul class="cards">
            {services.map((service) => (
              <li key={service.service}>
                <h2>{service.name || t('nobody')}</h2>
                <ul>
                  {(service.on_duty ?? service.duties ?? []).map((one) => (
                    <li key={one.slot + (one.person ?? '')}>
                      <strong>{one.name ?? one.people?.map((p) => p.name).join(', ')}</strong> {one.duty}
                      {one.role && ` (${one.role})`}{one.place && `, ${one.place}`}
                      {one.standby && one.response_minutes > 0 && `, ${one.response_minutes} min`}
                    </li>
                  ))}
                </ul>
              </li>
            ))}
          </ul>
        </>
      )}
    </Ready>
  );
}
