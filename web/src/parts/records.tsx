// SPDX-License-Identifier: GPL-3.0-or-later
// records.tsx - one kind of records as a table, and one record changed.
import { useEffect, useRef, useState } from 'preact/hooks';
import { call } from '../api';
import { useLoad } from '../load';
import { recordName } from '../names';
import { t } from '../words';
import { Failure, Field, Ready, useAction } from './basics';

interface FieldInfo {
  key: string;
  type: string;
  required: boolean;
  help: string;
  names?: string[];
  of?: string;
}
type Row = Record<string, string>;
interface Shown {
  kind: string;
  version: number;
  fields: FieldInfo[];
  records: Row[];
}

const SIMPLE = ['text', 'int', 'bool', 'date', 'clock', 'enum', 'hours', 'ratio', 'weekdays', 'ref', 'ref-list'];

// `columns`: what the table shows; everything is in the form.
export function Records({ kind, columns, mayEdit }: { kind: string; columns: string[]; mayEdit: boolean }) {
  const [turn, setTurn] = useState(0);
  const [editing, setEditing] = useState<Row>();
  const [search, setSearch] = useState('');
  const loaded = useLoad<Shown>(`/records/${kind}?turn=${turn}`);
  return (
    <Ready of={loaded}>
      {(shown) => {
        const rows = shown.records.filter((row) =>
          Object.values(row).join(' ').toLowerCase().includes(search.toLowerCase()));
        return (
          <>
            {mayEdit && <button type="button" onClick={() => setEditing({ id: '' })}>{t('addRecord')}</button>}
            {shown.records.length > 8 && <Field label={`${t('search')}: ${recordName(kind)}`} value={search} onInput={setSearch} />}
            {rows.length === 0 ? <p>{t('noRows')}</p> : (
              <div class="scroll" tabIndex={0} role="region" aria-label={recordName(kind)}>
                <table class="records">
                  <thead>
                    <tr>
                      {columns.map((key) => <th key={key} scope="col">{columnName(key)}</th>)}
                      {mayEdit && <th scope="col"><span class="sr">{t('edit')}</span></th>}
                    </tr>
                  </thead>
                  <tbody>
                    {rows.map((row) => (
                      <tr key={row.id}>
                        {columns.map((key, i) => i === 0 ? <th key={key} scope="row">{row[key]}</th> : <td key={key}>{words(shown, key, row[key] ?? '')}</td>)}
                        {mayEdit && (
                          <td><button type="button" aria-label={`${t('edit')} ${row.name ?? row.id}`} onClick={() => setEditing(row)}>{t('edit')}</button></td>
                        )}
                      </tr>
                    ))}
                  </tbody>
                </table>
              </div>
            )}
            {editing && <Edit kind={kind} shown={shown} row={editing} onClose={() => setEditing(undefined)}
              onSaved={() => { setEditing(undefined); setTurn(turn + 1); }} />}
          </>
        );
      }}
    </Ready>
  );
}

// Dates without an end are kept as the first and the last there are.
const NO_DATE = ['1970-01-01', '2199-12-31'];

function words(shown: Shown, key: string, value: string): string {
  const type = shown.fields.find((field) => field.key === key)?.type;
  if (type === 'bool') return t(value === 'true' ? 'yes' : 'noWord');
  return type === 'date' && NO_DATE.includes(value) ? '–' : value;
}

const COLUMNS: Record<string, Parameters<typeof t>[0]> = {
  name: 'name', member: 'member', position_pct: 'positionPct', from: 'fromDate', to: 'lastDay', service: 'service',
  weekdays: 'weekdays', low: 'lowMark', target: 'targetMark', high: 'highMark', priority: 'priority',
  shift_type: 'shiftType', kind: 'kind', start: 'startsAt', end: 'endsAt', place: 'place', id: 'shortName',
};
const columnName = (key: string): string => {
  const word = COLUMNS[key];
  return word ? t(word) : key.replaceAll('_', ' ');
};

function Edit({ kind, shown, row, onClose, onSaved }: {
  kind: string;
  shown: Shown;
  row: Row;
  onClose: () => void;
  onSaved: () => void;
}) {
  const dialog = useRef<HTMLDialogElement>(null);
  const [values, setValues] = useState<Row>(row);
  const action = useAction();
  useEffect(() => dialog.current?.showModal(), []);
  const fresh = row.id === '';
  const fields = shown.fields.filter((field) =>
    (SIMPLE.includes(field.type) && (fresh || field.key in row)) || (fresh && field.key === 'id'));
  const submit = (event: Event) => {
    event.preventDefault();
    const changed = fields.filter((field) => field.key !== 'id' && (values[field.key] ?? '') !== (row[field.key] ?? ''));
    if (changed.length === 0) {
      dialog.current?.close();
      return;
    }
    action.run(async () => {
      await call('PUT', `/records/${kind}/${encodeURIComponent(values.id ?? '')}`, {
        body: Object.fromEntries(changed.map((field) => [field.key, values[field.key] || null])),
        match: shown.version,
      });
      onSaved();
    });
  };
  return (
    <dialog ref={dialog} onClose={onClose} aria-labelledby="edit-title">
      <h2 id="edit-title">{fresh ? t('addRecord') : `${t('edit')}: ${row.name ?? row.id}`}</h2>
      {action.error && <Failure error={action.error} />}
      <form onSubmit={submit}>
        {fields.map((field) => (
          <Value key={field.key} field={field} value={values[field.key] ?? ''}
            onInput={(value) => setValues({ ...values, [field.key]: value })} />
        ))}
        <div class="bar">
          <button type="submit" class="main" disabled={action.busy}>{t('saveRecord')}</button>
          <button type="button" onClick={() => dialog.current?.close()}>{t('cancel')}</button>
        </div>
      </form>
    </dialog>
  );
}

function Value({ field, value, onInput }: { field: FieldInfo; value: string; onInput: (value: string) => void }) {
  const options = field.type === 'bool' ? ['true', 'false'] : field.names;
  const label = <span>{columnName(field.key)} <small lang="en">{field.help}</small></span>;
  return (
    <label class="field">
      {label}
      {options ? (
        <select value={value} onChange={(event) => onInput(event.currentTarget.value)}>
          {value === '' && <option value="" />}
          {options.map((one) => <option key={one} value={one}>{field.type === 'bool' ? t(one === 'true' ? 'yes' : 'noWord') : one}</option>)}
        </select>
      ) : (
        <input type={field.type === 'date' ? 'date' : 'text'} value={value} required={field.required}
          onInput={(event) => onInput(event.currentTarget.value)} />
      )}
    </label>
  );
}
