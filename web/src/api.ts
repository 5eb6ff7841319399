// SPDX-License-Identifier: GPL-3.0-or-later
// api.ts - calls of the JSON API: the session's token, idempotency keys,
// problem details as errors, one more try when the line drops.
import { setNow } from './clock';

export interface Problem {
  title: string;
  status: number;
  detail?: string;
  errors?: string[];
}

export class ApiError extends Error {
  constructor(readonly problem: Problem) {
    super(problem.detail ?? problem.title);
  }
}

export interface Session {
  signed_in: boolean;
  login?: string;
  name?: string;
  staff?: string | null;
  roles?: string[];
  may?: Record<string, 'none' | 'own' | 'member' | 'all'>;
  csrf?: string;
  now?: string;
}

const PREFIX = '/api/v1';
const TRIES = 3;
const PAUSE_MS = 600;
let csrf = '';
let language = 'nb';

export function setLanguage(lang: string): void {
  language = lang;
}

export interface Options {
  body?: unknown;
  match?: number; // the revision that this change is of
  key?: string; // so that a repeated call is one
}

function fieldsOf(options: Options): Record<string, string> {
  const fields: Record<string, string> = { 'Accept-Language': language };
  if (csrf) fields['X-CSRF-Token'] = csrf;
  if (options.body !== undefined) fields['Content-Type'] = 'application/json';
  if (options.match !== undefined) fields['If-Match'] = `"${options.match}"`;
  if (options.key) fields['Idempotency-Key'] = options.key;
  return fields;
}

const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

// A call that changes something is only repeated when its key makes it one; one
// that the server had no room for has done nothing, and says when to come again.
async function send(method: string, path: string, options: Options) {
  const safe = method === 'GET' || options.key !== undefined;
  for (let tries = 1; ; tries++) {
    try {
      const answer = await fetch(PREFIX + path, {
        method,
        headers: fieldsOf(options),
        credentials: 'same-origin',
        body: options.body === undefined ? undefined : JSON.stringify(options.body),
      });
      const seconds = Number(answer.headers.get('Retry-After'));
      if (answer.status !== 503 || !seconds || tries === TRIES) return answer;
      await pause(seconds * 1000);
    } catch (error) {
      if (!safe || tries === TRIES) {
        throw new ApiError({ title: 'offline', status: 0, detail: String(error) });
      }
      await pause(PAUSE_MS * tries);
    }
  }
}

export async function call<T>(method: string, path: string, options: Options = {}): Promise<T> {
  const answer = await send(method, path, options);
  const text = await answer.text();
  if (!answer.ok) {
    let problem: Problem = { title: answer.statusText, status: answer.status };
    try {
      problem = JSON.parse(text) as Problem;
    } catch {
      // a proxy's own page
    }
    throw new ApiError(problem);
  }
  if (answer.headers.get('Content-Type')?.includes('json')) return JSON.parse(text) as T;
  return text as unknown as T;
}

export const get = <T>(path: string) => call<T>('GET', path);
export const post = <T>(path: string, body: unknown, options: Options = {}) =>
  call<T>('POST', path, { ...options, body });
export const remove = <T>(path: string) => call<T>('DELETE', path);

// A new key for each intention; the same for its repetitions.
export const newKey = (): string => crypto.randomUUID();

function keep(session: Session): Session {
  csrf = session.csrf ?? '';
  if (session.now) setNow(session.now);
  return session;
}

export const whoAmI = async () => keep(await get<Session>('/session'));
export const signIn = async (login: string, password: string, code: string) =>
  keep(await post<Session>('/session', { login, password, code: code || null }));
export const signOut = async () => {
  await remove('/session');
  csrf = '';
};
