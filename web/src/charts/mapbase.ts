// Painting the base map: sea, land, countries of which no more is known, borders.
import type { Frame } from './maplayout';
import type { Resolve } from './scene';
import type { DrawnWorld } from './world';

/** `hatched` are the codes of countries of which happenings are known no more exactly. */
export function paintWorld(context: CanvasRenderingContext2D, drawn: DrawnWorld, hatched: Set<string | null>, frame: Frame, colours: Resolve): void {
  context.save();
  context.fillStyle = colours('--map-sea');
  context.fillRect(0, 0, frame.width, frame.height);
  context.translate(frame.x, frame.y);
  context.scale(frame.k, frame.k);
  paintLand(context, drawn, hatched, frame, colours);
  paintBorders(context, drawn, frame.k, colours);
  context.restore();
}

function paintLand(context: CanvasRenderingContext2D, drawn: DrawnWorld, hatched: Set<string | null>, frame: Frame, colours: Resolve): void {
  const [left, top] = [-frame.x / frame.k, -frame.y / frame.k];
  const [right, bottom] = [left + frame.width / frame.k, top + frame.height / frame.k];
  const hatch = hatching(context, frame.k, colours);
  for (const [code, { path, box }] of drawn.countries) {
    if (box[2] < left || box[0] > right || box[3] < top || box[1] > bottom) continue;
    context.fillStyle = colours('--map-land');
    context.fill(path);
    if (!hatched.has(code)) continue;
    context.fillStyle = hatch;
    context.fill(path);
  }
}

function paintBorders(context: CanvasRenderingContext2D, drawn: DrawnWorld, k: number, colours: Resolve): void {
  context.lineWidth = 0.8 / k;
  context.strokeStyle = colours('--map-border');
  context.stroke(drawn.borders);
  context.strokeStyle = colours('--map-disputed');
  context.lineWidth = 1.1 / k;
  context.setLineDash([4 / k, 3 / k]);
  context.stroke(drawn.disputed);
}

/** Slanted lines, the same on the screen at every zoom. */
function hatching(context: CanvasRenderingContext2D, k: number, colours: Resolve): CanvasPattern | string {
  const tile = document.createElement('canvas');
  tile.width = tile.height = 8;
  const pen = tile.getContext('2d');
  if (!pen) return 'transparent';
  pen.strokeStyle = colours('--map-disputed');
  pen.globalAlpha = 0.45;
  pen.beginPath();
  for (const shift of [-8, 0, 8]) {
    pen.moveTo(shift, 8);
    pen.lineTo(shift + 8, 0);
  }
  pen.stroke();
  const pattern = context.createPattern(tile, 'repeat');
  pattern?.setTransform(new DOMMatrix().scale(1 / k));
  return pattern ?? 'transparent';
}
