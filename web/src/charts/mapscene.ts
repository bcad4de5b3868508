// The map as a scene, for files: what the screen shows, at the size of a page.
import { geoMercator, geoPath, type GeoPath } from 'd3-geo';
import { areaRadius, layoutOf, placeOf, type CountryBox, type Frame } from './maplayout';
import { markRadius, marksOf, type Mark, type Placed, type Spot } from './places';
import type { Ink, Scene, Shape } from './scene';
import { numberWords, QUAD_COLOURS } from './words';
import { baseProjection, largestPart, WORLD_WIDTH, type World } from './world';

export function mapScene(world: World, placed: Placed[], countries: Spot[], frame: Frame): Scene {
  const write = writerOf(frame);
  const inside = (x: number, y: number, margin: number) => x > margin && y > margin && x < frame.width - margin && y < frame.height - margin;
  // What the edge would cut is left out: in a file it would lie on the title and the caption.
  const marks = marksOf(placed, frame.k).filter((mark) => inside(...placeOf(frame, mark), markRadius(mark) / 2));
  const { seen, boxes, labels } = layoutOf(frame, marks, countries, middleIn(world));
  const shapes: Shape[] = [
    ...landShapes(world, countries, frame, write),
    ...seen.flatMap((mark) => areaShapes(frame, mark)),
    ...seen.flatMap((mark) => markShapes(frame, mark)),
    ...boxes.filter(({ x, y }) => inside(x, y, 10)).flatMap(boxShapes),
    ...labels.filter(({ text, x, y }) => inside(x, y, 4) && inside(x, frame.height / 2, text.length * 2.8)).map(({ text, x, y }): Shape => ({ is: 'text', x, y, text, size: 11, anchor: 'middle', fill: '--ink', halo: '--paper' })),
    { is: 'rect', x: 0.5, y: 0.5, w: frame.width - 1, h: frame.height - 1, stroke: '--rule-strong', width: 1 },
  ];
  return { width: frame.width, height: frame.height, shapes };
}

function writerOf(frame: Frame): GeoPath {
  const wide = frame.k * WORLD_WIDTH;
  const projection = geoMercator()
    .scale(wide / (2 * Math.PI))
    .translate([wide / 2 + frame.x, wide / 2 + frame.y])
    .clipExtent([[0, 0], [frame.width, frame.height]]);
  return geoPath(projection).digits(1);
}

function middleIn(world: World): (code: string) => [number, number] | null {
  const write = geoPath(baseProjection());
  return (code) => {
    const country = world.countries.get(code);
    return country ? write.centroid(largestPart(country.shape)) : null;
  };
}

function landShapes(world: World, countries: Spot[], frame: Frame, write: GeoPath): Shape[] {
  const line = (path: string | null | undefined, ink: Ink): Shape[] => (path ? [{ is: 'path', d: path, ...ink }] : []);
  const shapeOf = (code: string | null) => world.countries.get(code ?? '')?.shape;
  const known = countries.flatMap((spot) => shapeOf(spot.country) ?? []);
  return [
    { is: 'rect', x: 0, y: 0, w: frame.width, h: frame.height, fill: '--map-sea' },
    ...[...world.countries.values()].flatMap(({ shape }) => line(write(shape), { fill: '--map-land' })),
    ...known.flatMap((shape) => line(write(shape), { fill: '--map-border', opacity: 0.35 })),
    ...line(write(world.borders), { stroke: '--map-border', width: 0.7 }),
    ...world.disputed.flatMap((one) => line(write(one), { stroke: '--map-disputed', width: 0.9, dash: [4, 3] })),
  ];
}

/** Within which area it happened. */
function areaShapes(frame: Frame, mark: Mark): Shape[] {
  if (mark.precision === 'exact') return [];
  const [x, y] = placeOf(frame, mark);
  const r = areaRadius(frame, mark);
  const rim: Shape[] = mark.precision === 'town' ? [] : [{ is: 'circle', x, y, r, stroke: '--map-disputed', width: 1, dash: [3, 3], opacity: 0.7 }];
  return [{ is: 'circle', x, y, r, fill: '--map-disputed', opacity: 0.16 }, ...rim];
}

function markShapes(frame: Frame, mark: Mark): Shape[] {
  const [x, y] = placeOf(frame, mark);
  const shapes = pie(mark, x, y, markRadius(mark));
  if (mark.count > 4) shapes.push({ is: 'text', x, y: y + 3.5, text: numberWords(mark.count), size: 10, bold: true, anchor: 'middle', fill: '--ink', halo: '--paper' });
  return shapes;
}

/** Classes of events as parts of a disc, drawn with straight pieces so that the path can be moved. */
function pie(mark: Mark, x: number, y: number, r: number): Shape[] {
  const all = mark.quads.reduce((sum, count) => sum + count, 0);
  const shapes: Shape[] = [];
  let from = -Math.PI / 2;
  mark.quads.forEach((count, quad) => {
    if (count === 0) return;
    const to = from + (2 * Math.PI * count) / all;
    const ink: Ink = { fill: QUAD_COLOURS[quad], stroke: '--paper', width: 0.7, opacity: mark.happened > 0 ? 1 : 0.45 };
    shapes.push(count === all ? { is: 'circle', x, y, r, ...ink } : { is: 'path', d: wedge(x, y, r, from, to), ...ink });
    from = to;
  });
  return shapes;
}

function wedge(x: number, y: number, radius: number, from: number, to: number): string {
  const steps = Math.max(2, Math.ceil(((to - from) / Math.PI) * 18));
  const rim = Array.from({ length: steps + 1 }, (_, step) => {
    const angle = from + ((to - from) * step) / steps;
    return `L${(x + radius * Math.cos(angle)).toFixed(1)},${(y + radius * Math.sin(angle)).toFixed(1)}`;
  });
  return `M${x.toFixed(1)},${y.toFixed(1)}${rim.join('')}Z`;
}

function boxShapes({ spot, x, y, wide }: CountryBox): Shape[] {
  return [
    { is: 'rect', x: x - wide / 2, y: y - 8, w: wide, h: 16, fill: '--paper', stroke: '--map-disputed', width: 1 },
    { is: 'text', x, y: y + 3.5, text: numberWords(spot.count), size: 10, anchor: 'middle', fill: '--ink' },
  ];
}
