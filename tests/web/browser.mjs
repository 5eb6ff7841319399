// SPDX-License-Identifier: GPL-3.0-or-later
// browser.mjs - Chromium for a story: windows, axe in both themes, and what
// the browser complains about, which is a failure.
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const require = createRequire(new URL('../../web/package.json', import.meta.url));
const { chromium } = require('playwright-core');
const { AxeBuilder } = require('@axe-core/playwright');

const WAIT_MS = 60000; // generous: the machine may be busy
export const PHONE = { width: 390, height: 844 };
// Between the margins, in px of 1/96 inch.
const A4_STANDING = 718;
const A4_LYING = 1062;
export const DESK = { width: 1280, height: 800 };

export const button = (place, name) => place.getByRole('button', { name, exact: true });
export const field = (place, name) => place.getByLabel(name, { exact: true });
// A label around a list has the list's words in it too.
export const choice = (place, name) => place.getByRole('combobox', { name, exact: true });

// In the page: lines of it with words that Norwegian has not. Ids and the log's
// keys are no words; what says that it is English may be.
function englishWords() {
  const english = /\b(the|and|with|from|not|of|is|are|was|has|have|must|expected|found|nothing|people|duty|week|weeks|days|hours|by)\b/i;
  const lines = [];
  const words = document.createTreeWalker(document.querySelector('main'), NodeFilter.SHOW_TEXT);
  for (let node = words.nextNode(); node; node = words.nextNode()) {
    const stands = node.parentElement.closest('[lang="en"], code, script, .log');
    if (!stands && english.test(node.data)) lines.push(node.data.trim().slice(0, 120));
  }
  return [...new Set(lines)].slice(0, 10);
}

// In the page: what is wrong with it as it goes to paper.
function paperFaults() {
  const faults = [];
  const seen = (one) => one.checkVisibility() && one.getBoundingClientRect().width > 1;
  const say = (why, one) => faults.push(`${why}: ${one.tagName}.${one.className} ${one.textContent.slice(0, 40)}`);
  for (const one of document.querySelectorAll('header, nav, form, .bar, input, select, button:not(.duty), summary')) {
    const folded = one.tagName === 'SUMMARY' && one.parentElement.open;
    if (seen(one) && !folded) say('no use on paper', one);
  }
  for (const one of document.querySelectorAll('main, main *')) {
    if (!seen(one) || one.closest('svg')) continue;
    const { right } = one.getBoundingClientRect();
    if (right > innerWidth + 1) say(`${Math.round(right - innerWidth)} px outside`, one);
    const cut = getComputedStyle(one).overflowX !== 'visible' && one.scrollWidth > one.clientWidth + 1;
    const spilt = one.matches('td, th, .duty') && one.scrollWidth > one.clientWidth + 2;
    if (cut || spilt) say('cut off', one);
  }
  const shade = getComputedStyle(document.querySelector('main')).color.match(/\d+/g).map(Number);
  if (shade[0] > 100) say('light letters', document.querySelector('main'));
  return faults.slice(0, 5);
}

// In the page: notes what can be pressed and is elsewhere than it was. However
// slow the machine is, the page does not run out of patience.
function watchMoves() {
  const timer = window.setTimeout;
  window.setTimeout = (work, ms, ...more) => timer(work, ms >= 2000 ? 60000 : ms, ...more);
  const places = new Map();
  window.moved = [];
  const look = () => {
    for (const one of document.querySelectorAll('main :is(button, a.main, input, select, summary)')) {
      if (!one.checkVisibility({ visibilityProperty: true }) || one.disabled) continue;
      const top = Math.round(one.getBoundingClientRect().top + scrollY);
      const was = places.get(one);
      if (was !== undefined && Math.abs(was - top) > 2) window.moved.push(`${one.textContent.slice(0, 30)} ${was} to ${top}`);
      places.set(one, top);
    }
    requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}

// spec: {url, lang, chromium, pictures}. Runs `tell` with open(viewport),
// look(page, name), paper(page, name) and steady(page, path, there); throws when
// anything was complained about.
export async function withBrowser(spec, tell) {
  const complaints = [];
  const browser = await chromium.launch({
    executablePath: spec.chromium, args: ['--no-sandbox', '--disable-dev-shm-usage'],
  });

  async function open(viewport, cookies = []) {
    const context = await browser.newContext({
      viewport, baseURL: spec.url, locale: spec.lang === 'nb' ? 'nb-NO' : 'en-GB',
      timezoneId: 'Europe/Oslo', deviceScaleFactor: 1, reducedMotion: 'reduce',
    });
    context.setDefaultTimeout(WAIT_MS);
    await context.addCookies(cookies);
    const page = await context.newPage();
    page.on('console', (line) => {
      // What the API refuses is told here too; the pages show it themselves.
      if (['error', 'warning'].includes(line.type()) && !/status of 4\d\d/.test(line.text())) {
        complaints.push(`${page.url()}: ${line.text()}`);
      }
    });
    page.on('pageerror', (error) => complaints.push(`${page.url()}: ${error.stack}`));
    return page;
  }

  // Nothing serious on this page, in either theme; a picture when asked for.
  async function look(page, name, { stay = false } = {}) {
    for (const theme of ['light', 'dark']) {
      await page.emulateMedia({ colorScheme: theme });
      const { violations } = await new AxeBuilder({ page })
        .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']).analyze();
      const bad = violations.filter((one) => ['serious', 'critical'].includes(one.impact));
      for (const one of bad) {
        complaints.push(`${name} (${theme}): ${one.id}: ` + one.nodes.slice(0, 3)
          .map((node) => `${node.html.slice(0, 120)} ${node.any[0]?.message ?? ''}`).join(' | '));
      }
      if (spec.pictures && !stay) await page.evaluate(() => scrollTo(0, 0));
      if (spec.pictures && theme === 'dark') {
        await page.screenshot({ path: `${spec.pictures}/${name}-dark.png` });
      }
    }
    await page.emulateMedia({ colorScheme: 'light' });
    if (spec.lang === 'nb') {
      for (const one of await page.evaluate(englishWords)) complaints.push(`${name}: English: ${one}`);
    }
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    if (wide > 0) complaints.push(`${name}: ${wide} px wider than the window`);
    if (spec.pictures) await page.screenshot({ path: `${spec.pictures}/${name}.png` });
  }

  // On paper there is no menu and nothing to press, and nothing is cut off; the
  // sheets lie (`wide`) or stand.
  async function paper(page, name, { wide = false } = {}) {
    const before = page.viewportSize();
    await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
    await page.setViewportSize({ width: wide ? A4_LYING : A4_STANDING, height: 1000 });
    await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))));
    for (const fault of await page.evaluate(paperFaults)) complaints.push(`${name} on paper: ${fault}`);
    await page.emulateMedia({ media: null, colorScheme: 'light' });
    await page.setViewportSize(before);
    const pdf = (await page.pdf({ preferCSSPageSize: true, printBackground: true })).toString('latin1');
    const lying = [...pdf.matchAll(/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]/g)].map(([, width, height]) => Number(width) > Number(height));
    if (lying.length === 0 || lying.some((one) => one !== wide)) complaints.push(`${name} on paper: lying: ${lying}`);
    if (spec.pictures) writeFileSync(`${spec.pictures}/${name}.pdf`, pdf, 'latin1');
  }

  // What can be pressed stays where it is while what is slow arrives: every
  // answer of the API is held back, each for another while, the slowest (those
  // that match `late`) longer than a page waits for anything.
  async function steady(page, path, there, late = /nothing/) {
    let turn = 0;
    await page.route('**/api/v1/**', async (route) => {
      const url = route.request().url();
      await new Promise((later) => setTimeout(later, late.test(url) ? 3000 : 100 + 200 * (turn++ % 4)));
      await route.continue();
    });
    await page.addInitScript(watchMoves);
    await page.goto(path);
    await page.locator(there).first().waitFor();
    await page.waitForLoadState('networkidle');
    for (const one of await page.evaluate(() => window.moved)) complaints.push(`${path}: moved while usable: ${one}`);
    await page.unrouteAll({ behavior: 'wait' });
  }

  async function describe() {
    console.error(complaints.join('\n'));
    for (const page of browser.contexts().flatMap((context) => context.pages())) {
      const focused = await page.evaluate(() => document.activeElement?.outerHTML.slice(0, 200));
      console.error(page.url(), 'focus:', focused, '\n', await page.locator('dialog, .failure').allInnerTexts(),
        (await page.locator('body').innerText()).slice(0, 1500));
    }
  }

  try {
    await tell({ open, look, paper, steady, complain: (words) => complaints.push(words) });
  } catch (error) {
    await describe();
    throw error;
  } finally {
    await browser.close();
  }
  assert.deepEqual(complaints, []);
}
