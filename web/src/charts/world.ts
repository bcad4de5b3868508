// The base map: countries, borders, and lines that are disputed, from two files beside this one.
import { geoArea, geoMercator, geoPath, type GeoPermissibleObjects, type GeoProjection } from 'd3-geo';
import type { Feature, FeatureCollection, Geometry, MultiLineString } from 'geojson';
import { feature, mesh } from 'topojson-client';
import type { GeometryCollection, Topology } from 'topojson-specification';

import disputedAddress from './disputed.json?url';
import worldAddress from './world.json?url';

export interface Country {
  code: string;
  name: string;
  shape: Feature<Geometry, { name: string }>;
}

export interface World {
  countries: Map<string, Country>;
  borders: MultiLineString;
  disputed: GeoPermissibleObjects[];
}

type Atlas = Topology<{ countries: GeometryCollection<{ name: string }> }>;
type Overlay = FeatureCollection<Geometry | null, { name: string; between?: [string, string] }>;

let loaded: Promise<World> | null = null;

/** Loads the base map, once. */
export function loadWorld(): Promise<World> {
  loaded ??= load().catch((error: unknown) => {
    loaded = null;
    throw error;
  });
  return loaded;
}

async function load(): Promise<World> {
  const [atlas, overlay] = await Promise.all([json<Atlas>(worldAddress), json<Overlay>(disputedAddress)]);
  return worldOf(atlas, overlay);
}

async function json<T>(address: string): Promise<T> {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`the base map could not be loaded: ${address}: ${response.status}`);
  return (await response.json()) as T;
}

export function worldOf(atlas: Atlas, overlay: Overlay): World {
  const isDisputed = disputedPairs(overlay);
  const object = atlas.objects.countries;
  const shapes = feature(atlas, object).features as Feature<Geometry, { name: string }>[];
  const between = (wanted: boolean) => mesh(atlas, object, (one, other) => one !== other && isDisputed(String(one.id), String(other.id)) === wanted);
  const drawn = overlay.features.flatMap(({ geometry }) => (geometry ? [geometry] : []));
  return {
    countries: new Map(shapes.map((shape) => [String(shape.id), { code: String(shape.id), name: shape.properties.name, shape }])),
    borders: between(false),
    disputed: [between(true), ...drawn],
  };
}

function disputedPairs(overlay: Overlay): (one: string, other: string) => boolean {
  const pairs = new Set(overlay.features.flatMap(({ properties: { between } }) => (between ? [between.join(' '), [...between].reverse().join(' ')] : [])));
  return (one, other) => pairs.has(`${one} ${other}`);
}

/** Width of the world at zoom 1; a view is this map moved and enlarged. */
export const WORLD_WIDTH = 1000;
/** The poles are left out: nothing happens where the map would stretch without end. */
const NORTH = 83;
const SOUTH = -58;

export function baseProjection(): GeoProjection {
  return geoMercator().scale(WORLD_WIDTH / (2 * Math.PI)).translate([WORLD_WIDTH / 2, WORLD_WIDTH / 2]);
}

/** Upper and lower end of the map at zoom 1. */
export function worldEnds(): { top: number; bottom: number } {
  const project = baseProjection();
  return { top: project([0, NORTH])?.[1] ?? 0, bottom: project([0, SOUTH])?.[1] ?? WORLD_WIDTH };
}

/** Pixels of a kilometre at zoom 1, at a latitude: Mercator enlarges towards the poles. */
export function kilometre(latitude: number): number {
  return WORLD_WIDTH / (40_075 * Math.max(Math.cos((latitude * Math.PI) / 180), 0.1));
}

export interface DrawnCountry {
  path: Path2D;
  /** Left, top, right, bottom. */
  box: [number, number, number, number];
  /** Where a number about all of the country stands: in the middle of its largest part. */
  middle: [number, number];
}

export interface DrawnWorld {
  countries: Map<string, DrawnCountry>;
  borders: Path2D;
  disputed: Path2D;
}

/** The world as paths at zoom 1. */
export function drawnWorld(world: World): DrawnWorld {
  const write = geoPath(baseProjection()).digits(2);
  const countries = new Map<string, DrawnCountry>();
  for (const [code, { shape }] of world.countries) {
    const [[left, top], [right, bottom]] = write.bounds(shape);
    countries.set(code, { path: new Path2D(write(shape) ?? ''), box: [left, top, right, bottom], middle: write.centroid(largestPart(shape)) });
  }
  return { countries, borders: new Path2D(write(world.borders) ?? ''), disputed: new Path2D(world.disputed.map((one) => write(one) ?? '').join('')) };
}

/** A country with islands has its number on its largest part, not in the sea between. */
export function largestPart(shape: Feature<Geometry>): Geometry {
  const { geometry } = shape;
  if (geometry.type !== 'MultiPolygon') return geometry;
  const parts = geometry.coordinates.map((coordinates): Geometry => ({ type: 'Polygon', coordinates }));
  return parts.reduce((best, part) => (geoArea(part) > geoArea(best) ? part : best), parts[0] ?? geometry);
}
