// Rows of the map's view as places, and places that would lie on each other as one mark. Pure.
import type { Precision } from './words';

export interface MapRow {
  name: string;
  country: string | null;
  latitude: number | null;
  longitude: number | null;
  precision: Precision | null;
  status: string;
  count: number;
  kinds: Record<string, number>;
  first: string | null;
  last: string | null;
  happenings: number[];
}

export interface Spot {
  key: string;
  name: string;
  country: string | null;
  latitude: number;
  longitude: number;
  precision: Precision;
  count: number;
  /** How much of it happened; the rest is planned, possible or denied. */
  happened: number;
  statuses: Record<string, number>;
  /** By class of event. */
  quads: [number, number, number, number];
  kinds: Record<string, number>;
  first: string | null;
  last: string | null;
  happenings: number[];
}

/** One spot for each place, all statuses together; the busiest first. */
export function spotsOf(rows: MapRow[], quadOf: (kind: string) => number): Spot[] {
  const found = new Map<string, Spot>();
  for (const row of rows) {
    if (row.latitude === null || row.longitude === null) continue;
    const key = `${row.name}\n${row.latitude},${row.longitude}`;
    const spot = found.get(key) ?? emptySpot(key, row, row.latitude, row.longitude);
    found.set(key, spot);
    addRow(spot, row, quadOf);
  }
  return [...found.values()].sort((one, other) => other.count - one.count);
}

function emptySpot(key: string, row: MapRow, latitude: number, longitude: number): Spot {
  const { name, country } = row;
  // What is not known to be exact is not drawn as if it were.
  const precision = row.precision ?? 'admin';
  return { key, name, country, latitude, longitude, precision, count: 0, happened: 0, statuses: {}, quads: [0, 0, 0, 0], kinds: {}, first: null, last: null, happenings: [] };
}

function addRow(spot: Spot, row: MapRow, quadOf: (kind: string) => number): void {
  spot.count += row.count;
  if (row.status === 'happened') spot.happened += row.count;
  spot.statuses[row.status] = (spot.statuses[row.status] ?? 0) + row.count;
  for (const [kind, count] of Object.entries(row.kinds)) {
    spot.kinds[kind] = (spot.kinds[kind] ?? 0) + count;
    const quad = quadOf(kind);
    if (quad >= 0 && quad < 4) spot.quads[quad] = (spot.quads[quad] ?? 0) + count;
  }
  if (row.first && (!spot.first || row.first < spot.first)) spot.first = row.first;
  if (row.last && (!spot.last || row.last > spot.last)) spot.last = row.last;
  spot.happenings.push(...row.happenings);
}

/** A spot with its place on the map at zoom 1. */
export interface Placed {
  spot: Spot;
  x: number;
  y: number;
}

export interface Mark {
  /** Where the busiest of its spots lies, at zoom 1. */
  x: number;
  y: number;
  spots: Spot[];
  count: number;
  happened: number;
  quads: [number, number, number, number];
  /** The coarsest of its spots: what is drawn is never more exact. */
  precision: Precision;
}

/** Marks nearer than this many pixels become one: the larger the mark, the farther it reaches. */
const NEAR_MIN = 22;
const NEAR_MAX = 40;
const ORDER: Precision[] = ['exact', 'town', 'admin', 'country'];

/**
 * Spots that would lie on each other at a zoom, as one mark. The busiest are looked at first and keep their place, so that
 * marks do not wander while the map is enlarged. Seas and continents stay apart: a town beside them is known better than they are.
 */
export function marksOf(placed: Placed[], zoom: number): Mark[] {
  const cell = NEAR_MAX / zoom;
  const cells = new Map<string, Mark[]>();
  const marks: Mark[] = [];
  for (const one of placed) {
    const [column, line] = [Math.floor(one.x / cell), Math.floor(one.y / cell)];
    const near = nearest(cells, one, column, line, zoom);
    if (near) {
      join(near, one.spot);
      continue;
    }
    const mark: Mark = { x: one.x, y: one.y, spots: [], count: 0, happened: 0, quads: [0, 0, 0, 0], precision: one.spot.precision };
    join(mark, one.spot);
    marks.push(mark);
    const key = `${column} ${line}`;
    cells.set(key, [...(cells.get(key) ?? []), mark]);
  }
  return marks;
}

function nearest(cells: Map<string, Mark[]>, one: Placed, column: number, line: number, zoom: number): Mark | null {
  let best: Mark | null = null;
  let least = Infinity;
  for (let dx = -1; dx <= 1; dx += 1) {
    for (let dy = -1; dy <= 1; dy += 1) {
      for (const mark of cells.get(`${column + dx} ${line + dy}`) ?? []) {
        const distance = Math.hypot(mark.x - one.x, mark.y - one.y) * zoom;
        const reaches = Math.min(Math.max(markRadius(mark) + 12, NEAR_MIN), NEAR_MAX);
        if (distance < Math.min(least, reaches) && isWide(mark.precision) === isWide(one.spot.precision)) [best, least] = [mark, distance];
      }
    }
  }
  return best;
}

function isWide(precision: Precision): boolean {
  return precision === 'country';
}

function join(mark: Mark, spot: Spot): void {
  mark.spots.push(spot);
  mark.count += spot.count;
  mark.happened += spot.happened;
  spot.quads.forEach((count, quad) => (mark.quads[quad] = (mark.quads[quad] ?? 0) + count));
  if (ORDER.indexOf(spot.precision) > ORDER.indexOf(mark.precision)) mark.precision = spot.precision;
}

/** By its area a mark says how much it stands for. */
export function markRadius(mark: { count: number }): number {
  return Math.min(4 + 2.1 * Math.sqrt(mark.count), 26);
}

/** Kilometres around a position within which the happening took place. */
export function reach(precision: Precision): number {
  return REACH[precision];
}

/** What is as wide as a country and is none (a sea, a continent) has no outline here: a wide disc says so. */
const REACH: Record<Precision, number> = { exact: 1, town: 10, admin: 80, country: 350 };

/** How exactly a place is known, in words. */
export function precisionWords(spot: Spot): string {
  return spot.precision === 'country' && !spot.country ? 'a wide area' : PRECISION_WORDS[spot.precision];
}

const PRECISION_WORDS: Record<Precision, string> = {
  exact: 'exact place',
  town: 'town',
  admin: 'region',
  country: 'somewhere in the country',
};
