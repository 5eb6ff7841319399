// SPDX-License-Identifier: GPL-3.0-or-later
// words.ts - every text of the pages in Bokmål and English, in one table.
import { signal } from './signal';
import { LEAVE_KINDS, LEAVE_STATES, PHONE_WORDS, SWAP_STATES } from './words_phone';
import { MANAGER_WORDS } from './words_manager';

export type Lang = 'nb' | 'en';

const WORDS = {
  ...MANAGER_WORDS,
  appName: ['Samvakt', 'Samvakt'],
  board: ['Tavle', 'Board'],
  run: ['Ukekjøring', 'Weekly run'],
  sick: ['Sykemelding', 'Sick call'],
  mine: ['Mine vakter', 'My duties'],
  balance: ['Fordeling', 'Balance'],
  now: ['På vakt nå', 'On duty now'],
  settings: ['Innstillinger', 'Settings'],
  menu: ['Meny', 'Menu'],
  skip: ['Hopp til innholdet', 'Skip to content'],
  language: ['English', 'Norsk'],
  signIn: ['Logg inn', 'Sign in'],
  signOut: ['Logg ut', 'Sign out'],
  login: ['Brukernavn', 'User name'],
  password: ['Passord', 'Password'],
  code: ['Engangskode (ledere)', 'One-time code (managers)'],
  wrong: ['Brukernavn, passord eller kode er feil.', 'User name, password or code is wrong.'],
  tooMany: ['For mange forsøk. Vent et kvarter.', 'Too many tries. Wait a quarter of an hour.'],
  welcome: ['Velkommen. Velg et passord på minst 12 tegn.', 'Welcome. Choose a password of at least 12 characters.'],
  choose: ['Lagre passordet', 'Keep this password'],
  accepted: ['Kontoen er klar.', 'Your account is ready.'],
  codeKey: [
    'Skann koden med en autentiseringsapp nå; den vises bare denne ene gangen.',
    'Scan this with an authenticator now; it is shown only this once.',
  ],
  openAuthenticator: ['Åpne i autentiseringsappen', 'Open in the authenticator'],
  goOnByPhone: ['Vil du heller bruke telefonen? Skann:', 'Rather on your phone? Scan:'],
  codeOfInvitation: ['Invitasjonen som kode', 'The invitation as a code'],
  codeOfLink: ['Lenken som kode', 'The link as a code'],
  spent: ['Invitasjonen er brukt eller utløpt.', 'This invitation was used or has expired.'],
  week: ['Uke', 'Week'],
  weeks: ['uker', 'weeks'],
  earlier: ['Tidligere', 'Earlier'],
  later: ['Senere', 'Later'],
  today: ['I dag', 'Today'],
  person: ['Person', 'Person'],
  allMembers: ['Alle kommuner', 'All members'],
  member: ['Kommune', 'Member'],
  absent: ['Fravær', 'Away'],
  uncovered: ['Udekket', 'Uncovered'],
  allCovered: ['Alt er dekket.', 'Everything is covered.'],
  published: ['Publisert', 'Published'],
  draft: ['Utkast', 'Draft'],
  revision: ['utgave', 'revision'],
  none: ['Ingenting er publisert ennå.', 'Nothing is published yet.'],
  why: ['Hvorfor', 'Why'],
  whoElse: ['Hvem ellers', 'Who else'],
  close: ['Lukk', 'Close'],
  loading: ['Henter …', 'Loading …'],
  failed: ['Det gikk ikke', 'It did not work'],
  offline: ['Ingen forbindelse. Ingenting er tapt; prøv igjen.', 'No connection. Nothing is lost; try again.'],
  again: ['Prøv igjen', 'Try again'],
  check: ['1. Kontroller', '1. Check'],
  solve: ['2. Optimaliser', '2. Solve'],
  compare: ['3. Sammenlign', '3. Compare'],
  publish: ['4. Publiser', '4. Publish'],
  from: ['Fra mandag', 'From Monday'],
  seconds: ['Sekunder', 'Seconds'],
  start: ['Start', 'Start'],
  stop: ['Stopp, behold det beste', 'Stop, keep the best'],
  certain: ['Dette kan ikke gå', 'This can not work'],
  likely: ['Pass på', 'Take care'],
  nothingWrong: ['Ingen hindringer funnet.', 'No obstacle found.'],
  cost: ['Kostnad', 'Cost'],
  bound: ['Nedre grense', 'Bound'],
  gap: ['Avstand', 'Gap'],
  proven: ['bevist', 'proven'],
  queued: ['Venter i kø, nummer', 'Waiting in the queue, number'],
  running: ['Regner …', 'Working …'],
  done: ['Ferdig', 'Done'],
  consultation: ['Drøfting (referanse)', 'Consultation (reference)'],
  reason: ['Begrunnelse ved kort varsel', 'Reason for short notice'],
  doPublish: ['Publiser planen', 'Publish the plan'],
  publishedNow: ['Publisert som utgave', 'Published as revision'],
  noChange: ['Ingen endringer fra publisert plan.', 'No change from the published plan.'],
  gained: ['får', 'gets'],
  lost: ['mister', 'loses'],
  changedMeanwhile: ['Planen ble endret av noen andre. Sammenlign på nytt.', 'Somebody changed the plan meanwhile. Compare again.'],
  next: ['Neste vakt', 'Next duty'],
  noDuties: ['Ingen vakter i perioden.', 'No duties in this period.'],
  subscribe: ['Abonner på kalender', 'Subscribe to the calendar'],
  device: ['Enhet', 'Device'],
  newLink: ['Lag lenke', 'Make a link'],
  shownOnce: ['Vises bare nå. Kopier eller skann:', 'Shown only now. Copy or scan:'],
  openCalendar: ['Åpne i kalender', 'Open in calendar'],
  endLink: ['Avslutt', 'End'],
  lastUsed: ['sist hentet', 'last fetched'],
  never: ['aldri', 'never'],
  slow: [
    'Kalendere henter sjelden: Google 8–24 timer, Outlook 3–24 timer, iPhone omtrent hver time. Endringer på kort varsel får du som melding.',
    'Calendars fetch rarely: Google 8–24 hours, Outlook 3–24 hours, iPhone about hourly. Changes at short notice reach you as a message.',
  ],
  callSick: ['Meld deg syk', 'Call in sick'],
  who: ['Hvem er borte?', 'Who is away?'],
  fromDate: ['Fra', 'From'],
  until: ['Til og med (tomt: ukjent)', 'Until (empty: unknown)'],
  register: ['Registrer fravær', 'Register the absence'],
  registered: ['Registrert.', 'Registered.'],
  undo: ['Angre', 'Undo'],
  opened: ['Dette står åpent nå', 'This is open now'],
  nothingOpened: ['Ingen vakter ble åpne.', 'No duty was opened.'],
  heldBy: ['hadde', 'held by'],
  step1: ['1. Registrer fraværet', '1. Register the absence'],
  step2: ['2. Finn rett person', '2. Find the right person'],
  step3: ['3. Dekk vakten', '3. Cover the duty'],
  burden: ['Belastning', 'Burden'],
  due: ['Rettferdig andel', 'Fair share'],
  got: ['Fått', 'Got'],
  difference: ['Avvik', 'Difference'],
  people: ['Personer', 'People'],
  accounts: ['Kontoer', 'Accounts'],
  audit: ['Logg', 'Log'],
  invite: ['Inviter', 'Invite'],
  name: ['Navn', 'Name'],
  role: ['Rolle', 'Role'],
  invitation: ['Invitasjonen, vises bare nå:', 'The invitation, shown only now:'],
  notYours: ['Dette har du ikke tilgang til.', 'You may not see this.'],
  notFound: ['Siden finnes ikke.', 'There is no such page.'],
  import: ['Importer', 'Import'],
  tryImport: ['Prøv uten å lagre', 'Try without storing'],
  importNow: ['Erstatt alle oppføringer', 'Replace all records'],
  file: ['JSON-fil', 'JSON file'],
  nobody: ['Ingen', 'Nobody'],
  without: ['Løses uten', 'Solved without'],
  suggest: ['Hvem kan ta den?', 'Who can take it?'],
  risk: ['Hvis den står åpen', 'If it stays open'],
  replan: ['Minste nye plan', 'Smallest new plan'],
  ask: ['Spør', 'Ask'],
  askAll: ['Spør alle', 'Ask everybody'],
  asked: ['Spurt. Svarene vises her.', 'Asked. Answers show here.'],
  step: ['Trinn', 'Step'],
  consent: ['samtykke', 'consent'],
  changes: ['endringer', 'changes'],
  answers: ['Forespørsler til deg', 'Offers to you'],
  take: ['Jeg tar den', 'I take it'],
  no: ['Nei', 'No'],
  laterAnswer: ['Senere', 'Later'],
  onDuty: ['På vakt', 'On duty'],
  cannot: ['Kan ikke', 'Can not'],
  duty: ['Vakt', 'Duty'],
  nobodyAsked: ['Ingen er spurt ennå.', 'Nobody is asked yet.'],
  time: ['Tid', 'Time'],
  ...PHONE_WORDS,
} satisfies Record<string, [string, string]>;

export type Word = keyof typeof WORDS;

function firstLang(): Lang {
  const kept = localStorage.getItem('lang');
  if (kept === 'nb' || kept === 'en') return kept;
  return /^(nb|nn|no)/.test(navigator.language) ? 'nb' : 'en';
}

export const lang = signal<Lang>(firstLang());

export function t(word: Word): string {
  return WORDS[word][lang.value === 'nb' ? 0 : 1];
}

export function setLang(next: Lang): void {
  localStorage.setItem('lang', next);
  document.documentElement.lang = next;
  lang.set(next);
}

const BURDENS: Record<string, [string, string]> = {
  standby: ['beredskap', 'standby'],
  weekends: ['helger', 'weekends'],
  holidays: ['helligdager', 'holidays'],
  night: ['natt', 'night'],
  travel: ['reise', 'travel'],
  overtime: ['overtid', 'overtime'],
  short_notice: ['kort varsel', 'short notice'],
};
export const burdenName = (key: string): string =>
  BURDENS[key]?.[lang.value === 'nb' ? 0 : 1] ?? key;

const LEVELS: Record<string, [string, string]> = {
  uncovered: ['udekket', 'uncovered'],
  conflict: ['habilitet', 'conflict'],
  change: ['endring', 'change'],
  fairness: ['rettferdighet', 'fairness'],
  balance: ['balanse', 'balance'],
  wish: ['ønsker', 'wishes'],
};
export const levelName = (key: string): string =>
  LEVELS[key]?.[lang.value === 'nb' ? 0 : 1] ?? key;

export function showDate(date: string): string {
  return new Intl.DateTimeFormat(lang.value === 'nb' ? 'nb-NO' : 'en-GB', {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    timeZone: 'UTC',
  }).format(new Date(date + 'T00:00:00Z'));
}

const OFFERS: Record<string, [string, string]> = {
  waiting: ['spørres senere', 'asked later'],
  offered: ['spurt', 'asked'],
  deferred: ['svarer senere', 'answers later'],
  accepted: ['tar den', 'takes it'],
  declined: ['nei', 'no'],
  timed_out: ['svarte ikke', 'did not answer'],
  withdrawn: ['trukket tilbake', 'withdrawn'],
};
export const offerName = (key: string): string =>
  OFFERS[key]?.[lang.value === 'nb' ? 0 : 1] ?? key;

const named = (table: Record<string, [string, string]>) => (key: string): string =>
  table[key]?.[lang.value === 'nb' ? 0 : 1] ?? key;
export const leaveKind = named(LEAVE_KINDS);
export const leaveState = named(LEAVE_STATES);
export const swapState = named(SWAP_STATES);

// "man.", "Mon": the server's own word is Norwegian.
export function weekdayOf(date: string): string {
  return new Intl.DateTimeFormat(lang.value === 'nb' ? 'nb-NO' : 'en-GB', {
    weekday: 'short',
    timeZone: 'UTC',
  }).format(new Date(date + 'T00:00:00Z'));
}

// A sentence of a rule, in the language of the page.
export const saying = (one: { words: string; words_nb?: string }): string =>
  lang.value === 'nb' ? (one.words_nb ?? one.words) : one.words;
