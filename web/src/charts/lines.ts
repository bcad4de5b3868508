// Lines over months, as a scene: scores above and below zero.
import { LEFT, axisOf, timeAxis } from './bars';
import type { Colour, Scene, Shape } from './scene';
import { numberTicks } from './time';
import { scoreWords } from './words';

export interface Line {
  label: string;
  colour: Colour;
  dash?: number[];
  points: { at: number; value: number; hint: string }[];
}

export interface LinesLook {
  width: number;
  height: number;
  first: number;
  last: number;
}

const RIGHT = 10;
const TOP = 14;
const BOTTOM = 26;

export function linesScene(lines: Line[], look: LinesLook): Scene {
  const values = lines.flatMap((line) => line.points.map((point) => point.value));
  const most = Math.max(1, ...values) * 1.05;
  const least = Math.min(-1, ...values) * 1.05;
  const scale = (look.height - TOP - BOTTOM) / (most - least);
  const y = (value: number): number => TOP + (most - value) * scale;
  const { x } = axisOf(look);
  const grid = numberTicks(least, most, look.height / 50).flatMap((value) => gridLine(value, y(value), look.width));
  return { width: look.width, height: look.height, shapes: [...grid, ...lines.flatMap((line) => lineShapes(line, x, y)), ...timeAxis(look, x)] };
}

function gridLine(value: number, y: number, width: number): Shape[] {
  return [
    { is: 'path', d: `M${LEFT},${y}L${width - RIGHT},${y}`, stroke: value === 0 ? '--ink-soft' : '--rule', width: 1 },
    { is: 'text', x: LEFT - 6, y: y + 4, text: value === 0 ? '0' : scoreWords(value).replace('.0', ''), size: 11, anchor: 'end', fill: '--ink-soft' },
  ];
}

/** The line breaks where months are missing: a line across them would claim what nobody reported. */
function lineShapes(line: Line, x: (day: number) => number, y: (value: number) => number): Shape[] {
  const runs: { at: number; value: number }[][] = [];
  for (const point of line.points) {
    const run = runs[runs.length - 1];
    const before = run?.[run.length - 1];
    if (run && before && point.at - before.at <= 31) run.push(point);
    else runs.push([point]);
  }
  const paths = runs.filter((run) => run.length > 1).map((run): Shape => {
    const d = run.map((point, at) => `${at === 0 ? 'M' : 'L'}${x(point.at)},${y(point.value)}`).join('');
    return { is: 'path', d, stroke: line.colour, width: 2, dash: line.dash };
  });
  const dots = line.points.map(({ at, value, hint }): Shape => ({ is: 'circle', x: x(at), y: y(value), r: 3.5, fill: line.colour, stroke: '--paper', width: 1, hint }));
  return [...paths, ...dots];
}
