// SPDX-License-Identifier: GPL-3.0-or-later
// value.tsx - one field of a record in a form, lists in it too. Values are
// texts as the API has them (model/record.h): items joined by "|", the fields
// of an item by ";", a list in an item by ",".
import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { columnName, DAY_KEYS, dayName, daysOf, hasName, valueName } from '../names_records';
import { t } from '../words';

export interface FieldInfo {
  key: string;
  type: string;
  required: boolean;
  help: string;
  names?: string[];
  of?: string;
  max?: number;
  items?: FieldInfo[];
}
export interface Named {
  id: string;
  name: string;
}
// The records that a field may name, by their kind.
export type Refs = Record<string, Named[]>;

interface Props {
  field: FieldInfo;
  value: string;
  refs: Refs;
  between?: string; // items of a list
  onInput: (value: string) => void;
}

// Dates without an end are kept as the first and the last there are.
const NO_DATE = ['1970-01-01', '2199-12-31'];
export const hasDate = (value: string): boolean => !NO_DATE.includes(value);

const IN_ITEM = ','; // between the parts of a list in an item
const partsOf = (text: string, between: string): string[] => (text ? text.split(between) : []);

export function Value(props: Props) {
  const { field, value, refs, between = '|', onInput } = props;
  switch (field.type) {
    case 'ref-list':
      return (
        <Ticks field={field} chosen={partsOf(value, between)} options={refs[field.of ?? ''] ?? []}
          onInput={(ids) => onInput(ids.join(between))} />
      );
    case 'weekdays':
      return (
        <Ticks field={field} chosen={daysOf(value)} options={DAY_KEYS.map((id) => ({ id, name: dayName(id) }))}
          onInput={(days) => onInput(days.join(','))} />
      );
    case 'date-list':
    case 'clock-list':
      return <Lines {...props} between={between} items={[{ ...field, key: 'item', type: field.type.replace('-list', ''), required: true }]} />;
    case 'record-list':
      return <Lines {...props} between={between} items={field.items ?? []} />;
    default:
      return <One {...props} />;
  }
}

const Help = ({ field }: { field: FieldInfo }) => (hasName(field.key) ? <small>{field.help}</small> : null);

// One value: a choice or a text.
function One({ field, value, refs, between, onInput }: Props) {
  const options: Named[] | undefined =
    field.type === 'bool' ? [{ id: 'true', name: t('yes') }, { id: 'false', name: t('noWord') }]
    : field.type === 'ref' ? refs[field.of ?? '']
    : field.names?.map((id) => ({ id, name: valueName(field.key, id) }));
  return (
    <label class="field">
      <span>{columnName(field.key, field.help)} {between !== IN_ITEM && <Help field={field} />}</span>
      {options ? (
        <select value={value} required={field.required} onChange={(event) => onInput(event.currentTarget.value)}>
          {(value === '' || !field.required) && <option value="" />}
          {options.map((one) => <option key={one.id} value={one.id}>{one.name}</option>)}
        </select>
      ) : (
        <input type={field.type === 'date' ? 'date' : 'text'} value={hasDate(value) ? value : ''} required={field.required}
          onInput={(event) => onInput(event.currentTarget.value)} />
      )}
    </label>
  );
}

// Some of a few.
function Ticks({ field, chosen, options, onInput }: {
  field: FieldInfo;
  chosen: string[];
  options: Named[];
  onInput: (chosen: string[]) => void;
}) {
  const keep = (id: string, on: boolean) =>
    onInput(options.map((one) => one.id).filter((one) => (one === id ? on : chosen.includes(one))));
  return (
    <Group field={field}>
      <div class="checks">
        {options.map((one) => (
          <label key={one.id} class="check">
            <input type="checkbox" checked={chosen.includes(one.id)} onChange={(event) => keep(one.id, event.currentTarget.checked)} />
            {one.name}
          </label>
        ))}
      </div>
    </Group>
  );
}

// Any number of lines, each with one or more fields.
function Lines({ field, value, refs, between, items, onInput }: Props & { between: string; items: FieldInfo[] }) {
  const group = useRef<HTMLDivElement>(null);
  const lines = partsOf(value, between).map((line) => (items.length > 1 ? line.split(';') : [line]));
  const count = useRef(lines.length);
  useEffect(() => {
    if (lines.length > count.current) {
      group.current?.querySelector<HTMLElement>('.line:last-child :is(input, select)')?.focus();
    }
    count.current = lines.length;
  }, [lines.length]);
  const put = (next: string[][]) =>
    onInput(next.map((line) => line.join(';').replace(/;+$/, '') || ' ').join(between));
  const change = (at: number, part: number, text: string) =>
    put(lines.map((line, i) => (i === at ? items.map((_, f) => (f === part ? text : (line[f]?.trim() ?? ''))) : line)));
  return (
    <Group field={field}>
      <div ref={group}>
        {lines.map((line, at) => (
          <div key={at} class="line" role="group" aria-label={`${columnName(field.key, field.help)} ${at + 1}`}>
            {items.map((item, part) => (
              <Value key={item.key} field={item} value={line[part]?.trim() ?? ''} refs={refs} between={IN_ITEM}
                onInput={(text) => change(at, part, text)} />
            ))}
            <button type="button" aria-label={`${t('removeLine')} ${at + 1}: ${columnName(field.key, field.help)}`}
              onClick={() => put(lines.filter((_, i) => i !== at))}>{t('removeLine')}</button>
          </div>
        ))}
      </div>
      {lines.length < (field.max ?? Infinity) && (
        <button type="button" aria-label={`${t('addLine')}: ${columnName(field.key, field.help)}`}
          onClick={() => put([...lines, items.map(() => '')])}>{t('addLine')}</button>
      )}
    </Group>
  );
}

function Group({ field, children }: { field: FieldInfo; children: ComponentChildren }) {
  return (
    <fieldset class="group">
      <legend>{columnName(field.key, field.help)} <Help field={field} /></legend>
      {children}
    </fieldset>
  );
}
