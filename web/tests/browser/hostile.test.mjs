// A report that means harm is shown as what it is: text.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { openRoom, skip } from './room.mjs';

let room;
before(async () => {
  if (!skip) room = await openRoom();
});
after(() => room?.close());

const HOSTILE = [
  '<script>window.hurt = 1</script><img src=x onerror="window.hurt = 2"><svg onload="window.hurt = 3">',
  'Russia attacked Ukraine\u202E.yadretsey\u202C on Monday, said \u2066Putin\u2069 and Рutin [javascript:alert(1)](javascript:alert(1)).',
  `The army met ${'A'.repeat(20_000)} in Paris.`,
  'Envoys 😀😀 of 𝒮𝓊𝒹𝒶𝓃 met in Nairobi. \u0007\u200Bminister‮',
  '{{constructor.constructor("window.hurt = 4")()}} ${window.hurt = 5} "><iframe src="https://example.org/">',
].join('\n\n');

async function isHarmless(page) {
  assert.equal(await page.evaluate(() => window.hurt), undefined);
  assert.equal(await page.locator('main script, main img, main iframe, main svg').count(), 0);
  const [wide, view] = await page.evaluate(() => [document.documentElement.scrollWidth, document.documentElement.clientWidth]);
  assert.ok(wide <= view, `the page is ${wide} wide in ${view}`);
}

test('pasted', { skip }, async () => {
  const page = await room.page({ width: 390, height: 844 });
  await page.goto(room.base);
  await page.locator('#text').fill(HOSTILE);
  await page.locator('#title').fill('<b>Title</b>\u202Egnp.exe');
  await page.getByRole('button', { name: 'Read', exact: true }).click();
  await page.waitForSelector('[data-piece]');
  assert.equal(await page.locator('.text').evaluate((node) => node.textContent), HOSTILE);
  await isHarmless(page);
  assert.ok((await page.locator('[data-hidden="RLO"]').count()) >= 2);
  assert.ok((await page.locator('.m-mixed').count()) >= 1);
  await page.finish();
});

test('kept, listed, searched and opened', { skip }, async () => {
  const report = await room.keep({ title: '<img src=x onerror=alert(1)>\u202Etitle', published: '2024-05-16', publisher: '<script>', url: 'javascript:alert(1)', text: HOSTILE });
  const page = await room.page();
  for (const path of [`/reports/${report}`, '/reports', '/search?q=Nairobi', '/timeline', '/brief', '/reports?q=<script>', '/timeline?actor=<script>alert(1)</script>']) {
    await page.goto(room.base + path);
    await page.waitForLoadState('networkidle');
    assert.equal(await page.evaluate(() => window.hurt), undefined, path);
    assert.equal(await page.locator('main script, main img[src="x"], main iframe').count(), 0, path);
    assert.equal(await page.locator('a[href^="javascript:"]').count(), 0, path);
  }
  await page.finish();
});

test('marks stay on their words behind characters of two units', { skip }, async () => {
  const page = await room.page();
  await page.goto(room.base);
  await page.locator('#text').fill('😀😀 𝒜 Envoys of Kenya met envoys of Chad in Nairobi on Tuesday. 😀 They signed a treaty.');
  await page.locator('#published').fill('2024-05-16');
  await page.getByRole('button', { name: 'Read', exact: true }).click();
  await page.waitForSelector('.m-trigger');
  const words = await page.locator('.m-trigger').allInnerTexts();
  assert.ok(words.includes('met') && words.includes('signed'), words.join());
  await page.finish();
});
