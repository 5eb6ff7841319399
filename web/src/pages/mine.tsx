// SPDX-License-Identifier: GPL-3.0-or-later
// mine.tsx - one's own: next duty, list, calendar links, calling in sick.
import { useState } from 'preact/hooks';
import { newKey, post, remove } from '../api';
import type { PageProps } from '../app';
import { today } from '../clock';
import { useLoad } from '../load';
import type { Duty, Link, Table } from '../model';
import { Failure, Field, Ready, useAction } from '../parts/basics';
import { showDate, t } from '../words';

export function Mine({ session }: PageProps) {
  const person = session.staff ?? '';
  return (
    <>
      <section><MyDuties person={person} /></section>
      <Offers person={person} />
      <section aria-labelledby="mine-sick">
        <h2 id="mine-sick">{t('callSick')}</h2>
        <CallSick person={person} />
      </section>
      <section aria-labelledby="mine-feed">
        <h2 id="mine-feed">{t('subscribe')}</h2>
        <Subscribe person={person} />
      </section>
    </>
  );
}

interface Row {
  date: string;
  duty: Duty;
}

function rowsOf(table: Table, person: string): Row[] {
  const own = table.people.find((one) => one.id === person);
  if (!own) return [];
  return table.dates.flatMap((day, d) =>
    (own.cells[d]?.duties ?? []).map((duty) => ({ date: day.date, duty })));
}

function MyDuties({ person }: { person: string }) {
  const loaded = useLoad<Table>('/published');
  return (
    <Ready of={loaded}>
      {(table) => {
        const rows = rowsOf(table, person);
        const next = rows.find((row) => row.date >= today()) ?? rows[0];
        return (
          <>
            <h2>{t('next')}</h2>
            {next ? (
              <p class="next"><strong>{showDate(next.date)} {next.duty.start}–{next.duty.end}</strong><br />
                {next.duty.name}{next.duty.place && `, ${next.duty.place}`}</p>
            ) : <p>{t('noDuties')}</p>}
            <details>
              <summary>{t('duty')}: {rows.length}</summary>
              <ol class="duties">
                {rows.map((row) => (
                  <li key={row.date + row.duty.id}>
                    {showDate(row.date)} {row.duty.start}–{row.duty.end} {row.duty.name}
                  </li>
                ))}
              </ol>
            </details>
          </>
        );
      }}
    </Ready>
  );
}

function CallSick({ person }: { person: string }) {
  const [from, setFrom] = useState(today());
  const [event, setEvent] = useState<number>();
  const action = useAction();
  const file = () =>
    action.run(async () => {
      const filed = await post<{ event: number }>(`/people/${person}/events`,
        { kind: 'sick', fields: { from } }, { key: newKey() });
      setEvent(filed.event);
    });
  const undo = () =>
    action.run(async () => {
      await remove(`/events/${event}`);
      setEvent(undefined);
    });
  return (
    <div class="big">
      {action.error && <Failure error={action.error} />}
      <Field label={t('fromDate')} type="date" value={from} onInput={setFrom} />
      {event === undefined ? (
        <button type="button" class="main" disabled={action.busy} onClick={file}>{t('callSick')}</button>
      ) : (
        <p class="good" role="status">{t('registered')} <button type="button" onClick={undo}>{t('undo')}</button></p>
      )}
    </div>
  );
}

interface Offer {
  offer?: number;
  id?: number;
  slot: string;
  title?: string;
  state: string;
}

function Offers({ person }: { person: string }) {
  const [turn, setTurn] = useState(0);
  const loaded = useLoad<{ offers: Offer[] }>(`/people/${person}/offers?turn=${turn}`);
  const action = useAction();
  const reply = (offer: Offer, answer: string) =>
    action.run(async () => {
      await post(`/offers/${offer.offer ?? offer.id}/answer`, { answer }, { key: newKey() });
      setTurn(turn + 1);
    });
  const open = loaded.value?.offers.filter((one) => one.state === 'offered' || one.state === 'accepted') ?? [];
  if (open.length === 0) return null;
  return (
    <section aria-labelledby="mine-offers">
      <h2 id="mine-offers">{t('answers')}</h2>
      {action.error && <Failure error={action.error} />}
      <ul class="cards">
        {open.map((one) => (
          <li key={one.offer ?? one.id}>
            <h3>{one.title ?? one.slot}, {showDate(one.slot.slice(-10))}</h3>
            {one.state === 'offered' ? (
              <div class="bar">
                <button type="button" class="main" onClick={() => reply(one, 'take')}>{t('take')}</button>
                <button type="button" onClick={() => reply(one, 'later')}>{t('laterAnswer')}</button>
                <button type="button" onClick={() => reply(one, 'no')}>{t('no')}</button>
              </div>
            ) : (
              <p class="good">{t('registered')} <button type="button" onClick={() => reply(one, 'undo')}>{t('undo')}</button></p>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

interface NewLink extends Link {
  path: string;
}

function Subscribe({ person }: { person: string }) {
  const [turn, setTurn] = useState(0);
  const [label, setLabel] = useState('');
  const [made, setMade] = useState<{ url: string; code: string }>();
  const loaded = useLoad<{ links: Link[] }>(`/people/${person}/feeds?turn=${turn}`);
  const action = useAction();
  const make = (event: Event) => {
    event.preventDefault();
    action.run(async () => {
      const link = await post<NewLink>(`/people/${person}/feeds`, { label: label || null });
      const url = `webcal://${location.host}${link.path}`;
      const picture = await post<string>('/qr', { text: url });
      setMade({ url, code: 'data:image/svg+xml,' + encodeURIComponent(picture) });
      setTurn(turn + 1);
    });
  };
  const end = (id: number) => action.run(async () => {
    await remove(`/feeds/${id}`);
    setTurn(turn + 1);
  });
  return (
    <>
      <p>{t('slow')}</p>
      {action.error && <Failure error={action.error} />}
      <form class="bar" onSubmit={make}>
        <Field label={t('device')} value={label} onInput={setLabel} />
        <button class="main" type="submit" disabled={action.busy}>{t('newLink')}</button>
      </form>
      {made && (
        <div class="made">
          <p>{t('shownOnce')}</p>
          <p><code data-testid="feed-url">{made.url.replace('webcal:', location.protocol)}</code></p>
          <p><a class="main" href={made.url}>{t('openCalendar')}</a></p>
          <img src={made.code} alt="QR" width="220" height="220" />
        </div>
      )}
      <Ready of={loaded}>
        {({ links }) => (
          <ul>
            {links.filter((one) => !one.revoked).map((one) => (
              <li key={one.id}>
                {one.label || '–'} …{one.hint}, {t('lastUsed')} {one.last_used ?? t('never')}
                {one.client && ` (${one.client})`}{' '}
                <button type="button" onClick={() => end(one.id)}>{t('endLink')}</button>
              </li>
            ))}
          </ul>
        )}
      </Ready>
    </>
  );
}
