import { expect, test } from 'vitest';
import { barsScene } from '../../src/charts/bars';
import { linesScene } from '../../src/charts/lines';
import { captionOf, fileName } from '../../src/charts/save';
import { framed, movedPath, svgOf, wrapped, type Scene } from '../../src/charts/scene';

const resolve = (colour: string) => (colour === '--ink' ? '#111111' : '#abcdef');

test('a file has its colours in it and none of the page’s variables', () => {
  const scene: Scene = { width: 10, height: 10, shapes: [{ is: 'rect', x: 1, y: 1, w: 2, h: 2, fill: '--ink' }] };
  const svg = svgOf(scene, resolve, 'A title');
  expect(svg).toContain('fill="#111111"');
  expect(svg).not.toContain('var(');
  expect(svg).not.toContain('style=');
});

test('words of reports cannot become markup, nor break the file', () => {
  const scene: Scene = { width: 10, height: 10, shapes: [{ is: 'text', x: 0, y: 0, size: 10, text: '<script>&"\u0001' }] };
  const svg = svgOf(scene, resolve, '<b>');
  expect(svg).toContain('&lt;script&gt;&amp;&quot;</text>');
  expect(svg).not.toContain('<b>');
  expect(svg).not.toContain('\u0001');
});

test('a figure keeps its chart below the title and its caption inside', () => {
  const chart: Scene = { width: 300, height: 100, shapes: [{ is: 'path', d: 'M0,0L300,100Z', stroke: '--ink' }] };
  const figure = framed(chart, 'Title', [{ label: 'one', ink: { fill: '--ink' } }], 'word '.repeat(60));
  const path = figure.shapes.find((shape) => shape.is === 'path');
  const bottom = Math.max(...figure.shapes.flatMap((shape) => (shape.is === 'text' ? [shape.y] : [])));
  expect(path?.is === 'path' && path.d).toMatch(/^M16,\d+L316,\d+Z$/);
  expect(bottom).toBeLessThan(figure.height);
});

test('paths move by both numbers of each pair', () => {
  expect(movedPath('M1,2L-3.5,4Z', 10, 100)).toBe('M11,102L6.5,104Z');
});

test('lines of a caption keep to their length and lose no word', () => {
  const text = 'one two three four five six seven';
  expect(wrapped(text, 9).join(' ')).toBe(text);
  for (const line of wrapped(text, 9)) expect(line.length).toBeLessThanOrEqual(9);
});

test('the caption says filter, archive, revision and day', () => {
  const archive = { name: 'real', reports: 1048, unread: 0, families: 1, events: 1, happenings: 1, entities: 1, corrections: 0, first_day: null, last_day: null, revision: 7 };
  const about = { version: '0.1.0', model: '', knowledge: '', writable: true, url_reading: false, archive };
  const caption = captionOf(about, { actor: 'Somebody', since: '2022' }, 'A note.', new Date('2026-01-02T03:04:05Z'));
  for (const part of ['A note.', 'actor Somebody', 'since 2022', '“real”', 'revision 7', '1,048 reports', '2026-01-02']) expect(caption).toContain(part);
});

test('names of files hold nothing that a file system minds', () => {
  expect(fileName('dyad_a/b', { actor: '../Ángel "X"' }, 'svg')).toBe('dyad-a-b_ángel-x.svg');
});

test('bars outside the axis are not drawn, the rest stand on each other', () => {
  const bar = (start: number, parts: number[]) => ({ start, end: start + 10, parts, label: 'x' });
  const look = { width: 200, height: 100, first: 0, last: 20, series: [{ label: 'a', ink: { fill: '--ink' as const } }, { label: 'b', ink: {} }], unit: 'things' };
  const rects = barsScene([bar(0, [1, 3]), bar(10, [2, 0]), bar(500, [9, 9])], look).shapes.filter((shape) => shape.is === 'rect');
  expect(rects).toHaveLength(3);
  const [low, high] = rects;
  expect(low && high && low.is === 'rect' && high.is === 'rect' && Math.abs(high.y + high.h - low.y)).toBeLessThan(0.01);
});

test('a line breaks where a month is missing', () => {
  const points = [0, 30, 60, 180, 210].map((at) => ({ at, value: 1, hint: '' }));
  const scene = linesScene([{ label: 'a', colour: '--ink', points }], { width: 300, height: 100, first: 0, last: 240 });
  expect(scene.shapes.filter((shape) => shape.is === 'path' && shape.stroke === '--ink' && shape.width === 2)).toHaveLength(2);
  expect(scene.shapes.filter((shape) => shape.is === 'circle')).toHaveLength(5);
});
