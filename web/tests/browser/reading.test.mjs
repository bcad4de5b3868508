// Reading a text, keeping it, correcting what was read.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { openRoom, readExample, skip } from './room.mjs';

let room;
before(async () => {
  if (!skip) room = await openRoom();
});
after(() => room?.close());

test('an empty archive offers the example, which shows talks with host and absence', { skip }, async () => {
  const page = await room.page();
  await page.goto(room.base);
  await page.getByRole('heading', { name: 'The archive is empty' }).waitFor();
  await readExample(room, page);
  const record = await page.getByRole('region', { name: 'Record' }).innerText();
  assert.match(record, /met in .*hosted by Kenya/i);
  const absence = page.locator('[data-line]', { hasText: /invited . Representatives/ });
  assert.equal(await absence.locator('.tag.denied').count(), 1);
  await absence.locator('> button').click();
  await absence.getByText('Absence from').waitFor();
  await page.finish();
});

test('pointing at a word lights up all words of its event, and its line', { skip }, async () => {
  const page = await room.page();
  await readExample(room, page);
  await page.locator('.m-trigger', { hasText: /^met$/ }).hover();
  const lit = await page.locator('[data-piece].lit').allInnerTexts();
  for (const word of ['met', 'talks', 'Kenya', 'Tuesday']) assert.ok(lit.some((piece) => piece.startsWith(word)), `${word} in ${lit}`);
  assert.equal(await page.locator('li.lit[data-line]').count(), 1);
  assert.match(await page.locator('.strip').innerText(), /hosted by Kenya/);
  await page.finish();
});

test('a field is corrected, stays so when the page is loaded again, and is undone', { skip }, async () => {
  const page = await room.page();
  await readExample(room, page);
  await page.getByRole('button', { name: 'Keep in the archive' }).click();
  await page.waitForURL(/\/reports\/\d+/);
  const line = page.locator('[data-line]', { hasText: 'hosted by Kenya' }).first();
  await line.locator('> button').click();
  await page.waitForURL(/event=E\d+/);
  await line.getByRole('button', { name: 'fix Hosted by' }).click();
  const hosts = line.getByRole('checkbox', { checked: true });
  while (await hosts.count()) await hosts.first().uncheck();
  await line.getByRole('checkbox', { name: /^African Union/ }).check();
  await line.getByRole('button', { name: 'Save' }).click();
  await page.getByLabel(/Your name/).fill('Ada');
  await page.getByRole('button', { name: 'Sign and save' }).click();
  await page.locator('[data-line]', { hasText: 'hosted by African Union' }).waitFor();
  await page.reload();
  const corrected = page.locator('[data-line]', { hasText: 'hosted by African Union' });
  await corrected.waitFor();
  assert.match(await page.getByRole('region', { name: 'Record' }).innerText(), /Ada/);
  await page.keyboard.press('u');
  await page.locator('[data-line]', { hasText: 'hosted by Kenya' }).first().waitFor();
  assert.match(await page.getByRole('region', { name: 'Record' }).innerText(), /taken back/);
  await page.finish();
});

test('selected words become an event, which can be deleted again', { skip }, async () => {
  const page = await room.page();
  await page.goto(`${room.base}/reports/1`);
  await page.evaluate(() => localStorage.setItem('verbale.author', 'Ada'));
  await page.reload();
  await page.waitForSelector('[data-piece]');
  const before = await page.locator('[data-line]').count();
  await page.evaluate(() => {
    const piece = [...document.querySelectorAll('[data-piece]')].find((span) => span.textContent.includes('chaired'));
    const at = piece.textContent.indexOf('chaired');
    const range = document.createRange();
    range.setStart(piece.firstChild, at);
    range.setEnd(piece.firstChild, at + 'chaired'.length);
    getSelection().removeAllRanges();
    getSelection().addRange(range);
  });
  const tools = page.getByRole('region', { name: 'Selected words' });
  await tools.getByLabel(/event of type/).selectOption({ index: 2 });
  await tools.getByRole('button', { name: 'Add event' }).click();
  await page.waitForFunction((count) => document.querySelectorAll('[data-line]').length === count + 1, before);
  await page.locator('.m-trigger', { hasText: /^chaired$/ }).click();
  await page.getByRole('button', { name: 'Delete…' }).click();
  await page.getByRole('button', { name: 'Delete', exact: true }).click();
  await page.waitForFunction((count) => document.querySelectorAll('[data-line]').length === count, before);
  await page.finish();
});

test('everything goes by keyboard', { skip }, async () => {
  const page = await room.page();
  await page.goto(`${room.base}/reports/1`);
  await page.evaluate(() => localStorage.setItem('verbale.author', 'Ada'));
  await page.reload();
  await page.waitForSelector('[data-line]');
  const focused = () => page.evaluate(() => document.activeElement?.closest('[data-line]')?.dataset.line ?? null);
  await page.keyboard.press('j');
  const first = await focused();
  await page.keyboard.press('j');
  assert.notEqual(await focused(), first);
  await page.keyboard.press('k');
  assert.equal(await focused(), first);
  await page.keyboard.press('Enter');
  await page.locator(`[data-line="${first}"] .fields`).waitFor();
  await page.keyboard.press('c');
  await page.locator(`[data-line="${first}"] .tag.good`).waitFor();
  await page.keyboard.press('u');
  await page.waitForFunction((line) => !document.querySelector(`[data-line="${line}"] .tag.good`), first);
  await page.keyboard.press('x');
  await page.getByRole('dialog', { name: 'Delete this event?' }).waitFor();
  await page.keyboard.press('Escape');
  assert.equal(await page.getByRole('dialog').count(), 0);
  await page.keyboard.press('?');
  await page.getByRole('dialog', { name: 'Keys' }).waitFor();
  await page.keyboard.press('Escape');
  await page.keyboard.press('/');
  await page.waitForURL(/\/search/);
  await page.waitForFunction(() => document.activeElement?.id === 'search');
  await page.keyboard.type('ceasefire');
  await page.keyboard.press('Enter');
  await page.locator('ol mark').first().waitFor();
  await page.finish();
});

test('a text is pasted and read without a pointer', { skip }, async () => {
  const page = await room.page();
  await page.goto(room.base);
  await page.waitForSelector('#text');
  for (let tabs = 0; tabs < 40; tabs += 1) {
    await page.keyboard.press('Tab');
    if ((await page.evaluate(() => document.activeElement?.id)) === 'text') break;
  }
  await page.keyboard.insertText('Troops of Chad shelled a village on Monday.');
  await page.keyboard.press('Control+Enter');
  await page.waitForSelector('[data-piece]');
  assert.match(await page.locator('.text').innerText(), /Chad shelled/);
  await page.finish();
});
