import { expect, test } from 'vitest';
import { graphOf, settle, type NetworkView } from '../../src/charts/graph';
import { recentFirst, shortened, spanWords } from '../../src/charts/words';
import { changesBetween, clashes, matrixOf } from '../../src/views/parts/matrix';
import { Pages } from '../../src/views/parts/pages';
import type { Position, Stand } from '../../src/views/parts/shapes';
import { wholeCsv } from '../../src/views/parts/whole';

const side = (name: string) => ({ actor: 0, name, country: null, sectors: [], office: null });
const stand = (event: number, parts: Partial<Stand> = {}): Stand => ({
  day: '2022-01-01', kind: 'SAY', status: 'happened', content: 'words', condition: null,
  cite: { event, report: 1, report_id: '1', title: null, publisher: null, url: null, published: null, sentence: 1, words: '' }, ...parts,
});
const position = (name: string, latest: Stand, issue = 'peace'): Position => ({ who: side(name), issue, latest, before: null, count: 1 });

test('what changed is of another type, status or condition, by the same actor on the same issue', () => {
  const before = { issues: ['peace'], rows: [position('A', stand(1)), position('B', stand(2)), position('C', stand(3))] };
  const after = { issues: ['peace'], rows: [position('a', stand(4, { kind: 'REFUSE', condition: 'if' })), position('B', stand(5, { content: 'other words' })), position('D', stand(6, { kind: 'REFUSE' }))] };
  expect(changesBetween(before, after).map(({ who, what }) => [who.name, what])).toEqual([['a', ['type', 'condition']]]);
});

test('conditions clash only where two actors lay down different ones', () => {
  const of = (one: string | null, other: string | null) =>
    clashes({ issues: ['peace'], rows: [position('A', stand(1, { condition: one })), position('B', stand(2, { condition: other }))] });
  expect(of('if they withdraw', 'if we are safe')[0]?.stands).toHaveLength(2);
  expect(of('If they withdraw', 'if they withdraw')).toEqual([]);
  expect(of('if they withdraw', null)).toEqual([]);
});

test('an actor has one row, whatever the letters', () => {
  expect(matrixOf({ issues: ['a', 'b'], rows: [position('A', stand(1), 'a'), position('a', stand(2), 'b')] })).toHaveLength(1);
});

const network: NetworkView = {
  nodes: ['A', 'B', 'C'].map((name) => ({ ...side(name), count: 1 })),
  edges: [
    { from: 0, to: 1, mutual: false, count: 9, kinds: { MEET: 2, HIT: 7 }, score: 0 },
    { from: 1, to: 2, mutual: true, count: 4, kinds: { MEET: 4 }, score: 0 },
    { from: 9, to: 2, mutual: true, count: 50, kinds: { HIT: 50 }, score: 0 },
  ],
};

test('ties count only classes that are chosen; those without any are gone', () => {
  const graph = graphOf(network, { quads: [true, false, false, false], quadOf: (kind) => (kind === 'MEET' ? 0 : 3), most: 10 });
  expect(graph.ties.map(({ count }) => count)).toEqual([4, 2]);
  expect(graph.dots.map(({ side: { name } }) => name).sort()).toEqual(['A', 'B', 'C']);
});

test('the same graph is drawn the same way, inside its frame', () => {
  const drawn = () => {
    const graph = graphOf(network, { quads: [true, true, true, true], quadOf: () => 0, most: 10 });
    return [...settle(graph, 400, 300, new Map())];
  };
  expect(drawn()).toEqual(drawn());
  for (const [, [x, y]] of drawn()) expect(x >= 0 && x <= 400 && y >= 0 && y <= 300).toBe(true);
});

test('pages are asked for once, and those scrolled past are given up', async () => {
  const asked: number[] = [];
  const stopped: number[] = [];
  let answer = (): void => {};
  const pages = new Pages<number>(
    10,
    (from, signal) => {
      asked.push(from);
      signal.addEventListener('abort', () => stopped.push(from));
      return new Promise((resolve) => (answer = () => resolve({ rows: Array.from({ length: 10 }, (_, at) => from + at), next: null, total: 1000 })));
    },
    () => {},
  );
  pages.need(0, 9);
  pages.need(0, 9);
  pages.need(500, 509);
  expect(asked).toEqual([0, 500]);
  expect(stopped).toEqual([0]);
  answer();
  await Promise.resolve();
  await Promise.resolve();
  expect(pages.row(505)).toBe(505);
  expect(pages.row(5)).toBeNull();
  pages.need(500, 509);
  expect(asked).toEqual([0, 500]);
});

test('the latest come first, but not what lies after the archive', () => {
  const days = ['2022-01-01', '2040-12-31', null, '2022-02-01'].map((day) => ({ day }));
  expect(recentFirst(days, (row) => row.day, '2022-02-28').map(({ day }) => day)).toEqual(['2022-02-01', '2022-01-01', '2040-12-31', null]);
});

test('spans of time are told by their names', () => {
  expect(spanWords('2022-01-01', '2022-12-31')).toBe('2022');
  expect(spanWords('2022-02-01', '2022-02-28')).toBe('Feb 2022');
  expect(spanWords('2022-02-03', '2022-02-05')).toBe('3 Feb 2022 to 5 Feb 2022');
  expect(spanWords(null, null)).toBe('');
});

test('names are cut between letters, not inside them', () => {
  expect(shortened('🕊️🕊️🕊️🕊️', 3)).not.toMatch(/[\ud800-\udbff]$/);
  expect(shortened('short', 10)).toBe('short');
});

test('a list in pages becomes one file with one head', async () => {
  const rows = Array.from({ length: 1203 }, (_, at) => String(at));
  const told: number[] = [];
  const text = await wholeCsv(async (from, limit) => `head\n${rows.slice(from, from + limit).join('\n')}\n`, rows.length, (share) => told.push(share));
  expect(text).toBe(`head\n${rows.join('\n')}\n`);
  expect(told.at(-1)).toBe(1);
});
