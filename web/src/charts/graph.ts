// Who deals with whom, as a drawing: which edges are shown, and where the forces put the actors.
import { forceCenter, forceCollide, forceLink, forceManyBody, forceSimulation, forceX, forceY, type SimulationNodeDatum } from 'd3-force';
import type { Ink, Scene, Shape } from './scene';
import { numberWords, QUAD_COLOURS, shortened, type Side } from './words';

export interface NetworkView {
  nodes: (Side & { count: number })[];
  edges: Edge[];
}

export interface Edge {
  from: number;
  to: number;
  mutual: boolean;
  count: number;
  kinds: Record<string, number>;
  score: number;
}

export interface Dot extends SimulationNodeDatum {
  key: string;
  side: Side & { count: number };
  /** Of the edges shown. */
  weight: number;
  /** Below one where the drawing is small. */
  size: number;
}

export interface Tie {
  source: Dot;
  target: Dot;
  edge: Edge;
  count: number;
  quad: number;
}

export interface Graph {
  dots: Dot[];
  ties: Tie[];
  /** How many edges the choice of classes leaves, shown or not. */
  all: number;
}

export interface Choice {
  /** Which classes of events count. */
  quads: boolean[];
  quadOf: (kind: string) => number;
  /** At most so many edges. */
  most: number;
}

/** The strongest edges of the classes chosen, and the actors at their ends. */
export function graphOf(view: NetworkView, choice: Choice): Graph {
  const dots = new Map<number, Dot>();
  const ranked = view.edges.flatMap((edge) => counted(edge, choice)).sort((one, other) => other.count - one.count);
  const ties = ranked.slice(0, choice.most).flatMap(({ edge, count, quad }): Tie[] => {
    const [source, target] = [dotOf(view, edge.from, dots), dotOf(view, edge.to, dots)];
    if (!source || !target) return [];
    source.weight += count;
    target.weight += count;
    return [{ source, target, edge, count, quad }];
  });
  return { dots: [...dots.values()], ties, all: ranked.length };
}

function counted(edge: Edge, choice: Choice): { edge: Edge; count: number; quad: number }[] {
  const quads = [0, 0, 0, 0];
  for (const [kind, count] of Object.entries(edge.kinds)) {
    const quad = choice.quadOf(kind);
    if (choice.quads[quad]) quads[quad] = (quads[quad] ?? 0) + count;
  }
  const count = quads.reduce((sum, one) => sum + one, 0);
  return count > 0 ? [{ edge, count, quad: quads.indexOf(Math.max(...quads)) }] : [];
}

function dotOf(view: NetworkView, at: number, dots: Map<number, Dot>): Dot | null {
  const side = view.nodes[at];
  if (!side) return null;
  const dot = dots.get(at) ?? { key: `${side.actor || side.name.toLowerCase()} ${side.country ?? ''}`, side, weight: 0, size: 1 };
  dots.set(at, dot);
  return dot;
}

/** Ticks after which the forces have come to rest well enough. */
const TICKS = 260;
/** From this width on dots and lines have their full size. */
const SIZE_FULL = 1000;

/**
 * Lets the forces act until they rest; actors that were there before begin where they stood, so that a change of month moves them no
 * more than it must. The same graph always gives the same drawing.
 */
export function settle(graph: Graph, width: number, height: number, before: Map<string, [number, number]>): Map<string, [number, number]> {
  for (const dot of graph.dots) {
    dot.size = Math.min(1, Math.sqrt(width / SIZE_FULL));
    const place = before.get(dot.key);
    if (place) [dot.x, dot.y] = place;
  }
  const links = graph.ties.map(({ source, target, count }) => ({ source, target, count }));
  const simulation = forceSimulation(graph.dots)
    .force('link', forceLink<Dot, { source: Dot; target: Dot; count: number }>(links).distance(70 * Math.min(1, width / SIZE_FULL + 0.3)).strength((link) => Math.min(0.05 + link.count / 60, 0.5)))
    .force('charge', forceManyBody().strength(-160).distanceMax(380))
    .force('centre', forceCenter(width / 2, height / 2))
    .force('x', forceX(width / 2).strength(0.05))
    .force('y', forceY(height / 2).strength((0.05 * width) / height))
    .force('apart', forceCollide<Dot>((dot) => dotRadius(dot) + 7))
    .stop();
  simulation.tick(TICKS);
  return fitted(graph.dots, width, height);
}

/** Moves and shrinks the drawing into its frame, with room for names. */
function fitted(dots: Dot[], width: number, height: number): Map<string, [number, number]> {
  const xs = dots.map((dot) => dot.x ?? 0);
  const ys = dots.map((dot) => dot.y ?? 0);
  const [left, right, top, bottom] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  const [marginX, marginY] = [Math.min(70, width / 6), 34];
  const scaleX = Math.min((width - 2 * marginX) / Math.max(right - left, 1), 1.6);
  const scaleY = Math.min((height - 2 * marginY) / Math.max(bottom - top, 1), 1.6);
  const places = new Map<string, [number, number]>();
  for (const dot of dots) {
    dot.x = width / 2 + ((dot.x ?? 0) - (left + right) / 2) * scaleX;
    dot.y = height / 2 + ((dot.y ?? 0) - (top + bottom) / 2) * scaleY;
    places.set(dot.key, [dot.x, dot.y]);
  }
  return places;
}

export function dotRadius(dot: Dot): number {
  return Math.max(Math.min(3 + 0.9 * Math.sqrt(dot.weight), 22) * dot.size ** 1.5, 2.5);
}

export function tieWidth(tie: Tie): number {
  return Math.min(0.8 + 0.55 * Math.sqrt(tie.count), 8) * tie.source.size;
}

/** The two ends and the bend of an edge: directed ones bend to the right, so that there and back do not lie on each other. */
export function courseOf(tie: Tie): { from: [number, number]; bend: [number, number]; to: [number, number] } {
  const [x1, y1, x2, y2] = [tie.source.x ?? 0, tie.source.y ?? 0, tie.target.x ?? 0, tie.target.y ?? 0];
  const long = Math.max(Math.hypot(x2 - x1, y2 - y1), 1);
  const [ux, uy] = [(x2 - x1) / long, (y2 - y1) / long];
  const side = tie.edge.mutual ? 0 : Math.min(long * 0.14, 26);
  const [near, far] = [dotRadius(tie.source), dotRadius(tie.target) + (tie.edge.mutual ? 0 : 3)];
  return {
    from: [x1 + ux * near, y1 + uy * near],
    bend: [(x1 + x2) / 2 - uy * side, (y1 + y2) / 2 + ux * side],
    to: [x2 - ux * far, y2 - uy * far],
  };
}

export function pointOn(course: ReturnType<typeof courseOf>, share: number): [number, number] {
  const [a, b, c] = [(1 - share) ** 2, 2 * share * (1 - share), share ** 2];
  return [a * course.from[0] + b * course.bend[0] + c * course.to[0], a * course.from[1] + b * course.bend[1] + c * course.to[1]];
}

export interface Name {
  dot: Dot;
  text: string;
  x: number;
  y: number;
}

/** Names above the dots or below them, the busiest first, wherever none lies on another. */
export function namesIn(graph: Graph): Name[] {
  const names: Name[] = [];
  const isFree = (name: Name) => !names.some((one) => Math.abs(one.x - name.x) < (one.text.length + name.text.length) * 3 && Math.abs(one.y - name.y) < 12);
  for (const dot of [...graph.dots].sort((one, other) => other.weight - one.weight)) {
    const above = nameOf(dot);
    const found = [above, { ...above, y: (dot.y ?? 0) + dotRadius(dot) + 12 }].find(isFree);
    if (found) names.push(found);
  }
  return names;
}

export function nameOf(dot: Dot): Name {
  return { dot, text: shortened(dot.side.name, 24), x: dot.x ?? 0, y: (dot.y ?? 0) - dotRadius(dot) - 4 };
}

/** The graph as a scene, for files. */
export function graphScene(graph: Graph, width: number, height: number): Scene {
  const shapes: Shape[] = [
    ...[...graph.ties].reverse().flatMap(tieShapes),
    ...graph.dots.map((dot): Shape => ({ is: 'circle', x: dot.x ?? 0, y: dot.y ?? 0, r: dotRadius(dot), fill: '--ink', stroke: '--paper', width: 1 })),
    ...namesIn(graph).map(({ text, x, y }): Shape => ({ is: 'text', x, y, text, size: 11, anchor: 'middle', fill: '--ink', halo: '--paper' })),
  ];
  return { width, height, shapes };
}

function tieShapes(tie: Tie): Shape[] {
  const course = courseOf(tie);
  const points = Array.from({ length: 13 }, (_, at) => pointOn(course, at / 12));
  const ink: Ink = { stroke: QUAD_COLOURS[tie.quad], width: tieWidth(tie), opacity: 0.75 };
  const line: Shape = { is: 'path', d: points.map(([x, y], at) => `${at === 0 ? 'M' : 'L'}${x.toFixed(1)},${y.toFixed(1)}`).join(''), ...ink };
  return tie.edge.mutual ? [line] : [line, { is: 'path', d: arrow(course, tieWidth(tie)), fill: QUAD_COLOURS[tie.quad] }];
}

function arrow(course: ReturnType<typeof courseOf>, width: number): string {
  const corners = arrowCorners(course, width);
  return `${corners.map(([x, y], at) => `${at === 0 ? 'M' : 'L'}${x.toFixed(1)},${y.toFixed(1)}`).join('')}Z`;
}

/** The three corners of the head of an arrow. */
export function arrowCorners(course: ReturnType<typeof courseOf>, width: number): [number, number][] {
  const [x, y] = course.to;
  const long = Math.max(Math.hypot(x - course.bend[0], y - course.bend[1]), 1);
  const [ux, uy] = [(x - course.bend[0]) / long, (y - course.bend[1]) / long];
  const size = 5 + width;
  return [
    [x + ux * 2, y + uy * 2],
    [x - ux * size - uy * size * 0.5, y - uy * size + ux * size * 0.5],
    [x - ux * size + uy * size * 0.5, y - uy * size - ux * size * 0.5],
  ];
}

export function tieWords(tie: Tie): string {
  return `${tie.source.side.name} ${tie.edge.mutual ? 'and' : 'to'} ${tie.target.side.name}: ${numberWords(tie.count)}`;
}
