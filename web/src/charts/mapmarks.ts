// Painting what happened on the map: soft discs for areas, pies for classes of events, numbers for whole countries, names.
import { areaRadius, layoutOf, placeOf, type CountryBox, type Frame } from './maplayout';
import { markRadius, type Mark, type Spot } from './places';
import { FONT, type Resolve } from './scene';
import { numberWords, QUAD_COLOURS } from './words';
import type { DrawnWorld } from './world';

export interface Pen {
  context: CanvasRenderingContext2D;
  colours: Resolve;
  frame: Frame;
  chosen: Spot[];
}

/** Paints all marks that are seen; says where the numbers of countries stand, so that they can be picked. */
export function paintMarks(pen: Pen, marks: Mark[], countries: Spot[], drawn: DrawnWorld): CountryBox[] {
  const { seen, boxes, labels } = layoutOf(pen.frame, marks, countries, (code) => drawn.countries.get(code)?.middle ?? null);
  for (const mark of seen) paintReach(pen, mark);
  for (const mark of seen) paintMark(pen, mark);
  for (const box of boxes) paintBox(pen, box);
  for (const { text, x, y } of labels) write(pen, text, x, y, 11, false);
  return boxes;
}

/** Within which area it happened: a soft disc, of the size of a town or a region. */
function paintReach({ context, colours, frame }: Pen, mark: Mark): void {
  if (mark.precision === 'exact') return;
  const [x, y] = placeOf(frame, mark);
  context.beginPath();
  context.arc(x, y, areaRadius(frame, mark), 0, 2 * Math.PI);
  context.globalAlpha = 0.16;
  context.fillStyle = colours('--map-disputed');
  context.fill();
  if (mark.precision !== 'town') {
    context.globalAlpha = 0.7;
    context.setLineDash([3, 3]);
    context.lineWidth = 1;
    context.strokeStyle = colours('--map-disputed');
    context.stroke();
    context.setLineDash([]);
  }
  context.globalAlpha = 1;
}

function paintMark(pen: Pen, mark: Mark): void {
  const { context, colours, frame, chosen } = pen;
  const [x, y] = placeOf(frame, mark);
  const radius = markRadius(mark);
  paintPie(pen, mark, x, y, radius);
  context.beginPath();
  context.arc(x, y, radius, 0, 2 * Math.PI);
  const isChosen = chosen.length > 0 && mark.spots.some((spot) => chosen.includes(spot));
  context.lineWidth = isChosen ? 3 : 1;
  context.strokeStyle = colours(isChosen ? '--focus' : '--paper');
  if (mark.happened === 0) context.setLineDash([2, 2]);
  context.stroke();
  context.setLineDash([]);
  if (mark.count > 4) write(pen, numberWords(mark.count), x, y + 3.5, 10, true);
}

function paintPie({ context, colours }: Pen, mark: Mark, x: number, y: number, radius: number): void {
  const all = mark.quads.reduce((sum, count) => sum + count, 0);
  let from = -Math.PI / 2;
  context.globalAlpha = mark.happened > 0 ? 0.92 : 0.45;
  for (const [quad, count] of mark.quads.entries()) {
    if (count === 0) continue;
    const to = from + (2 * Math.PI * count) / all;
    context.beginPath();
    context.moveTo(x, y);
    context.arc(x, y, radius, from, to);
    context.fillStyle = colours(QUAD_COLOURS[quad] ?? '--ink');
    context.fill();
    from = to;
  }
  context.globalAlpha = 1;
}

function paintBox(pen: Pen, { spot, x, y, wide }: CountryBox): void {
  const { context, colours, chosen } = pen;
  const isChosen = chosen.includes(spot);
  context.fillStyle = colours('--paper');
  context.strokeStyle = colours(isChosen ? '--focus' : '--map-disputed');
  context.lineWidth = isChosen ? 3 : 1;
  context.beginPath();
  context.rect(x - wide / 2, y - 8, wide, 16);
  context.fill();
  context.stroke();
  write(pen, numberWords(spot.count), x, y + 3.5, 10, false);
}

function write({ context, colours }: Pen, text: string, x: number, y: number, size: number, bold: boolean): void {
  context.font = `${bold ? 'bold ' : ''}${size}px ${FONT}`;
  context.textAlign = 'center';
  context.lineJoin = 'round';
  context.lineWidth = 3;
  context.strokeStyle = colours('--paper');
  context.strokeText(text, x, y);
  context.fillStyle = colours('--ink');
  context.fillText(text, x, y);
}
