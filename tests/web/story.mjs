// SPDX-License-Identifier: GPL-3.0-or-later
// story.mjs - the pages in Chromium, as people use them: an invitation, the
// records, the weekly run, a subscription, a sick call on a phone, the answer.
//
// node story.mjs SPEC.json: {url, lang, invitation, records, person, taker,
// day, pictures}; pages.py writes it. axe looks at every page in
// both themes; whatever the browser's console complains about is a failure.
import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { button, choice, DESK, field, PHONE, withBrowser } from './browser.mjs';

const spec = JSON.parse(readFileSync(process.argv[2], 'utf8'));
const PASSWORD = 'et langt passord';
let open;
let look;
let paper;

const WORDS = {
  nb: {
    signIn: 'Logg inn', login: 'Brukernavn', password: 'Passord', code: 'Engangskode (ledere)',
    invitationCode: 'Invitasjonen som kode', keyCode: 'Skann med en autentiseringsapp', keep: 'Lagre passordet', settings: 'Innstillinger', file: 'JSON-fil', dry: 'Prøv uten å lagre',
    replace: 'Erstatt alle oppføringer', invite: 'Inviter', name: 'Navn', person: 'Person',
    run: 'Ukekjøring', from: 'Fra mandag', weeks: 'uker', seconds: 'Sekunder', start: 'Start',
    stop: 'Stopp, behold det beste', consultation: 'Drøfting (referanse)',
    reason: 'Begrunnelse ved kort varsel', publish: 'Publiser planen', published: 'Publisert som utgave',
    board: 'Tavle', mine: 'Mine vakter', link: 'Lag lenke', device: 'Enhet', sick: 'Sykemelding',
    who: 'Hvem er borte?', until: 'Til og med (tomt: ukjent)', register: 'Registrer fravær',
    registered: 'Registrert.', ask: 'Spør', asked: 'Spurt. Svarene vises her.', take: 'Jeg tar den',
    import: 'Importer', people: 'Personer', accounts: 'Kontoer', acceptHard: 'Publiser selv om harde regler brytes', undo: 'Angre', balance: 'Fordeling', now: 'På vakt nå',
  },
  en: {
    signIn: 'Sign in', login: 'User name', password: 'Password', code: 'One-time code (managers)',
    invitationCode: 'The invitation as a code', keyCode: 'Scan with an authenticator', keep: 'Keep this password', settings: 'Settings', file: 'JSON file', dry: 'Try without storing',
    replace: 'Replace all records', invite: 'Invite', name: 'Name', person: 'Person',
    run: 'Weekly run', from: 'From Monday', weeks: 'weeks', seconds: 'Seconds', start: 'Start',
    stop: 'Stop, keep the best', consultation: 'Consultation (reference)',
    reason: 'Reason for short notice', publish: 'Publish the plan', published: 'Published as revision',
    board: 'Board', mine: 'My duties', link: 'Make a link', device: 'Device', sick: 'Sick call',
    who: 'Who is away?', until: 'Until (empty: unknown)', register: 'Register the absence',
    registered: 'Registered.', ask: 'Ask', asked: 'Asked. Answers show here.', take: 'I take it',
    import: 'Import', people: 'People', accounts: 'Accounts', acceptHard: 'Publish although hard rules are broken', undo: 'Undo', balance: 'Balance', now: 'On duty now',
  },
};
const w = WORDS[spec.lang];

// RFC 6238: the one-time code of a base32 key at the server's time.
function codeOf(key, step) {
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
  const bits = [...key.replace(/=+$/, '')].map((c) => letters.indexOf(c).toString(2).padStart(5, '0')).join('');
  const bytes = Buffer.from(bits.match(/.{8}/g).map((byte) => parseInt(byte, 2)));
  const counter = Buffer.alloc(8);
  const seconds = Math.floor(Date.now() / 1000) + Math.round(spec.ahead);
  counter.writeBigUInt64BE(BigInt(Math.floor(seconds / 30) + step));
  const digest = createHmac('sha1', bytes).update(counter).digest();
  const at = digest[19] & 15;
  return String((digest.readUInt32BE(at) & 0x7fffffff) % 1e6).padStart(6, '0');
}

// What the page has drawn as a code to scan, once it is seen.
async function scanned(page, name, work) {
  const asked = page.waitForRequest((request) => request.url().endsWith('/qr'));
  await work();
  await page.getByRole('img', { name }).waitFor();
  return (await asked).postDataJSON().text;
}

async function accept(page, invitation, step) {
  const goOn = await scanned(page, w.invitationCode, () => page.goto(invitation));
  assert.equal(goOn, new URL(invitation, spec.url).href, 'a phone can go on');
  await field(page, w.password).fill(PASSWORD);
  await look(page, 'invitation');
  await button(page, w.keep).click();
  const login = await page.locator('p strong').nth(1).or(page.locator('section p strong')).last().innerText();
  const key = page.locator('code.key');
  const code = (await key.count()) ? codeOf(await key.innerText(), step) : '';
  if (code) await page.getByRole('img', { name: w.keyCode }).waitFor();
  await page.getByRole('link', { name: w.signIn }).click();
  await field(page, w.login).fill(login);
  await field(page, w.password).fill(PASSWORD);
  await field(page, w.code).fill(code);
  await look(page, 'sign-in');
  await button(page, w.signIn).click();
  await page.getByRole('navigation').waitFor();
}

const visit = (page, word) => page.getByRole('navigation').getByRole('link', { name: word, exact: true }).click();

async function importRecords(page) {
  await visit(page, w.settings);
  await button(page, w.import).click();
  await field(page, w.file).setInputFiles(spec.records);
  await button(page, w.dry).click();
  await page.locator('table.preview').waitFor();
  await button(page, w.replace).click();
  await page.waitForResponse((answer) => answer.url().endsWith('/records') && answer.ok());
  await page.reload();
  await button(page, w.people).click();
  await page.locator('table.records').waitFor();
  await look(page, 'settings');
}

async function inviteStaff(page, person) {
  await visit(page, w.settings);
  await button(page, w.accounts).click();
  await field(page, w.login).fill(person);
  await field(page, w.name).fill(person);
  await choice(page, w.person).selectOption(person);
  const drawn = await scanned(page, w.invitationCode, () => button(page, w.invite).click());
  const address = await page.locator('[role=status] code').innerText();
  assert.equal(drawn, address);
  return new URL(address).pathname;
}

async function weeklyRun(page) {
  await visit(page, w.run);
  await field(page, w.from).fill(spec.day);
  await field(page, w.weeks).fill('2');
  await field(page, w.seconds).fill('120');
  // By the keyboard: what the check finds may still move the button away.
  await button(page, w.start).press('Enter');
  await page.locator('dl.numbers').waitFor();
  await page.locator('svg.chart').waitFor();
  await look(page, 'weekly-run-solving');
  await button(page, w.stop).click();
  await field(page, w.consultation).fill('2027/1');
  await field(page, w.reason).fill('x');
  await field(page, w.acceptHard).check();
  await look(page, 'weekly-run');
  await button(page, w.publish).click();
  await page.getByText(w.published).waitFor();
}

const focused = (page) => page.evaluate(() => document.activeElement?.getAttribute('aria-label'));

// Arrow keys move from duty to duty; Enter opens why, Escape closes it.
async function walkBoard(page) {
  await visit(page, w.board);
  const first = page.locator('table.board td button').first();
  await first.focus();
  await page.keyboard.press('ArrowRight');
  const there = await focused(page);
  assert.ok(there && there !== (await first.getAttribute('aria-label')), 'an arrow moves the focus');
  await page.keyboard.press('ArrowLeft');
  const label = await first.getAttribute('aria-label');
  assert.equal(await focused(page), label, 'and back');
  await look(page, 'board');
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog');
  await dialog.locator('strong').first().waitFor(); // who holds it
  await look(page, 'why');
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'detached' });
  assert.equal(await focused(page), label, 'the focus comes back to the duty');
}

async function feedOf(page) {
  await visit(page, w.mine);
  await field(page, w.device).fill('telefon');
  await button(page, w.link).click();
  await page.locator('.made img').waitFor();
  await look(page, 'my-duties');
  return page.getByTestId('feed-url').innerText();
}

const eventsIn = async (address) => {
  const answer = await fetch(address);
  assert.equal(answer.status, 200);
  return (await answer.text()).split('BEGIN:VEVENT').length - 1;
};

// Somebody with a duty on the day calls in sick, who leaves something that
// somebody can be asked for: that hangs on the plan which the run had found.
async function sickCall(page, people) {
  await visit(page, w.sick);
  for (const person of people) {
    await choice(page, w.who).selectOption(person);
    await field(page, w.until).fill(spec.day);
    await button(page, w.register).click();
    await page.getByText(w.registered).waitFor();
    const cards = page.locator('section[aria-labelledby="sick-2"] > ul > li');
    // A list that stays empty is hidden: nobody can take that one.
    await cards.locator('ol.candidates').first().waitFor({ state: 'attached' });
    await page.locator('section[aria-labelledby="sick-2"] p[role=status]').first().waitFor({ state: 'detached' });
    if (await button(page.locator('ol.candidates'), w.ask).count()) {
      await look(page, 'sick-call');
      return;
    }
    await button(page, w.undo).click();
    await page.getByText(w.registered).waitFor({ state: 'detached' });
  }
  throw new Error('nobody can be asked for anything');
}

async function main() {
  const desk = await open(DESK);
  await accept(desk, spec.invitation, 0);
  await importRecords(desk);
  await weeklyRun(desk);
  await walkBoard(desk);
  for (const [word, name] of [[w.balance, 'balance'], [w.now, 'on-duty-now']]) {
    await visit(desk, word);
    await desk.locator('main table, main .cards').first().waitFor();
    await look(desk, name);
    await paper(desk, name);
  }
  const phone = await open(PHONE);
  await phone.context().addCookies(await desk.context().cookies());
  await phone.goto('/sick');
  await sickCall(phone, await holders(desk));
  const { offered, slot } = await askFirst(phone);
  const staff = await open(PHONE);
  await accept(staff, await inviteStaff(desk, offered), 0);
  const feed = await feedOf(staff);
  const before = await eventsIn(feed);
  await visit(staff, w.mine);
  await staff.reload();
  await button(staff, w.take).waitFor();
  await look(staff, 'offer');
  await button(staff, w.take).click();
  await button(staff, w.undo).waitFor();
  await phone.reload();
  await button(phone, w.publish).waitFor();
  await look(phone, 'sick-call-taken');
  await button(phone, w.publish).click();
  await button(phone, w.publish).waitFor({ state: 'detached' });
  await boardShows(desk, offered, slot);
  assert.equal(await eventsIn(feed), before + 1, 'the feed has the new duty');
}

// Who has a duty today, standby first.
async function holders(page) {
  const table = await (await page.request.get(`/api/v1/published?from=${spec.day}&weeks=1`)).json();
  const standby = (one) => one.cells[0].duties.some((duty) => duty.standby);
  return table.people.filter((one) => one.cells[0].duties.length > 0)
    .sort((one, other) => standby(other) - standby(one)).map((one) => one.id);
}

// Who only is told (a step without consent) can not be asked: the first who must accept is.
async function askFirst(page) {
  const sent = page.waitForRequest((request) => request.url().endsWith('/asks') && request.method() === 'POST');
  await button(page.locator('ol.candidates'), w.ask).first().click();
  const body = (await sent).postDataJSON();
  await page.getByText(w.asked).waitFor();
  return { offered: body.people[0], slot: body.slot };
}

async function boardShows(page, person, slot) {
  const table = await (await page.request.get(`/api/v1/published?from=${spec.day}&weeks=1`)).json();
  const one = table.people.find((p) => p.id === person);
  await page.goto('/board');
  const row = page.locator('table.board tr', { hasText: one.name });
  await row.first().waitFor();
  const [duty] = slot.split('@');
  assert.ok(one.cells.some((cell) => cell.duties.some((d) => d.id === duty)), `${person} has ${slot}`);
  assert.ok(await row.locator('td .duty').count() > 0);
}

await withBrowser(spec, (browser) => {
  ({ open, look, paper } = browser);
  return main();
});
