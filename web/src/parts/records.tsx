// SPDX-License-Identifier: GPL-3.0-or-later
// records.tsx - one kind of records as a table, and one record changed.
import { useEffect, useRef, useState } from 'preact/hooks';
import { ApiError, call, get } from '../api';
import { useLoad } from '../load';
import { recordName } from '../names';
import { columnName, daysOf, dayName, valueName } from '../names_records';
import { t } from '../words';
import { Failure, Field, Ready, useAction } from './basics';
import { hasDate, Value, type FieldInfo, type Named, type Refs } from './value';

type Row = Record<string, string>;
interface Shown {
  kind: string;
  version: number;
  fields: FieldInfo[];
  records: Row[];
}

const COLUMNS_MAX = 6;

// `columns`: what the table shows, if not the first ones; everything is in the
// form.
export function Records({ kind, columns: wanted, mayEdit }: { kind: string; columns?: string[]; mayEdit: boolean }) {
  const [turn, setTurn] = useState(0);
  const [editing, setEditing] = useState<Row>();
  const [search, setSearch] = useState('');
  const loaded = useLoad<Shown>(`/records/${kind}?turn=${turn}`);
  return (
    <Ready of={loaded}>
      {(shown) => {
        const columns = wanted ?? shown.fields.filter((field) => !field.max).slice(0, COLUMNS_MAX).map((field) => field.key);
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
                      {columns.map((key) => <th key={key} scope="col">{columnName(key, shown.fields.find((field) => field.key === key)?.help)}</th>)}
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

function words(shown: Shown, key: string, value: string): string {
  const type = shown.fields.find((field) => field.key === key)?.type;
  if (type === 'bool') return t(value === 'true' ? 'yes' : 'noWord');
  if (type === 'enum') return valueName(key, value);
  if (type === 'weekdays') return daysOf(value).length === 7 ? t('everyDay') : daysOf(value).map(dayName).join(' ');
  return type === 'date' && !hasDate(value) ? '–' : value;
}

// The kinds that fields name, those of items too.
const kindsOf = (fields: FieldInfo[]): string[] =>
  [...new Set(fields.flatMap((field) => [...(field.of ? [field.of] : []), ...kindsOf(field.items ?? [])]))];

// Whom and what the fields may name: fetched before the form is shown, so that
// nothing in it moves afterwards.
function useRefs(fields: FieldInfo[]): { refs?: Refs; error?: ApiError } {
  const [state, set] = useState<{ refs?: Refs; error?: ApiError }>({});
  useEffect(() => {
    const kinds = kindsOf(fields);
    Promise.all(kinds.map((kind) => get<Shown>(`/records/${kind}`))).then(
      (all) => set({ refs: Object.fromEntries(all.map(({ kind, records }) => [kind, records.map(named)])) }),
      (error: ApiError) => set({ error }),
    );
  }, []);
  return state;
}
const named = (row: Row): Named => ({ id: row.id ?? '', name: row.name ?? row.id ?? '' });

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
  const { refs, error } = useRefs(shown.fields);
  useEffect(() => {
    if (refs || error) dialog.current?.showModal();
  }, [refs, error]);
  const fresh = row.id === '';
  const fields = shown.fields.filter((field) => (fresh ? true : field.key in row && field.key !== 'id'));
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
      {error && <Failure error={error} />}
      <form onSubmit={submit}>
        {refs && fields.map((field) => (
          <Value key={field.key} field={field} value={values[field.key] ?? ''} refs={refs}
            onInput={(value) => setValues({ ...values, [field.key]: value })} />
        ))}
        {action.error && <Failure error={action.error} />}
        <div class="bar">
          {refs && <button type="submit" class="main" disabled={action.busy}>{t('saveRecord')}</button>}
          <button type="button" onClick={() => dialog.current?.close()}>{t('cancel')}</button>
        </div>
      </form>
    </dialog>
  );
}
