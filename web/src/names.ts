// SPDX-License-Identifier: GPL-3.0-or-later
// names.ts - what the keys of rules, weights, limits and kinds are called.
import { lang } from './words';

type Pair = [string, string];
const pick = (table: Record<string, Pair>, key: string): string =>
  table[key]?.[lang.value === 'nb' ? 0 : 1] ?? key;

// Keys of docs/rules.md and docs/weights.md.
const RULES: Record<string, Pair> = {
  'day-normal': ['alminnelig arbeidstid per døgn', 'normal work in 24 hours'],
  'week-normal': ['alminnelig arbeidstid per uke', 'normal week'],
  reduction: ['redusert tid for søndag og natt', 'shorter norm for Sundays and nights'],
  overtime: ['overtid', 'overtime'],
  'day-total': ['samlet arbeidstid per døgn', 'all work in 24 hours'],
  'week-total': ['samlet arbeidstid per uke', 'all work a week'],
  'rest-daily': ['daglig hvile', 'daily rest'],
  'rest-weekly': ['ukentlig hvile', 'weekly rest'],
  'sunday-off': ['søn- og helgedagsfri', 'Sundays and holidays off'],
  'sunday-work': ['arbeid på søndag', 'work on Sundays'],
  night: ['nattarbeid', 'night work'],
  'night-average': ['snitt for nattarbeidere', 'mean of night workers'],
  'night-hard': ['belastende nattarbeid', 'strained night work'],
  notice: ['varsel om arbeidsplan', 'notice of the plan'],
  strain: ['forsvarlig belastning', 'strain'],
  'standby-response': ['beredskap som arbeidstid', 'standby as working time'],
  breaks: ['pauser', 'breaks'],
  overlap: ['to vakter samtidig', 'two duties at once'],
  eligible: ['uten rett eller kompetanse', 'may not hold it'],
  block: ['oppdelt vaktblokk', 'a split block'],
  cover: ['udekket behov', 'uncovered demand'],
  quorum: ['beslutningsdyktighet', 'quorum'],
  'conflict-cover': ['beredskap uten inhabilitet', 'standby free of conflict'],
  change: ['endret mot publisert plan', 'changed from what is published'],
  standby_run: ['beredskap på rad', 'standby in a row'],
  standby_weekend: ['beredskapshelger tett', 'standby weekends too close'],
  work_run: ['arbeidsdager på rad', 'days of work in a row'],
  fair_standby: ['rettferdig beredskap', 'fair share of standby'],
  fair_weekend: ['rettferdige helger', 'fair share of weekends'],
  fair_holiday: ['rettferdige helligdager', 'fair share of holidays'],
  contract_hour: ['timer mot stilling', 'hours against the contract'],
  service_share: ['andel av tjenesten', 'share of a service'],
  member_balance: ['timer mellom kommunene', 'hours between members'],
  below_target: ['under ønsket bemanning', 'below target'],
  above_high: ['over høyeste bemanning', 'above high'],
  wish: ['ønske', 'wish'],
  travel: ['reise', 'travel'],
  travel_hour: ['reise', 'travel'],
  attendance: ['oppmøte', 'attendance'],
  fatigue: ['dag etter lang natt', 'day after a long night'],
  language: ['ønsket språk', 'wanted language'],
  'takes-place': ['aktiviteten holdes', 'activity takes place'],
};
export const ruleName = (key: string): string => pick(RULES, key);

// Keys of model/profile.h.
const LIMITS: Record<string, string> = {
  day_normal: 'alminnelig arbeidstid i løpet av 24 timer',
  week_normal: 'alminnelig uke, dagarbeid',
  week_turnus: 'alminnelig uke, turnus (§ 10-4 (4))',
  week_continuous: 'alminnelig uke, helkontinuerlig (§ 10-4 (5))',
  averaging_weeks: 'uker som uka kan gjennomsnittsberegnes over, 0 = ingen',
  week_cap: 'en enkelt uke ved gjennomsnittsberegning',
  week_cap8: 'snitt av åtte uker ved gjennomsnittsberegning',
  sunday_credit: 'en søndagstime teller',
  night_credit: 'en nattime teller',
  credit_norm: 'uka som fradragene tas fra',
  credit_floor: 'fradragene går aldri under',
  overtime_7d: 'overtid i 7 dager, rullerende',
  overtime_4w: 'overtid i 4 uker, rullerende',
  overtime_52w: 'overtid i 52 uker, rullerende',
  day_total: 'samlet arbeidstid i 24 timer',
  week_total: 'samlet arbeidstid per uke, snitt',
  week_total_weeks: 'uker i snittet',
  week_total_cap: 'samlet arbeidstid i en enkelt uke',
  rest_daily: 'hvile mellom to arbeidsperioder',
  rest_weekly: 'sammenhengende hvile hver uke',
  rest_weekly_rolling: 'i hver 168 timer i stedet for kalenderuke',
  standby_in_weekly_rest: 'passiv beredskap kan ligge i ukehvilen',
  sundays_of_26w: 'søn- og helgedager av 26 uker, prosent',
  sunday_free_weeks: 'fri søn- eller helgedag minst hver n-te uke',
  standby_is_sunday_work: 'passiv beredskap regnes som søndagsarbeid',
  night_average: 'alminnelig arbeidstid for nattarbeider i 28 dager',
  night_average_days: 'periode for nattsnittet',
  night_regular: 'netter i perioden før nattarbeid er regelmessig',
  night_hard: '24 timer med belastende nattarbeid',
  night_min: 'nattarbeid regnes utover',
  night_start: 'natta begynner',
  night_end: 'natta slutter',
  standby_factor: 'beredskap teller, om ikke vaktens faktor er høyere',
  standby_in_day_limit: 'omregnet beredskap inngår i 24-timersgrensene',
  callout_replaces_standby: 'utrykning kommer i stedet for beredskapstiden',
  callout_min: 'korteste utrykning i lønn',
  notice_days: 'varsel om arbeidsplan',
  freeze_weeks: 'uker som ukekjøringen lar være i fred',
  standby_run: 'beredskapsnetter på rad',
  standby_weekend_gap: 'beredskap høyst en helg av n',
  work_run: 'arbeidsdager på rad',
  fatigue_sleep: 'uavbrutt søvn etter utrykning',
  response_is_work: 'så kort responstid er trolig arbeidstid',
  response_assess: 'så kort responstid må vurderes',
  dst_pay_elapsed: 'lønn etter medgått tid ved klokkeskifte',
  break_after: 'pause skal gis når dagen er lengre enn',
  break_long: '30 minutters pause fra',
  moved_hours: 'arbeidstid kan forskyves på kort varsel mot tillegg',
  overtime_pct: 'lovens overtidstillegg, prosent',
};
export const limitName = (key: string, summary: string): string =>
  lang.value === 'nb' ? (LIMITS[key] ?? summary) : summary.replace(/^[^:]*: /, '');

const BASES: Record<string, Pair> = {
  individual_written: ['skriftlig avtale med den ansatte', 'individual, written'],
  union_local: ['lokal avtale med tillitsvalgte', 'local union agreement'],
  union_national: ['sentral tariffavtale', 'national collective agreement'],
  labour_inspectorate: ['tillatelse fra Arbeidstilsynet', 'permit of the Labour Inspectorate'],
};
export const basisName = (key: string): string => pick(BASES, key);

const SEVERITIES: Record<string, Pair> = {
  silent: ['sies ikke', 'not told'],
  warn: ['varsel', 'warning'],
  confirm: ['må bekreftes', 'must be confirmed'],
  forbid: ['forbudt', 'forbidden'],
};
export const severityName = (key: string): string => pick(SEVERITIES, key);

const KINDS: Record<string, Pair> = {
  holiday: ['ferie', 'holiday'], 'sick-self': ['egenmelding', 'sick'],
  'sick-note': ['sykmelding', 'sick note'], child: ['sykt barn', 'sick child'],
  parental: ['foreldrepermisjon', 'parental leave'], study: ['studiepermisjon', 'study leave'],
  welfare: ['velferdspermisjon', 'welfare leave'], union: ['tillitsverv', 'union duty'],
  military: ['militærtjeneste', 'military service'], training: ['kurs', 'training'],
  leave: ['permisjon', 'leave'],
};
export const absenceName = (key: string): string => pick(KINDS, key);

const RECORDS: Record<string, Pair> = {
  members: ['kommuner', 'members'], local_days: ['lokale dager', 'local days'],
  places: ['steder', 'places'], roads: ['veier', 'roads'], ferries: ['ferjer', 'ferries'],
  disruptions: ['innstillinger', 'disruptions'], competences: ['kompetanser', 'competences'],
  services: ['tjenester', 'services'], staff: ['personer', 'people'],
  absences: ['fravær', 'absences'], shift_types: ['vakttyper', 'shift types'],
  demands: ['behov', 'demands'], activities: ['aktiviteter', 'activities'],
  case_refs: ['saker', 'case references'], exclusions: ['inhabilitet', 'exclusions'],
  pins: ['låste vakter', 'pins'], wishes: ['ønsker', 'wishes'],
  externals: ['ekstern dekning', 'outside cover'], agreements: ['avtaler', 'agreements'],
  weights: ['vekter', 'weights'],
};
export const recordName = (key: string): string => pick(RECORDS, key);

const BURDEN: Record<string, Pair> = {
  standby: ['beredskap', 'standby'], weekends: ['helger', 'weekends'],
  holidays: ['helligdager', 'holidays'],
};
export const burdenTitle = (key: string): string => pick(BURDEN, key);

const ROLES: Record<string, Pair> = {
  staff: ['ansatt', 'staff'], 'team-lead': ['teamleder', 'team lead'],
  manager: ['leder', 'manager'], coordinator: ['koordinator', 'coordinator'],
  settlement: ['oppgjør', 'settlement'], 'union-rep': ['tillitsvalgt', 'union representative'],
  auditor: ['revisor', 'auditor'], admin: ['systemansvarlig', 'administrator'],
  'exclusion-read': ['leser inhabilitet', 'reads exclusions'],
};
export const roleName = (key: string): string => pick(ROLES, key);

// Those of the profiles that come along; a profile of one's own has its words.
const TIERS: Record<string, Pair> = {
  planned: ['planlagt', 'planned'], 'two weeks': ['to ukers varsel', 'two weeks'],
  'within two weeks': ['innen to uker', 'within two weeks'],
  'within a week': ['innen en uke', 'within a week'],
  tomorrow: ['i morgen', 'tomorrow'], today: ['i dag', 'today'],
};
export const tierName = (key: string): string => pick(TIERS, key);

const PROFILES: Record<string, string> = {
  no_aml: 'Arbeidsmiljøloven, uten avtaler',
  no_ks_hta: 'Kommunal sektor: loven og hovedtariffavtalen (HTA, KS)',
  eu_wtd: 'EUs arbeidstidsdirektiv',
};
export const profileName = (name: string, title: string): string =>
  lang.value === 'nb' ? (PROFILES[name] ?? title) : title;
