// Where marks, numbers of countries and names stand on the map: the same on the screen and in files. Pure.
import { markRadius, reach, type Mark, type Spot } from './places';
import { numberWords, shortened } from './words';
import { kilometre } from './world';

/** Which part of the world is painted: zoom, where the world's corner lies, and the size of the picture. */
export interface Frame {
  k: number;
  x: number;
  y: number;
  width: number;
  height: number;
}

/** The number of a country as a whole, and where it stands in the frame. */
export interface CountryBox {
  spot: Spot;
  x: number;
  y: number;
  wide: number;
}

export interface Layout {
  seen: Mark[];
  boxes: CountryBox[];
  labels: { text: string; x: number; y: number }[];
}

/** Where a country's number may stand instead of its middle, nearest first. */
const SHIFTS: [number, number][] = [[0, 0], [0, 22], [22, 0], [-22, 0], [0, -22], [0, 40], [40, 0], [-40, 0], [0, -40], [60, 0], [-60, 0], [0, 60], [0, -60]];
const LABELS_MAX = 24;
/** Names on a phone. */
const LABELS_FEW = 12;

/** `middleOf` says where the middle of a country lies at zoom 1. */
export function layoutOf(frame: Frame, marks: Mark[], countries: Spot[], middleOf: (code: string) => [number, number] | null): Layout {
  const seen = marks.filter((mark) => isSeen(frame, ...placeOf(frame, mark)));
  const boxes = countryBoxes(frame, seen, countries, middleOf);
  return { seen, boxes, labels: labelsOf(frame, seen, boxes) };
}

export function placeOf(frame: Frame, mark: { x: number; y: number }): [number, number] {
  return [mark.x * frame.k + frame.x, mark.y * frame.k + frame.y];
}

/** The area within which it happened is never drawn smaller than the mark itself. */
export function areaRadius(frame: Frame, mark: Mark): number {
  return Math.max(kilometre(mark.spots[0]?.latitude ?? 0) * frame.k * reach(mark.precision), markRadius(mark) + 3);
}

function isSeen(frame: Frame, x: number, y: number): boolean {
  return x > -40 && y > -40 && x < frame.width + 40 && y < frame.height + 40;
}

/** Numbers about countries as a whole: in the middle of each, or beside the mark that is there. */
function countryBoxes(frame: Frame, seen: Mark[], countries: Spot[], middleOf: (code: string) => [number, number] | null): CountryBox[] {
  const boxes: CountryBox[] = [];
  for (const spot of countries) {
    const middle = middleOf(spot.country ?? '');
    if (!middle) continue;
    const wide = 10 + 6 * numberWords(spot.count).length;
    const [x, y] = placeOf(frame, { x: middle[0], y: middle[1] });
    if (!isSeen(frame, x, y)) continue;
    const [dx, dy] = SHIFTS.find(([right, down]) => isFreeAt(frame, x + right, y + down, wide, seen, boxes)) ?? [0, 0];
    boxes.push({ spot, x: x + dx, y: y + dy, wide });
  }
  return boxes;
}

function isFreeAt(frame: Frame, x: number, y: number, wide: number, seen: Mark[], boxes: CountryBox[]): boolean {
  const isOnMark = seen.some((mark) => {
    const [markX, markY] = placeOf(frame, mark);
    return Math.hypot(markX - x, markY - y) < markRadius(mark) + 10;
  });
  return !isOnMark && !boxes.some((box) => Math.abs(box.x - x) < (box.wide + wide) / 2 && Math.abs(box.y - y) < 18);
}

/** Names of the busiest marks, where they do not lie on each other. */
function labelsOf(frame: Frame, seen: Mark[], boxes: CountryBox[]): Layout['labels'] {
  const taken = boxes.map(({ x, y, wide }): [number, number, number] => [x, y, wide / 2]);
  const labels: Layout['labels'] = [];
  const most = frame.width < 600 ? LABELS_FEW : LABELS_MAX;
  for (const mark of seen) {
    if (labels.length >= most) break;
    const text = shortened(mark.spots[0]?.name ?? '', 22);
    const [x, middle] = placeOf(frame, mark);
    const y = middle + markRadius(mark) + 12;
    const half = text.length * 3.2;
    if (taken.some(([otherX, otherY, otherHalf]) => Math.abs(x - otherX) < half + otherHalf && Math.abs(y - otherY) < 14)) continue;
    taken.push([x, y, half]);
    labels.push({ text, x, y });
  }
  return labels;
}
