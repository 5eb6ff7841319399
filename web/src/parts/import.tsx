// SPDX-License-Identifier: GPL-3.0-or-later
// import.tsx - records from a file: first what would change, then kept.
import { useState } from 'preact/hooks';
import { call } from '../api';
import { recordName } from '../names';
import { t } from '../words';
import { Failure, useAction } from './basics';

interface Change {
  kind: string;
  added: number;
  removed: number;
  changed: number;
  ids: string[];
}
interface Imported {
  dry: boolean;
  records: Record<string, number>;
  changes: Change[];
}

export function Import() {
  const [text, setText] = useState('');
  const [said, setSaid] = useState<Imported>();
  const action = useAction();
  const send = (dry: boolean) =>
    action.run(async () => {
      setSaid(undefined);
      setSaid(await call<Imported>('PUT', '/records' + (dry ? '?dry=1' : ''), { body: JSON.parse(text) }));
    });
  const read = (event: Event) => {
    setSaid(undefined);
    const file = (event.currentTarget as HTMLInputElement).files?.[0];
    file?.text().then(setText);
  };
  return (
    <div>
      {action.error && <Failure error={action.error} />}
      <label class="field"><span>{t('file')}</span><input type="file" accept="application/json,.json" onChange={read} /></label>
      <div class="bar">
        <button type="button" disabled={!text || action.busy} onClick={() => send(true)}>{t('tryImport')}</button>
        <button type="button" disabled={!said?.dry || action.busy} onClick={() => send(false)}>{t('importNow')}</button>
      </div>
      {said && <Preview said={said} />}
    </div>
  );
}

function Preview({ said }: { said: Imported }) {
  return (
    <div role="status">
      <h3>{t(said.dry ? 'preview' : 'saved')}</h3>
      {said.changes.length === 0 ? <p>{t('unchanged')}</p> : (
        <table class="preview">
          <thead>
            <tr>
              <th scope="col">{t('record')}</th><th scope="col">{t('added')}</th><th scope="col">{t('changed')}</th>
              <th scope="col">{t('removed')}</th><th scope="col">{t('what')}</th>
            </tr>
          </thead>
          <tbody>
            {said.changes.map((one) => (
              <tr key={one.kind}>
                <th scope="row">{recordName(one.kind)}</th>
                <td>{one.added}</td><td>{one.changed}</td><td>{one.removed}</td>
                <td><small>{one.ids.slice(0, 12).join(', ')}{one.ids.length > 12 && ' …'}</small></td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <ul class="counts">
        {Object.entries(said.records).filter(([, n]) => n > 0).map(([kind, n]) => <li key={kind}>{recordName(kind)}: {n}</li>)}
      </ul>
    </div>
  );
}
