import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { marksOf, precisionWords, reach, spotsOf, type MapRow, type Placed } from '../../src/charts/places';
import { worldOf } from '../../src/charts/world';

const row = (parts: Partial<MapRow>): MapRow => ({
  name: 'Here', country: null, latitude: 1, longitude: 2, precision: 'town', status: 'happened', count: 1, kinds: { MEET: 1 }, first: null, last: null, happenings: [1], ...parts,
});
const quadOf = (kind: string) => (kind === 'MEET' ? 0 : 3);
const at = (x: number, parts: Partial<MapRow> = {}): Placed => ({ spot: spotsOf([row({ name: `at ${x}`, ...parts })], quadOf)[0]!, x, y: 0 });

test('all statuses of a place are one spot, and what has no position is none', () => {
  const spots = spotsOf([row({ count: 2, first: '2022-01-02' }), row({ status: 'planned', count: 3, kinds: { HIT: 3 }, first: '2022-01-01', happenings: [2, 3] }), row({ latitude: null })], quadOf);
  expect(spots).toHaveLength(1);
  expect(spots[0]).toMatchObject({ count: 5, happened: 2, quads: [1, 0, 0, 3], first: '2022-01-01', happenings: [1, 2, 3] });
});

test('a place of which nothing is known is not drawn as exact', () => {
  expect(spotsOf([row({ precision: null })], quadOf)[0]?.precision).toBe('admin');
});

test('a sea or a continent is not told as a country, nor drawn as a point', () => {
  const [sea] = spotsOf([row({ precision: 'country' })], quadOf);
  const [land] = spotsOf([row({ precision: 'country', country: 'ABC' })], quadOf);
  expect(sea && land && precisionWords(sea) !== precisionWords(land)).toBe(true);
  expect(reach('country')).toBeGreaterThan(reach('admin'));
});

test('near places are one mark, which no zoom leaves out and enlarging takes apart', () => {
  const placed = [at(0), at(1), at(100)];
  for (const zoom of [0.5, 1, 10, 80]) expect(marksOf(placed, zoom).reduce((sum, mark) => sum + mark.count, 0)).toBe(3);
  expect(marksOf(placed, 1)).toHaveLength(2);
  expect(marksOf(placed, 80)).toHaveLength(3);
});

test('a mark is never more exact than the least exact of its places', () => {
  expect(marksOf([at(0, { precision: 'exact' }), at(1, { precision: 'admin' })], 1)[0]?.precision).toBe('admin');
  expect(marksOf([at(0), at(1, { precision: 'country' })], 1)).toHaveLength(2);
});

test('disputed borders are dashed and not drawn as settled ones too', () => {
  const read = (name: string) => JSON.parse(readFileSync(new URL(`../../src/charts/${name}.json`, import.meta.url), 'utf8'));
  const [atlas, overlay] = [read('world'), read('disputed')];
  const world = worldOf(atlas, overlay);
  const undisputed = worldOf(atlas, { ...overlay, features: [] });
  const pieces = (lines: { coordinates: unknown[][] }) => lines.coordinates.reduce((sum, line) => sum + line.length - 1, 0);
  const dashed = world.disputed[0] as { type: 'MultiLineString'; coordinates: unknown[][] };
  expect(pieces(dashed)).toBeGreaterThan(0);
  expect(pieces(world.borders) + pieces(dashed)).toBe(pieces(undisputed.borders));
  const lines = overlay.features.filter((one: { geometry: unknown }) => one.geometry).length;
  expect(world.disputed).toHaveLength(1 + lines);
  // Every pair named is a border of the base map.
  for (const { properties } of overlay.features) {
    if (properties.between) for (const code of properties.between) expect(world.countries.has(code), code).toBe(true);
  }
});
