// SPDX-License-Identifier: GPL-3.0-or-later
// app.tsx - who is signed in, the menu, the page of the path.
import type { FunctionComponent } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { setLanguage, signOut, whoAmI, type Session } from './api';
import { Balance } from './pages/balance';
import { Board } from './pages/board';
import { Invite } from './pages/invite';
import { Mine } from './pages/mine';
import { Now } from './pages/now';
import { Requests } from './pages/requests';
import { mayOpenSettings, Settings } from './pages/settings';
import { SickCall } from './pages/sick';
import { SignIn } from './pages/signin';
import { WeeklyRun } from './pages/run';
import { Together } from './parts/together';
import { go, path } from './route';
import { useSignal } from './signal';
import { lang, setLang, t, type Word } from './words';

export interface PageProps {
  session: Session;
}

interface Page {
  path: string;
  word: Word;
  permission: string;
  own: boolean; // also for who may it for themselves only
  show: FunctionComponent<PageProps>;
}

const PAGES: Page[] = [
  { path: '/board', word: 'board', permission: 'plan', own: true, show: Board },
  { path: '/run', word: 'run', permission: 'run', own: false, show: WeeklyRun },
  { path: '/sick', word: 'sick', permission: 'event', own: false, show: SickCall },
  { path: '/mine', word: 'mine', permission: 'event', own: true, show: Mine },
  { path: '/requests', word: 'requests', permission: 'replace', own: false, show: Requests },
  { path: '/balance', word: 'balance', permission: 'balance', own: false, show: Balance },
  { path: '/now', word: 'now', permission: 'plan', own: true, show: Now },
  { path: '/settings', word: 'settings', permission: 'account', own: false, show: Settings },
];

function mayOpen(page: Page, session: Session): boolean {
  const reach = session.may?.[page.permission] ?? 'none';
  if (page.path === '/mine') return Boolean(session.staff);
  if (page.path === '/settings') return mayOpenSettings(session);
  return reach === 'all' || reach === 'member' || (page.own && reach === 'own');
}

// On a phone the menu is one line that slides; the page's own link stays in it.
function Menu({ session, onSignOut }: { session: Session; onSignOut: () => void }) {
  const here = useSignal(path);
  useEffect(() => {
    document.querySelector('nav [aria-current]')?.scrollIntoView({ inline: 'center', block: 'nearest' });
  }, [here]);
  return (
    <header>
      <a class="skip" href="#content">{t('skip')}</a>
      <strong class="brand">{t('appName')}</strong>
      <nav aria-label={t('menu')}>
        {PAGES.filter((page) => mayOpen(page, session)).map((page) => (
          <a key={page.path} href={page.path} aria-current={here === page.path ? 'page' : undefined}>
            {t(page.word)}
          </a>
        ))}
      </nav>
      <span class="who">{session.name}</span>
      <LanguageButton />
      <button type="button" onClick={onSignOut}>{t('signOut')}</button>
    </header>
  );
}

function LanguageButton() {
  const next = lang.value === 'nb' ? 'en' : 'nb';
  return (
    <button type="button" lang={next} onClick={() => setLang(next)}>
      {t('language')}
    </button>
  );
}

export function App() {
  const [session, setSession] = useState<Session>();
  const here = useSignal(path);
  const words = useSignal(lang);
  useEffect(() => {
    document.documentElement.lang = words;
    setLanguage(words);
  }, [words]);
  useEffect(() => {
    whoAmI().then(setSession, () => setSession({ signed_in: false }));
  }, []);

  if (here.startsWith('/invite/')) {
    return <Plain><Invite token={here.slice('/invite/'.length)} /></Plain>;
  }
  if (!session) return <Plain><p role="status">{t('loading')}</p></Plain>;
  if (!session.signed_in) {
    return <Plain><SignIn onSignedIn={setSession} /></Plain>;
  }
  const first = PAGES.find((one) => mayOpen(one, session));
  const page = here === '/' ? first : PAGES.find((one) => one.path === here);
  const allowed = page && mayOpen(page, session);
  const leave = () => {
    signOut().finally(() => {
      setSession({ signed_in: false });
      go('/');
    });
  };
  return (
    <>
      <Menu session={session} onSignOut={leave} />
      <main id="content" tabIndex={-1}>
        {page && <h1>{t(page.word)}</h1>}
        {page && allowed ? <Together key={here}><page.show session={session} /></Together> : (
          <p role="alert">{t(page ? 'notYours' : 'notFound')}</p>
        )}
      </main>
    </>
  );
}

function Plain({ children }: { children: preact.ComponentChildren }) {
  return (
    <main id="content" class="plain" tabIndex={-1}>
      <p class="brand-line"><strong class="brand">{t('appName')}</strong> <LanguageButton /></p>
      {children}
    </main>
  );
}
