// SPDX-License-Identifier: GPL-3.0-or-later
// board.tsx - people x days: what is published, a draft over it with what it
// changes, and moves that are tried before anybody keeps them.
import { useState } from 'preact/hooks';
import type { Session } from '../api';
import type { PageProps } from '../app';
import {
  addDays, dateOf, daysBetween, dutyOf, mondayOf, movesOf, sheetsOf, viewOf, type Move, type Row, type View,
} from '../board';
import { today } from '../clock';
import { useLoad } from '../load';
import type { Coop, Hole, Table } from '../model';
import { AttemptPanel } from '../parts/attempt';
import { Choice, Empty, Failure, Ready } from '../parts/basics';
import { SlotPanel, type Looked } from '../parts/cell';
import { Bands } from '../parts/days';
import { Grid, type Held } from '../parts/grid';
import { Compare, PublishForm } from '../parts/draft';
import { Services } from '../parts/services';
import { printing } from '../paper';
import { useSignal } from '../signal';
import { saying, showDate, t } from '../words';

const WEEKS = [1, 2, 4, 8, 12];
const WEEKS_MAX = 12;
const SHEET_DAYS = 28; // that can be read on one sheet
const VIEWS = ['byPerson', 'byService', 'byMember'] as const;
type By = (typeof VIEWS)[number];

export interface Draft {
  plan: number;
  state: string;
  from: string;
  days: number;
  created: string;
}

export function Board({ session }: PageProps) {
  const [turn, setTurn] = useState(0);
  const coop = useLoad<Coop>(`/coop?turn=${turn}`);
  const maySee = (session.may?.draft ?? 'none') !== 'none';
  const plans = useLoad<{ plans: Draft[] }>(maySee ? `/plans?turn=${turn}` : null);
  return (
    <Ready of={coop}>
      {(value) => (
        <Boards session={session} coop={value} turn={turn} onChanged={() => setTurn(turn + 1)}
          drafts={(plans.value?.plans ?? []).filter((one) => one.state === 'draft')} />
      )}
    </Ready>
  );
}

interface BoardsProps {
  session: Session;
  coop: Coop;
  drafts: Draft[];
  turn: number;
  onChanged: () => void;
}

// Which weeks: those asked for, the draft's, or those of what is published.
function Boards({ session, coop, drafts, turn, onChanged }: BoardsProps) {
  const [weeks, setWeeks] = useState(innerWidth < 700 ? 1 : 4);
  const [from, setFrom] = useState<string>();
  const [plan, setPlan] = useState(0);
  const first = useLoad<Table>(!from && coop.revision > 0 ? `/published?turn=${turn}` : null);
  const start = from ?? (first.value ? firstMonday(first.value) : undefined);
  const published = useLoad<Table>(start ? `/published?from=${start}&weeks=${weeks}&turn=${turn}` : null);
  const draft = useLoad<Table>(plan ? `/plans/${plan}?turn=${turn}` : null);
  const choose = (id: number, list = drafts) => {
    const found = list.find((one) => one.plan === id);
    setPlan(id);
    if (found) {
      const monday = mondayOf(found.from);
      setFrom(monday);
      setWeeks(fitting(daysBetween(monday, found.from) + found.days));
    }
  };
  const base = start ?? mondayOf(today());
  const bar = (
    <div class="bar">
      <button type="button" onClick={() => setFrom(addDays(base, -7))}>← {t('earlier')}</button>
      <button type="button" onClick={() => setFrom(mondayOf(today()))}>{t('today')}</button>
      <button type="button" onClick={() => setFrom(addDays(base, 7))}>{t('later')} →</button>
      <Choice label={t('weeks')} value={String(weeks)} onInput={(value) => setWeeks(Number(value))}
        options={WEEKS.map((n) => ({ id: String(n), name: String(n) }))} />
      {drafts.length > 0 && (
        <Choice label={t('plan')} value={String(plan)} onInput={(value) => choose(Number(value))}
          options={[
            { id: '0', name: `${t('published')}, ${t('revision')} ${coop.revision}` },
            ...drafts.map((one) => ({ id: String(one.plan), name: draftName(one) })),
          ]} />
      )}
    </div>
  );
  if (coop.revision === 0 && plan === 0) return <>{drafts.length > 0 && bar}<Empty session={session} /></>;
  const error = first.error ?? published.error ?? draft.error;
  if (error) return <>{bar}<Failure error={error} /></>;
  if (!published.value || (plan && draft.value?.plan !== plan)) {
    return <>{bar}<p role="status">{t('loading')}</p></>;
  }
  return (
    <>
      {bar}
      {drafts.length === 0 && <p class="screen">{t('published')}, {t('revision')} {coop.revision}</p>}
      <Shown key={plan} session={session} coop={coop} plan={plan} onChanged={onChanged}
        published={published.value} draft={plan ? draft.value : undefined}
        onKept={(id) => { onChanged(); setPlan(id); }}
        onPublished={() => { setPlan(0); onChanged(); }} />
    </>
  );
}

// Today's week when it is published, else the first that is.
function firstMonday(table: Table): string {
  const within = today() >= table.from && today() < addDays(table.from, table.days);
  return mondayOf(within ? today() : table.from);
}

const fitting = (days: number): number =>
  WEEKS.find((n) => n * 7 >= days) ?? WEEKS_MAX;

export const draftName = (one: Draft): string =>
  `${t('draft')} ${one.plan}: ${showDate(one.from)} – ${showDate(addDays(one.from, one.days - 1))}`;

interface ShownProps {
  session: Session;
  coop: Coop;
  plan: number;
  published: Table;
  draft?: Table;
  onChanged: () => void;
  onKept: (draft: number) => void;
  onPublished: () => void;
}

function Shown({ session, coop, plan, published, draft, onChanged, onKept, onPublished }: ShownProps) {
  const [by, setBy] = useState<By>('byPerson');
  const [member, setMember] = useState('');
  const [only, setOnly] = useState(false);
  const [looked, setLooked] = useState<Looked>();
  const [held, setHeld] = useState<Held>();
  const [moves, setMoves] = useState<Move[]>([]);
  const paper = useSignal(printing);
  const may = session.may ?? {};
  const mayAsk = (may.draft ?? 'none') !== 'none';
  const mayKeep = may.run === 'all';
  const view = viewOf(published, draft, moves);
  const holes = holesOf(published, draft, moves, view);
  const rows = view.rows.filter((row) =>
    (!member || row.person.member === member) && (!only || row.changed));
  const look = (item: Held) => {
    const duty = view.rows.find((row) => row.person.id === item.person)
      ?.squares.flatMap((one) => one.items).find((one) => one.slot === item.slot)?.duty;
    setLooked({ ...item, duty: duty ?? view.duties.get(dutyOf(item.slot)), name: nameOf(coop, item.person) });
  };
  const drop = (person: string | undefined, date: string) => {
    if (held) setMoves([...moves, ...movesOf(held, person, date)]);
    setHeld(undefined);
  };
  return (
    <>
      <div class="bar">
        <Choice label={t('view')} value={by} onInput={(value) => setBy(value as By)}
          options={VIEWS.map((id) => ({ id, name: t(id) }))} />
        <Choice label={t('member')} value={member} onInput={setMember}
          options={[{ id: '', name: t('allMembers') }, ...coop.members.map((one) => ({ id: one.name, name: one.name }))]} />
        {draft && (
          <label class="check">
            <input type="checkbox" checked={only} onChange={(event) => setOnly(event.currentTarget.checked)} /> {t('onlyChanges')}
          </label>
        )}
        {(draft || moves.length > 0) && <span role="status">{view.changes} {t('changedCells')}</span>}
      </div>
      <p class="paper">
        {draft ? t('draft') : t('published')} {draft ? plan : `${t('revision')} ${coop.revision}`}, {' '}
        {showDate(published.from)} – {showDate(addDays(published.from, published.days - 1))}
      </p>
      <Bands table={published} />
      <Holes holes={holes} onSlot={mayAsk ? (slot) => look({ slot }) : undefined} />
      {held && <p class="moving-words" role="status">{t('moving')} {moveWords(view, coop, { ...held, from: held.person })}. {t('moveHelp')}{' '}
        <button type="button" onClick={() => setHeld(undefined)}>{t('cancel')}</button></p>}
      {sheetsOf({ ...view, rows }, paper ? SHEET_DAYS : view.days.length).map((sheet) => (
        <div key={sheet.days[0]?.date} class="sheet">
          {by === 'byService' ? (
            <Services table={published} view={sheet} holes={holes} coop={coop} onOpen={mayAsk ? look : undefined} />
          ) : (
            <Grid table={published} view={sheet} groups={groupsOf(sheet.rows, by)} holes={holes} held={held}
              own={session.staff ?? undefined} onOpen={mayAsk ? look : undefined} onCancel={() => setHeld(undefined)}
              onPick={mayAsk ? setHeld : undefined} onDrop={mayAsk ? drop : undefined} />
          )}
        </div>
      ))}
      {looked && <SlotPanel plan={plan} what={looked} mayMove={by !== 'byService'} mayPin={mayKeep}
        onMove={() => setHeld(looked)}
        onTry={(to) => setMoves([...moves, { slot: looked.slot, from: looked.person, to }])} onClose={() => setLooked(undefined)}
        onChanged={() => { setLooked(undefined); onChanged(); }} />}
      {moves.length > 0 && <AttemptPanel plan={plan} moves={moves} mayKeep={mayKeep}
        words={(move) => moveWords(view, coop, move)} onUndo={() => setMoves(moves.slice(0, -1))}
        onDiscard={() => setMoves([])} onKept={(id) => { setMoves([]); onKept(id); }} />}
      {plan > 0 && moves.length === 0 && may.publish === 'all' && (
        <details class="publish">
          <summary>{t('publishDraft')}</summary>
          <Compare plan={plan} />
          <PublishForm plan={plan} onPublished={onPublished} />
        </details>
      )}
    </>
  );
}

const nameOf = (coop: Coop, person?: string): string | undefined =>
  coop.people.find((one) => one.id === person)?.name;

const moveWords = (view: View, coop: Coop, move: Move): string => {
  const duty = view.duties.get(dutyOf(move.slot))?.name ?? dutyOf(move.slot);
  const from = move.from ? ` ${t('fromPerson')} ${nameOf(coop, move.from)}` : '';
  const to = 'to' in move || !move.from ? ` ${t('toPerson')} ${nameOf(coop, move.to) ?? t('nobodyThere')}` : '';
  return `${duty} ${showDate(dateOf(move.slot))}${from}${to}`;
};

function groupsOf(rows: Row[], by: By): { title?: string; rows: Row[] }[] {
  if (by !== 'byMember') return [{ rows }];
  const members = [...new Set(rows.map((row) => row.person.member))].sort();
  return members.map((title) => ({ title, rows: rows.filter((row) => row.person.member === title) }));
}

// What is uncovered as the board shows it: the draft where it decides, less
// what the moves fill, plus what they leave.
function holesOf(published: Table, draft: Table | undefined, moves: Move[], view: View): Hole[] {
  const within = (date: string) =>
    draft !== undefined && date >= draft.from && date < addDays(draft.from, draft.days);
  const known = [
    ...published.uncovered.filter((one) => !within(dateOf(one.slot))),
    ...(draft?.uncovered ?? []),
  ].filter((one) => view.days.some((day) => day.date === dateOf(one.slot)));
  const left = moves.filter((move) => !move.to &&
    !moves.some((other) => other.slot === move.slot && other.to));
  const filled = (slot: string) => moves.some((move) => move.slot === slot && !move.from && move.to);
  return [
    ...known.filter((one) => !filled(one.slot)),
    ...left.map((move): Hole => ({
      slot: move.slot, name: view.duties.get(dutyOf(move.slot))?.name, missing: 1, priority: 1, words: t('tryTitle'),
    })),
  ];
}

// A sentence for each thing that lacks, slot by slot.
export function Holes({ holes, onSlot }: { holes: Hole[]; onSlot?: (slot: string) => void }) {
  if (holes.length === 0) return <p class="good">{t('allCovered')}</p>;
  const slots = [...new Set(holes.map((one) => one.slot))].map((slot) => holes.filter((one) => one.slot === slot));
  return (
    <details class="holes" open={slots.length < 6}>
      <summary>{t('uncovered')}: {slots.length}</summary>
      <ul>
        {slots.map(([hole, ...more]) => hole && (
          <li key={hole.slot}>
            {onSlot ? (
              <button type="button" class="link" onClick={() => onSlot(hole.slot)}>{holeName(hole)}</button>
            ) : holeName(hole)}{' '}
            {showDate(hole.date ?? dateOf(hole.slot))}: {[hole, ...more].map(saying).join('; ')}{' '}
            {hole.why && <small>{hole.why}</small>}
          </li>
        ))}
      </ul>
    </details>
  );
}

const holeName = (hole: Hole): string => hole.name ?? hole.title ?? hole.slot;
