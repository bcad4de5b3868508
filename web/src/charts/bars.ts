// Stacked bars over time, as a scene.
import type { Ink, Scene, Shape } from './scene';
import { dayTicks, numberTicks } from './time';
import { numberWords } from './words';

export interface Bar {
  /** Days since 1970; the bar reaches from the first to before the second. */
  start: number;
  end: number;
  /** One count for each series, from below. */
  parts: number[];
  label: string;
}

export interface Series {
  label: string;
  ink: Ink;
}

export interface BarsLook {
  width: number;
  height: number;
  first: number;
  last: number;
  series: Series[];
  /** What the counts count. */
  unit: string;
}

export const LEFT = 44;
const RIGHT = 10;
const TOP = 12;
const BOTTOM = 26;

/** Where a day lies, and which day lies at a place: for the brush. */
export function axisOf(look: { width: number; first: number; last: number }): { x: (day: number) => number; day: (x: number) => number } {
  const scale = (look.width - LEFT - RIGHT) / Math.max(look.last - look.first, 1);
  return { x: (day) => LEFT + (day - look.first) * scale, day: (x) => look.first + (x - LEFT) / scale };
}

export function barsScene(bars: Bar[], look: BarsLook): Scene {
  const shown = bars.filter((bar) => bar.start >= look.first && bar.start < look.last);
  const most = Math.max(1, ...shown.map((bar) => sum(bar.parts)));
  const ticks = numberTicks(0, most, look.height / 45).filter(Number.isInteger);
  const scale = (look.height - TOP - BOTTOM) / most;
  const y = (count: number): number => look.height - BOTTOM - count * scale;
  const { x } = axisOf(look);
  const shapes = [
    ...ticks.flatMap((count) => gridLine(count, y(count), look.width)),
    ...shown.flatMap((bar) => barShapes(bar, look, x, y)),
    ...timeAxis(look, x),
  ];
  return { width: look.width, height: look.height, shapes };
}

function sum(parts: number[]): number {
  return parts.reduce((all, part) => all + part, 0);
}

function gridLine(count: number, y: number, width: number): Shape[] {
  const line: Shape = { is: 'path', d: `M${LEFT},${y}L${width - RIGHT},${y}`, stroke: count === 0 ? '--rule-strong' : '--rule', width: 1 };
  return [line, { is: 'text', x: LEFT - 6, y: y + 4, text: numberWords(count), size: 11, anchor: 'end', fill: '--ink-soft' }];
}

function barShapes(bar: Bar, look: BarsLook, x: (day: number) => number, y: (count: number) => number): Shape[] {
  const [left, right] = [x(bar.start), x(Math.min(bar.end, look.last))];
  // A gap between bars where there is room for it; never a bar too thin to be seen.
  const gap = right - left > 4 ? 1 : 0;
  const w = Math.max(right - left - gap, 1);
  const shapes: Shape[] = [];
  let below = 0;
  bar.parts.forEach((count, at) => {
    const series = look.series[at];
    if (!series || count === 0) return;
    const top = y(below + count);
    const hint = `${bar.label}: ${series.label} ${numberWords(count)} of ${numberWords(sum(bar.parts))} ${look.unit}`;
    shapes.push({ is: 'rect', x: left, y: top, w, h: Math.max(y(below) - top, 0.5), hint, ...series.ink });
    below += count;
  });
  return shapes;
}

/** Ticks and labels below a chart. */
export function timeAxis(look: { width: number; height: number; first: number; last: number }, x: (day: number) => number): Shape[] {
  const base = look.height - BOTTOM;
  const ticks = dayTicks(look.first, look.last, (look.width - LEFT - RIGHT) / 72);
  return ticks.flatMap(({ at, label }): Shape[] => [
    { is: 'path', d: `M${x(at)},${base}L${x(at)},${base + 5}`, stroke: '--rule-strong', width: 1 },
    { is: 'text', x: Math.min(x(at), look.width - RIGHT - label.length * 3), y: base + 18, text: label, size: 11, anchor: 'middle', fill: '--ink-soft' },
  ]);
}

/** Happened is filled; what is only planned, possible or denied is drawn by its outline, as in lists. */
export const STATUS_INKS: Record<string, Ink> = {
  happened: { fill: '--status-happened' },
  planned: { fill: '--paper', stroke: '--status-planned', width: 1.5, dash: [4, 2] },
  possible: { fill: '--paper', stroke: '--status-possible', width: 1.5, dash: [1.5, 2] },
  denied: { fill: '--accent-ground', stroke: '--status-denied', width: 1.5 },
};
