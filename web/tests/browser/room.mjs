// A server of its own for each test file, with an archive of its own, and pages that are watched: a request that leaves this
// computer, an error on the console or a dialog makes the test fail.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';

const START_MS = 20_000;

/** VERBALE_BIN is the program (`verbale serve`), VERBALE_SERVE the example of crates/server. */
function command(archive, address) {
  if (process.env.VERBALE_SERVE) return [process.env.VERBALE_SERVE, [archive, address]];
  if (process.env.VERBALE_BIN) return [process.env.VERBALE_BIN, ['serve', '--archive', archive, '--address', address]];
  return null;
}

export const skip = command('', '') === null ? 'set VERBALE_BIN or VERBALE_SERVE to the server' : false;

export async function openRoom() {
  const folder = mkdtempSync(join(tmpdir(), 'verbale-room-'));
  const address = `127.0.0.1:${await freePort()}`;
  const [bin, parts] = command(join(folder, 'test.db'), address);
  const server = spawn(bin, parts, { stdio: ['ignore', 'ignore', 'inherit'] });
  const base = `http://${address}`;
  await answers(base);
  const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? chromiumHere(), args: ['--no-sandbox'] });
  const room = { base, browser, folder };
  room.page = (options) => watched(room, options);
  room.keep = (report) => keep(base, report);
  room.close = async () => {
    await browser.close();
    server.kill('SIGTERM');
    await new Promise((done) => (server.exitCode === null ? server.once('exit', done) : done()));
    rmSync(folder, { recursive: true, force: true });
  };
  return room;
}

function chromiumHere() {
  return ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find((path) => existsSync(path));
}

function freePort() {
  return new Promise((done, fail) => {
    const probe = createServer();
    probe.once('error', fail);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => done(port));
    });
  });
}

async function answers(base) {
  const until = Date.now() + START_MS;
  for (;;) {
    const response = await fetch(`${base}/api/v1/about`).catch(() => null);
    if (response?.ok) return;
    assert.ok(Date.now() < until, 'the server does not answer');
    await new Promise((done) => setTimeout(done, 100));
  }
}

export async function api(base, path, body) {
  const init = body ? { method: 'POST', headers: { 'Content-Type': 'application/json', 'X-Verbale': '1' }, body: JSON.stringify(body) } : {};
  const response = await fetch(`${base}/api/v1${path}`, init);
  assert.ok(response.ok, `${path}: ${response.status} ${response.ok ? '' : await response.text()}`);
  return response.json();
}

async function keep(base, report) {
  return (await api(base, '/reports', report)).report;
}

/** A page whose every request and every complaint is looked at when it is closed. */
async function watched(room, { width = 1280, height = 900, dark = false, ...options } = {}) {
  const context = await room.browser.newContext({ viewport: { width, height }, colorScheme: dark ? 'dark' : 'light', reducedMotion: 'reduce', ...options });
  const page = await context.newPage();
  const complaints = [];
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(`console: ${message.text()}`);
  });
  page.on('pageerror', (error) => complaints.push(`error: ${error.message}`));
  page.on('dialog', (dialog) => {
    complaints.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on('request', (request) => {
    const url = new URL(request.url());
    if (!['data:', 'blob:'].includes(url.protocol) && url.origin !== room.base) complaints.push(`request: ${url.href}`);
  });
  page.finish = async () => {
    await context.close();
    assert.deepEqual(complaints, []);
  };
  return page;
}

/** The example of the program, read on the front page. */
export async function readExample(room, page) {
  await page.goto(`${room.base}/`);
  await page.getByRole('button', { name: 'Read the example' }).click();
  await page.waitForSelector('[data-line]');
}

export const REPORTS = [
  {
    title: 'Ministers meet in Geneva',
    published: '2024-03-06',
    publisher: 'Test Wire',
    text: 'GENEVA, March 5 - The foreign ministers of Turkey and Greece met in Geneva on Tuesday, in talks hosted by Switzerland. Greece said it would withdraw its ships if Turkey stopped drilling. Turkey denied that it had shelled the island.',
  },
  {
    title: 'Shelling near Kharkiv',
    published: '2024-03-12',
    publisher: 'Other Wire',
    text: 'KYIV, March 12 - Russian forces shelled Kharkiv on Monday, killing 12 people. Ukraine condemned the attack. President Volodymyr Zelensky will visit Berlin next week to ask for air defences.',
  },
  {
    title: 'Second round',
    published: '2024-03-20',
    publisher: 'Test Wire',
    text: 'ANKARA, March 20 - Turkey and Greece held a second round of talks in Ankara on Wednesday. The Greek foreign minister promised $20 million in aid to the island.',
  },
];
