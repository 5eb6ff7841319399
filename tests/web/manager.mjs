// SPDX-License-Identifier: GPL-3.0-or-later
// manager.mjs - the pages that managers use at a desk and on a phone.
//
// node manager.mjs SPEC.json; check_slow_manager.py writes it. Part "before":
// nothing is published yet. Part "after": a change is tried by keyboard and
// mouse and kept, a duty is pinned, settings. Part "walks": each page once more,
// as it loads, as a manager has it and on a phone.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { button, choice, DESK, PHONE, withBrowser } from './browser.mjs';

const spec = JSON.parse(readFileSync(process.argv[2], 'utf8'));

const WORDS = {
  nb: {
    nothing: /Ingenting er publisert ennå/, discard: 'Forkast', keepDraft: 'Behold som utkast', view: 'Vis etter',
    competence: 'Kompetanse', addLine: /^Legg til/, weekdays: /^Ukedager/,
    pin: 'Lås for neste kjøring', unpin: 'Fjern låsen', pinned: /låst/, weeks: 'uker',
  },
  en: {
    nothing: /Nothing is published yet/, discard: 'Discard', keepDraft: 'Keep as a draft', view: 'Show by',
    competence: 'Competences', addLine: /^Add/, weekdays: /^Weekdays/,
    pin: 'Pin for the next run', unpin: 'Take the pin away', pinned: /pinned/, weeks: 'weeks',
  },
};
const w = WORDS[spec.lang];
const as = (cookie) => [{ ...cookie, url: spec.url }];

// A duty is picked up by the keyboard, then another by the mouse; what they
// cost is told before anybody keeps it, and kept they are a draft.
async function tryChanges(page, look) {
  await page.goto('/board');
  const attempt = page.locator('section.attempt');
  const duty = page.locator('table.board tr:not(.holes-row) td button.duty').first();
  await duty.focus();
  await page.keyboard.press('Enter');
  await page.getByRole('dialog').locator('.bar .main').focus();
  await page.keyboard.press('Enter');
  await page.locator('.moving-words').waitFor();
  await page.keyboard.press('Escape');
  await page.locator('.moving-words').waitFor({ state: 'detached' });
  await duty.focus();
  await page.keyboard.press('Enter');
  await page.getByRole('dialog').locator('.bar .main').focus();
  await page.keyboard.press('Enter');
  await page.locator('.moving-words').waitFor();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await attempt.locator('p.good, p.broken, .failure').first().waitFor();
  await look(page, 'board-attempt', { stay: true });
  await button(attempt, w.discard).click();
  await attempt.waitFor({ state: 'detached' });
  await dragAndKeep(page, attempt, look);
}

// Dropped on nobody: nothing can stand in the way.
async function dragAndKeep(page, attempt, look) {
  const duty = page.locator('table.board tr:not(.holes-row) td button.duty').first();
  const day = await duty.locator('xpath=ancestor::td').getAttribute('data-date');
  await duty.dragTo(page.locator(`tr.holes-row td[data-date="${day}"]`));
  await attempt.locator('p.good, p.broken').first().waitFor();
  await attempt.locator('table').waitFor(); // the cost by level
  await button(attempt, w.keepDraft).click();
  await attempt.waitFor({ state: 'detached' });
  await page.locator('.duty.gone').first().waitFor();
  await look(page, 'board-draft');
  await choice(page, w.view).selectOption('byService');
  await page.locator('tr.group').first().waitFor();
  await look(page, 'board-services');
}

// The reasons come late and are long: the buttons stay where they were, or a
// click that began on one would end beside it.
async function staysPut(page, duty) {
  let answer;
  const asked = new Promise((resolve) => { answer = resolve; });
  const why = /\/slots\/.*\/why/;
  await page.route(why, async (route) => {
    await asked;
    await route.continue();
  });
  await duty.click();
  const dialog = page.getByRole('dialog');
  const close = dialog.locator('.bar button').last();
  const early = await close.boundingBox();
  answer();
  await dialog.locator('ul, ol, table').first().waitFor();
  assert.deepEqual(await close.boundingBox(), early);
  await page.unroute(why);
  await close.click();
  await dialog.waitFor({ state: 'detached' });
}

// Shown on the board at once, and taken back.
async function pinOne(page) {
  await page.goto('/board');
  const duty = page.locator('table.board tr:not(.holes-row) td button.duty').last();
  const label = await duty.getAttribute('aria-label');
  await staysPut(page, duty);
  await duty.click();
  await button(page.getByRole('dialog'), w.pin).click();
  const pinned = page.locator('button.duty', { has: page.locator('.mark') });
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await pinned.last().waitFor();
  const found = page.getByRole('button', { name: label, exact: false }).and(page.locator('button.duty'));
  await found.filter({ has: page.locator('.mark') }).first().click();
  await button(page.getByRole('dialog'), w.unpin).click();
  await page.getByRole('dialog').waitFor({ state: 'detached' });
}

async function before(page, look) {
  for (const name of ['board', 'balance']) {
    await page.goto(`/${name}`);
    await page.getByText(w.nothing).waitFor();
    await look(page, `empty-${name}`);
  }
}

// Each page of a manager, in the window that it is given.
async function walk(page, look, prefix, paper) {
  for (const [name, there] of [['board', 'table.board'], ['run', 'dl, form'], ['balance', 'table.shares'], ['settings', 'table.records']]) {
    await page.goto(`/${name}`);
    await page.locator(there).first().waitFor();
    await look(page, `${prefix}-${name}`);
    if (paper) await paper(page, `${prefix}-${name}`, { wide: name === 'board' });
  }
}

await withBrowser(spec, async ({ open, look, paper, steady }) => {
  const desk = await open(DESK, as(spec.lead));
  if (spec.part === 'before') {
    await before(desk, look);
    return;
  }
  if (spec.part === 'walks') {
    await allSteady(desk, steady);
    await walk(await open(DESK, as(spec.manager)), look, 'manager', paper);
    await walk(await open(PHONE, as(spec.lead)), look, 'phone');
    return;
  }
  await tryChanges(desk, look);
  await pinOne(desk);
  await twelveWeeks(desk, paper);
  // The same pages in other words need no second look of axe.
  await settings(desk, spec.lang === 'nb' ? look : () => {});
});

async function allSteady(page, steady) {
  for (const [name, there] of [['board', 'table.board'], ['run', '.room details, .room .good'], ['balance', 'table.shares'],
    ['settings', 'table.records'], ['requests', 'section'], ['sick', '.ask'], ['now', '.cards']]) {
    await steady(page, `/${name}`, there, /check/);
  }
}

// Every part of the settings; a record that is changed and changed back.
async function settings(page, look) {
  await page.goto('/settings');
  const tabs = page.locator('.tabs button');
  await tabs.first().waitFor();
  for (let i = 0; i < (await tabs.count()); i++) {
    await tabs.nth(i).click();
    await page.locator('section table, section form, section input, section .cards, section p').first().waitFor();
    await look(page, `settings-${i + 1}`);
  }
  await tabs.nth(0).click(); // people
  await lists(page, look);
  await tabs.nth(2).click(); // demand
  await page.locator('table.records button').first().click();
  await ticks(page);
  const name = page.getByRole('dialog').locator('input').first();
  const before = await name.inputValue();
  await name.fill(`${before} X`);
  await look(page, 'settings-edit');
  await page.getByRole('dialog').locator('button.main').click();
  await page.locator('table.records th', { hasText: `${before} X` }).waitFor();
}

// A line of a list in a record is added, changed and removed; each time it is
// kept and stands there when the form is opened again.
async function lists(page, look) {
  const dialog = page.getByRole('dialog');
  const group = dialog.getByRole('group', { name: w.competence }).first();
  const lines = group.locator('.line');
  const open = async () => {
    await page.locator('table.records button').first().click();
    await group.waitFor();
  };
  const save = async () => {
    await dialog.locator('button.main').click();
    await dialog.waitFor({ state: 'detached' });
  };
  await open();
  const before = await lines.count();
  const chosen = await lines.locator('select').evaluateAll((all) => all.map((one) => one.value));
  await group.getByRole('button', { name: w.addLine }).click();
  const added = lines.nth(before);
  assert.ok(await added.locator('select').evaluate((one) => one === document.activeElement), 'the new line has the focus');
  const free = await added.locator('option').evaluateAll((all) => all.map((one) => one.value));
  const wanted = free.find((one) => one && !chosen.includes(one));
  await added.locator('select').selectOption(wanted);
  await look(page, 'settings-lists', { stay: true });
  await save();
  await open();
  assert.equal(await lines.count(), before + 1);
  await lines.nth(before).locator('input[type=date]').first().fill(spec.day);
  await save();
  await open();
  assert.equal(await lines.nth(before).locator('select').inputValue(), wanted);
  assert.equal(await lines.nth(before).locator('input[type=date]').first().inputValue(), spec.day);
  await lines.nth(before).getByRole('button').click();
  await save();
  await open();
  assert.equal(await lines.count(), before);
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'detached' });
}

// Days and whom it is for, as boxes.
async function ticks(page) {
  const dialog = page.getByRole('dialog');
  const box = dialog.getByRole('group', { name: w.weekdays }).getByRole('checkbox').last();
  const was = await box.isChecked();
  await box.setChecked(!was);
  await dialog.locator('button.main').click();
  await dialog.waitFor({ state: 'detached' });
  await page.locator('table.records button').first().click();
  assert.equal(await box.isChecked(), !was);
  await box.setChecked(was);
}

// On paper four weeks a sheet, as on the screen afterwards.
async function twelveWeeks(page, paper) {
  await page.goto('/board');
  await choice(page, w.weeks).selectOption('12');
  await page.locator('table.dense').waitFor();
  const columns = page.locator('table.board thead tr').first().locator('th');
  assert.equal(await columns.count(), 12 * 7 + 1);
  await page.emulateMedia({ media: 'print' });
  await page.locator('table.board').nth(2).waitFor();
  assert.equal(await columns.count(), 4 * 7 + 1);
  await page.emulateMedia({ media: null });
  await page.locator('table.dense').waitFor();
  await paper(page, 'board-twelve', { wide: true });
  await page.locator('table.dense').waitFor();
}
