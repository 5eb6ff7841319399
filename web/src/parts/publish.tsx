// SPDX-License-Identifier: GPL-3.0-or-later
// publish.tsx - one button that makes a draft stand, by a step of the ladder.
import { useState } from 'preact/hooks';
import { call, newKey } from '../api';
import { useLoad } from '../load';
import type { Coop } from '../model';
import { t } from '../words';
import { Failure, Ready, useAction } from './basics';

export function Publish({ plan, revision, route, reason, onDone, more }: {
  plan: number;
  revision?: number; // that the draft was made from; else what stands now
  route: string;
  reason: string;
  onDone: () => void;
  more?: Record<string, unknown>; // of the publication
}) {
  const coop = useLoad<Coop>(`/coop?plan=${plan}`);
  const [key] = useState(newKey);
  const action = useAction();
  const publish = (revision: number) =>
    action.run(async () => {
      await call('POST', `/plans/${plan}/publish`, { body: { reason, route, ...more }, match: revision, key });
      onDone();
    });
  return (
    <Ready of={coop}>
      {(value) => (
        <>
          {action.error && <Failure error={action.error} />}
          <button type="button" class="main" disabled={action.busy} onClick={() => publish(revision ?? value.revision)}>
            {t('doPublish')}
          </button>
        </>
      )}
    </Ready>
  );
}
