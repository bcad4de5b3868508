// Makes web/mock/*.json from an archive and the program, for work on the page without a server.
// VERBALE_BIN and VERBALE_ARCHIVE say which; `npm run mock`, then `VITE_MOCK=1 npm run dev`.
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const root = join(here, '..', '..');
const mock = join(here, '..', 'mock');
const bin = process.env.VERBALE_BIN ?? 'verbale';
const archive = process.env.VERBALE_ARCHIVE ?? 'verbale.db';

function verbale(...parts) {
  return execFileSync(bin, parts, { encoding: 'utf8', maxBuffer: 1 << 30, stdio: ['ignore', 'pipe', 'ignore'] });
}

function ask(command, ...parts) {
  return JSON.parse(verbale(command, ...parts, '--archive', archive, '-f', 'json'));
}

function sql(query) {
  const [head, ...rows] = verbale('sql', query, '--archive', archive, '--csv').trim().split(/\r?\n/).map(cells);
  return rows.map((row) => Object.fromEntries(head.map((name, at) => [name, row[at] ?? null])));
}

function cells(line) {
  const found = [...line.matchAll(/("(?:[^"]|"")*"|[^,]*)(?:,|$)/g)].map((match) => match[1]);
  return found.slice(0, line.endsWith(',') ? undefined : -1).map((cell) => (cell.startsWith('"') ? cell.slice(1, -1).replaceAll('""', '"') : cell));
}

function write(name, value) {
  const path = join(mock, `${name}.json`);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, JSON.stringify(value));
}

function table(name) {
  const [head, ...rows] = readFileSync(join(root, 'data', name), 'utf8').split('\n').filter((line) => line && !line.startsWith('#')).map((line) => line.split('\t'));
  return rows.map((row) => Object.fromEntries(head.map((column, at) => [column, row[at]])));
}

const QUADS = ['verbal cooperation', 'material cooperation', 'verbal conflict', 'material conflict'];

function ontology() {
  const modes = table('modes.tsv');
  const kinds = table('events.tsv').map((row) => ({
    code: row.code,
    label: row.code.toLowerCase(),
    quad: QUADS.indexOf(row.quad) + 1,
    quad_name: row.quad,
    weight: Number(row.score),
    modes: modes.filter((mode) => mode.event === row.code).map((mode) => mode.code),
  }));
  return { kinds, statuses: ['happened', 'planned', 'possible', 'denied'], roles: ['actors', 'recipients', 'hosts'] };
}

function linesOf(record) {
  return record.events.map((event) => {
    const aux = event.aux ?? [];
    const status = aux.includes('negation') ? 'denied' : aux.includes('hypothetical') ? 'possible' : aux.includes('future') ? 'planned' : 'happened';
    const group = status !== 'happened' ? 'expected' : aux.includes('historical') ? 'background' : event.content ? 'statement' : 'happening';
    const name = (id) => record.entities.find((entity) => entity.id === id)?.name ?? id;
    const to = event.recipients?.length ? ` → ${event.recipients.map(name).join(', ')}` : '';
    const text = `${event.type}: ${(event.actors ?? []).map(name).join(' and ')} ${event.triggers[0].text}${to}${event.place ? ` in ${name(event.place)}` : ''}`;
    return { event: event.id, group, text, status, when: event.date?.start ?? null };
  });
}

function network(events) {
  const at = new Map();
  const nodes = [];
  const edges = new Map();
  const number = (side) => {
    const key = side.country ? `${side.country} ${side.sectors.join()}` : side.name;
    if (!at.has(key)) nodes.push({ ...side, count: 0, at: at.set(key, nodes.length).get(key) });
    return at.get(key);
  };
  for (const event of events.filter((event) => event.status === 'happened')) {
    const mutual = event.recipients.length === 0;
    const from = event.actors.map(number);
    const to = (mutual ? event.actors : event.recipients).map(number);
    for (const one of new Set([...from, ...to])) nodes[one].count += 1;
    for (const one of from) for (const other of to) {
      if (mutual ? one >= other : one === other) continue;
      const key = `${one} ${other} ${mutual}`;
      const edge = edges.get(key) ?? { from: one, to: other, mutual, count: 0, kinds: {}, score: 0 };
      edge.count += 1;
      edge.kinds[event.kind] = (edge.kinds[event.kind] ?? 0) + 1;
      edges.set(key, edge);
    }
  }
  return { nodes: nodes.map(({ at, ...node }) => node), edges: [...edges.values()].sort((one, other) => other.count - one.count) };
}

function map(events) {
  const points = new Map();
  let nowhere = 0;
  for (const event of events) {
    if (event.place?.latitude == null) {
      nowhere += 1;
      continue;
    }
    const key = `${event.place.name} ${event.place.latitude} ${event.status}`;
    const point = points.get(key) ?? { ...event.place, status: event.status, count: 0, kinds: {}, score: 0, first: event.start, last: event.start, happenings: [] };
    point.count += 1;
    point.kinds[event.kind] = (point.kinds[event.kind] ?? 0) + 1;
    if (event.start && (!point.first || event.start < point.first)) point.first = event.start;
    if (event.start && (!point.last || event.start > point.last)) point.last = event.start;
    point.happenings.push(event.occurrence);
    points.set(key, point);
  }
  return { rows: [...points.values()].sort((one, other) => other.count - one.count), nowhere };
}

function happeningOf(event) {
  const names = (sides) => sides.map((side) => side.name).join(', ');
  const line = `${names(event.actors)} ${event.kind.toLowerCase()}${event.recipients.length ? ` → ${names(event.recipients)}` : ''}`;
  const { kind, modes, status, place, confidence } = event;
  return { id: event.occurrence, day: event.start ?? event.cite.published, kind, modes, status, line, place, score: 0, reports: 1, sources: 1, confidence };
}

const events = ask('events', '-n', '30000').rows;
const page = (rows) => ({ rows, next: null, total: rows.length });
const reports = sql('select id,name,title,publisher,url,published,language,origin,family,added,events from reports order by published desc');
const days = sql('select min(published) a, max(published) b from reports')[0];
const totals = sql('select (select count(*) from reports) reports, (select count(*) from events) events, (select count(*) from occurrences) happenings')[0];

write('about', {
  version: verbale('--version').trim().split(' ')[1],
  model: 'base',
  knowledge: 'mock',
  writable: true,
  url_reading: true,
  archive: { name: 'mock', reports: +totals.reports, unread: 0, families: +totals.reports, events: +totals.events, happenings: +totals.happenings, entities: 0, corrections: 0, first_day: days.a, last_day: days.b, revision: 1 },
});
write('ontology', ontology());
write('events', page(events.slice(0, 500)));
write('statements', page(ask('statements', '-n', '500').rows));
write('happenings', page(events.slice(0, 5000).map(happeningOf)));
for (const event of events.slice(0, 50)) write(`happenings/${event.occurrence}`, { happening: happeningOf(event), tellings: [event] });
write('timeline', ask('timeline', '--by', 'month'));
write('meetings', ask('meetings'));
write('conditions', ask('conditions'));
write('promised', ask('promised'));
write('positions', ask('positions', '--topics', '8'));
write('dyad', ask('dyad', 'RUS', 'UKR'));
write('actor', ask('actor', 'Vladimir Putin'));
write('actors', { rows: network(events).nodes.slice(0, 50).map(({ name, country, sectors, count }) => ({ name, country, sectors, events: count })) });
write('network', network(events));
write('map', map(events));
write('reports', page(reports.slice(0, 60).map((row) => ({ ...row, id: +row.id, events: +row.events, family: +row.family || null, title: row.title || null, publisher: row.publisher || null, url: row.url || null }))));
for (const row of reports.slice(0, 20)) {
  const record = JSON.parse(verbale('show', row.id, '--json', '--archive', archive));
  write(`reports/${row.id}`, { report: { ...row, id: +row.id, events: +row.events }, record, lines: linesOf(record), corrections: [] });
}
write('search', { rows: reports.slice(0, 5).map((row) => ({ report: +row.id, title: row.title, publisher: null, published: row.published, snippet: '…the \u0001ceasefire\u0002 regime must be guaranteed <b>…' })) });
write('corrections', { rows: [] });
write('jobs', { rows: [] });
const example = readFileSync(join(root, 'examples', 'ceasefire-talks.txt'), 'utf8');
write('example', { title: 'Ceasefire talks', published: '2024-05-16', text: example });
const record = JSON.parse(verbale('read', join(root, 'examples', 'ceasefire-talks.txt'), '--published', '2024-05-16', '--format', 'json'));
write('read.post', { record, lines: linesOf(record) });
write('brief', { subject: 'mock', sections: [], notes: [] });
