// The views of the archive: reached, filtered, followed to their evidence, printed, and fit for everybody.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { after, before, test } from 'node:test';
import { api, openRoom, readExample, REPORTS, skip } from './room.mjs';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const VIEWS = [
  '/',
  '/reports',
  '/reports/1',
  '/reports/1?event=E1',
  '/search?q=talks',
  '/add',
  '/timeline',
  '/map',
  '/network',
  '/dyad?a=TUR&b=GRC',
  '/actor?who=Turkey',
  '/meetings',
  '/positions',
  '/conditions',
  '/promised',
  '/brief?actor=TUR',
  '/nowhere',
];

let room;
before(async () => {
  if (skip) return;
  room = await openRoom();
  const example = await api(room.base, '/example');
  for (const report of [example, ...REPORTS]) await room.keep(report);
});
after(() => room?.close());

async function settled(page, path) {
  await page.goto(room.base + path);
  await page.waitForLoadState('networkidle');
  await page.waitForFunction(() => document.querySelector('main h1') !== null);
}

test('the filter stands in the address and goes along from view to view', { skip }, async () => {
  const page = await room.page();
  await settled(page, '/timeline');
  await page.getByLabel('Actor', { exact: true }).fill('TUR');
  await page.keyboard.press('Enter');
  await page.waitForURL(/actor=TUR/);
  await page.getByRole('navigation').getByRole('link', { name: 'Map' }).click();
  await page.waitForURL(/\/map\?actor=TUR/);
  await page.goBack();
  await page.waitForURL(/\/timeline\?actor=TUR/);
  assert.equal(await page.getByLabel('Actor', { exact: true }).inputValue(), 'TUR');
  await page.getByRole('button', { name: 'clear' }).click();
  await page.waitForURL((url) => url.search === '');
  await page.finish();
});

test('a view is not mounted again when only its parameters change', { skip }, async () => {
  const page = await room.page();
  await settled(page, '/reports/1');
  await page.locator('[data-piece]').first().evaluate((node) => (node.dataset.same = 'yes'));
  await page.locator('[data-line] > button').first().click();
  await page.waitForURL(/event=E\d+/);
  await page.waitForLoadState('networkidle');
  assert.equal(await page.locator('[data-same]').count(), 1);
  await page.finish();
});

test('a row of the timeline leads to its words', { skip }, async () => {
  const page = await room.page();
  await settled(page, '/timeline?actor=TUR');
  await page.locator('main a[href*="/reports/"], main [role="button"], main li button, main tbody button').first().click();
  if (!page.url().includes('/reports/')) await page.locator('main a[href*="/reports/"]').first().click();
  await page.waitForURL(/\/reports\/\d+.*event=E\d+/);
  await page.locator('.m-trigger.open').first().waitFor();
  await page.finish();
});

test('the brief is printed without the page around it', { skip }, async () => {
  const page = await room.page();
  await settled(page, '/brief?actor=TUR');
  await page.emulateMedia({ media: 'print' });
  assert.equal(await page.getByRole('navigation', { name: 'Views' }).isVisible(), false);
  assert.equal(await page.locator('form.filter').isVisible(), false);
  assert.match(await page.locator('main').innerText(), /Geneva|Ankara/i);
  assert.ok((await page.pdf()).length > 5000);
  await page.finish();
});

test('files are added in the background, and the page knows it after a reload', { skip }, async () => {
  const page = await room.page();
  await settled(page, '/add');
  const text = 'Published 2024-04-02\n\nPARIS, April 2 - France and Germany signed a treaty in Paris on Tuesday.';
  await page.locator('input[type=file]').first().setInputFiles([{ name: 'treaty.txt', mimeType: 'text/plain', buffer: Buffer.from(text) }]);
  await page.getByText('1 new report').waitFor();
  await page.reload();
  await page.getByText('1 new report').waitFor();
  await page.finish();
});

test('a server that is gone is told in plain words', { skip }, async () => {
  const page = await room.page();
  await page.route('**/api/v1/reports*', (route) => route.fulfill({ status: 503, contentType: 'application/problem+json', body: JSON.stringify({ title: 'Too many wait', detail: 'try again in a moment' }) }));
  await page.goto(`${room.base}/reports`);
  await page.getByRole('alert').getByText('Too many wait').waitFor();
  await page.unroute('**/api/v1/reports*');
  await page.getByRole('button', { name: 'Try again' }).click();
  await page.getByRole('link', { name: 'Second round' }).waitFor();
  await page.context().close();
});

for (const dark of [false, true]) {
  for (const path of VIEWS) {
    test(`nobody is shut out of ${path}, ${dark ? 'dark' : 'light'}`, { skip }, async () => {
      const page = await room.page({ dark });
      await settled(page, path);
      if (path === '/') await readExample(room, page);
      assert.deepEqual(await findings(page), []);
      await page.finish();
    });
  }
}

test('on a phone no view is wider than the screen', { skip }, async () => {
  const page = await room.page({ width: 390, height: 844 });
  const wide = [];
  for (const path of VIEWS) {
    await settled(page, path);
    const [width, view] = await page.evaluate(() => [document.documentElement.scrollWidth, document.documentElement.clientWidth]);
    if (width > view) wide.push(`${path}: ${width}`);
  }
  assert.deepEqual(wide, []);
  await page.finish();
});

/** Serious findings of axe, each with the first element it is about. */
async function findings(page) {
  await page.evaluate(axe);
  const result = await page.evaluate(() => window.axe.run(document, { resultTypes: ['violations'] }));
  return result.violations
    .filter((one) => one.impact === 'serious' || one.impact === 'critical')
    .map((one) => `${one.id}: ${one.nodes[0].target} ${one.nodes[0].failureSummary?.split('\n')[1] ?? ''}`);
}
