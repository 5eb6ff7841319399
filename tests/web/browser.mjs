// SPDX-License-Identifier: GPL-3.0-or-later
// browser.mjs - Chromium for a story: windows, axe in both themes, and what
// the browser complains about, which is a failure.
import assert from 'node:assert/strict';
import { createRequire } from 'node:module';

const require = createRequire(new URL('../../web/package.json', import.meta.url));
const { chromium } = require('playwright-core');
const { AxeBuilder } = require('@axe-core/playwright');

const WAIT_MS = 60000; // generous: the machine may be busy
export const PHONE = { width: 390, height: 844 };
export const DESK = { width: 1280, height: 800 };

export const button = (place, name) => place.getByRole('button', { name, exact: true });
export const field = (place, name) => place.getByLabel(name, { exact: true });
// A label around a list has the list's words in it too.
export const choice = (place, name) => place.getByRole('combobox', { name, exact: true });

// spec: {url, lang, chromium, pictures}. Runs `tell` with open(viewport) and
// look(page, name); throws when anything was complained about.
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
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    if (wide > 0) complaints.push(`${name}: ${wide} px wider than the window`);
    if (spec.pictures) await page.screenshot({ path: `${spec.pictures}/${name}.png` });
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
    await tell({ open, look, complain: (words) => complaints.push(words) });
  } catch (error) {
    await describe();
    throw error;
  } finally {
    await browser.close();
  }
  assert.deepEqual(complaints, []);
}
