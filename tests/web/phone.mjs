// SPDX-License-Identifier: GPL-3.0-or-later
// phone.mjs - the pages that people use on a phone.
//
// node phone.mjs SPEC.json; check_slow_phone.py writes it. Part "before":
// nothing is published yet. Part "after": wishes, leave and its answer, a
// swap, being away and back.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { button, choice, DESK, field, PHONE, withBrowser } from './browser.mjs';

const spec = JSON.parse(readFileSync(process.argv[2], 'utf8'));

const WORDS = {
  nb: {
    nothing: /Ingenting er publisert ennå/, wish: 'Jeg ønsker', from: 'Fra dag', to: 'Til dag', addWish: 'Legg inn ønsket',
    change: 'Endre', changeWish: 'Endre ønsket', withdraw: 'Trekk tilbake', noWish: 'Ingen ønsker er lagt inn.',
    askLeave: 'Send søknaden', waits: /venter på svar/, approve: 'Innvilg', granted: /: innvilget/, takeBack: 'Angre svaret', give: 'Du gir',
    colleague: 'Kollega', get: 'Du får', propose: 'Foreslå byttet', asked: 'Kollegaen er spurt.', yes: 'Ja, bytt',
    saidYes: 'Har sagt ja', choose: 'Velg', register: 'Registrer fravær', who: 'Hvem er borte?',
    until: 'Til og med (tomt: ukjent)', registered: 'Registrert.', ask: 'Spør', askedAll: 'Spurt. Svarene vises her.',
    replan: 'Minste nye plan', risk: 'Hvis den står åpen', keys: /\b(accept|inform|same-day|ordinary-hours|overtime)\b/,
    approved: /godkjent/, publish: 'Publiser planen', sick: 'Meld deg syk', away: /Meldt borte fra/, undo: 'Angre',
  },
  en: {
    nothing: /Nothing is published yet/, wish: 'I wish', from: 'From day', to: 'To day', addWish: 'Enter the wish',
    change: 'Change', changeWish: 'Change the wish', withdraw: 'Withdraw', noWish: 'No wish is entered.',
    askLeave: 'Send the request', waits: /waits for an answer/, approve: 'Approve', granted: /: approved/, takeBack: 'Take the answer back', give: 'You give',
    colleague: 'Colleague', get: 'You get', propose: 'Propose the swap', asked: 'Your colleague is asked.', yes: 'Yes, swap',
    saidYes: 'Has said yes', choose: 'Choose', register: 'Register the absence', who: 'Who is away?',
    until: 'Until (empty: unknown)', registered: 'Registered.', ask: 'Ask', askedAll: 'Asked. Answers show here.',
    replan: 'Smallest new plan', risk: 'If it stays open', keys: /\b(same-day|ordinary-hours|cost_class)\b/,
    approved: /approved/, publish: 'Publish the plan', sick: 'Call in sick', away: /Reported away from/, undo: 'Undo',
  },
};
const w = WORDS[spec.lang];
const as = (cookie) => [{ ...cookie, url: spec.url }];
const part = (page, id) => page.locator(`section[aria-labelledby="${id}"]`);

// What a thumb has to hit is at least 44 px high, on a phone.
async function thumbs(page, name, complain) {
  const small = await page.evaluate(() => [...document.querySelectorAll('main button, main a.main, main input, main select, main summary')]
    .filter((one) => one.checkVisibility() && one.getBoundingClientRect().height < 44)
    .map((one) => `${one.tagName} ${one.textContent?.slice(0, 30)} ${one.getBoundingClientRect().height}`));
  for (const one of small) complain(`${name}: too small for a thumb: ${one}`);
}

// The menu leaves the screen to the page.
async function menu(page, name, complain) {
  const height = await page.evaluate(() => document.querySelector('header').getBoundingClientRect().height);
  if (height > 64) complain(`${name}: the menu is ${height} px high`);
}

async function before({ open, look, complain }) {
  const page = await open(PHONE, as(spec.nobody));
  for (const path of ['/mine', '/now']) {
    await page.goto(path);
    await page.getByText(w.nothing).first().waitFor();
    assert.equal(await page.locator('.failure').count(), 0, path);
    await look(page, `phone-before${path.replace('/', '-')}`);
    await menu(page, path, complain);
  }
}

async function wishes(page) {
  const wish = part(page, 'mine-wish');
  const day = new Date(spec.planned + 'T00:00:00Z');
  const later = (days) => new Date(day.getTime() + days * 864e5).toISOString().slice(0, 10);
  await field(wish, w.from).fill(later(3));
  await button(wish, w.addWish).click();
  await button(wish, w.change).first().click();
  assert.equal(await field(wish, w.from).inputValue(), later(3));
  await field(wish, w.from).fill(later(5));
  await field(wish, w.to).fill(later(6));
  await button(wish, w.changeWish).click();
  const shown = (iso) => new RegExp(`\\b${Number(iso.slice(8))}\\b`);
  await wish.locator('li', { hasText: shown(later(5)) }).filter({ hasText: shown(later(6)) }).waitFor();
  await button(wish, w.withdraw).click();
  await button(wish, w.withdraw).waitFor({ state: 'detached' });
}

async function leave(page, chief, look) {
  const asked = part(page, 'mine-leave');
  await field(asked, w.from).fill(spec.day);
  await button(asked, w.askLeave).click();
  await asked.getByText(w.waits).waitFor();
  await chief.goto('/requests');
  await button(chief, w.approve).first().waitFor();
  await look(chief, 'requests');
  await button(chief, w.approve).first().click();
  await button(chief, w.takeBack).waitFor();
  await page.reload();
  await asked.getByText(w.granted).waitFor();
}

async function swap(page, open, chief, look) {
  const mine = part(page, 'mine-swap');
  await choice(mine, w.give).selectOption(spec.swap.slot);
  await choice(mine, w.colleague).selectOption(spec.swap.with);
  await choice(mine, w.get).selectOption(spec.swap.with_slot);
  await button(mine, w.propose).click();
  await mine.getByText(w.asked, { exact: true }).waitFor();
  await look(page, 'phone-swap');
  const other = await open(PHONE, as(spec.other));
  await other.goto('/mine');
  await button(other, w.yes).click();
  await button(other, w.yes).waitFor({ state: 'detached' });
  await chief.goto('/requests');
  const card = part(chief, 'req-swaps');
  await button(card, w.approve).or(card.getByText(w.approved)).first().waitFor();
  if (await button(card, w.approve).count()) await button(card, w.approve).click();
  await button(card, w.publish).click();
  await button(card, w.publish).waitFor({ state: 'detached' });
  await other.reload();
  await part(other, 'mine-next').waitFor();
}

async function away(page, look) {
  const sick = part(page, 'mine-sick');
  await button(sick, w.sick).click();
  await sick.getByText(w.away).waitFor();
  await page.reload();
  await sick.getByText(w.away).waitFor();
  await look(page, 'phone-away');
  await button(sick, w.undo).click();
  await button(sick, w.sick).waitFor();
}

// Somebody on duty today is away: the three answers, and one is chosen.
async function sickCall(open, look, steady, complain) {
  const page = await open(PHONE, as(spec.lead));
  const table = await (await page.request.get(`/api/v1/published?from=${spec.day}&weeks=1`)).json();
  const holder = table.people.find((one) => one.cells[0].duties.length > 0 && one.id !== spec.swap.person);
  await page.goto('/sick');
  await choice(page, w.who).selectOption(holder.id);
  await field(page, w.until).fill(spec.day);
  await button(page, w.register).click();
  await page.getByText(w.registered).waitFor();
  const cards = page.locator('section[aria-labelledby="sick-2"] > ul > li');
  const first = cards.first();
  await first.locator('ol.candidates > li').first().waitFor();
  await look(page, 'phone-sick');
  await steady(page, '/sick', 'section[aria-labelledby="sick-2"] ol.candidates > li');
  await thumbs(page, 'sick', complain);
  const said = await first.innerText();
  assert.ok(!w.keys.test(said), `no raw keys in: ${said}`);
  await button(first, w.risk).click();
  await first.locator('ul.facts').first().waitFor();
  await look(page, 'phone-sick-risk');
  await button(first, w.replan).first().click();
  await button(first, w.replan).nth(1).waitFor();
  await page.reload();
  await cards.first().locator('ol.candidates > li').first().waitFor();
  const before = await cards.count();
  await button(cards.first(), w.choose).or(button(cards.first(), w.saidYes)).first().click();
  await look(page, 'phone-sick-chosen');
  const box = cards.first().getByRole('checkbox');
  if (await box.count()) await box.check();
  await button(cards.first(), w.publish).click();
  await button(page, w.publish).waitFor({ state: 'detached' });
  await cards.nth(before - 1).waitFor({ state: 'detached' });
}

async function after({ open, look, paper, steady, complain }) {
  const page = await open(PHONE, as(spec.own));
  const chief = await open(DESK, as(spec.manager));
  await steady(await open(PHONE, as(spec.own)), '/mine', 'section[aria-labelledby=mine-tally] dl');
  await page.goto('/mine');
  await part(page, 'mine-tally').locator('dl').first().waitFor();
  await look(page, 'phone-mine');
  await paper(page, 'phone-mine');
  await thumbs(page, 'mine', complain);
  await menu(page, 'mine', complain);
  await wishes(page);
  await swap(page, open, chief, look);
  await away(page, look);
  await leave(page, chief, look);
  await sickCall(open, look, steady, complain);
}

await withBrowser(spec, { before, after }[spec.part]);
