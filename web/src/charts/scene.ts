// A drawing as data: made once, shown as SVG on the screen, written as an SVG file or painted on a canvas for a PNG. Colours are
// names of the page's variables ("--series-1"), so that the screen follows the theme and files carry the colours of paper.

/** The name of a CSS variable, or nothing at all. */
export type Colour = `--${string}`;

export interface Ink {
  fill?: Colour | undefined;
  stroke?: Colour | undefined;
  width?: number | undefined;
  dash?: number[] | undefined;
  opacity?: number | undefined;
}

export type Shape = Ink &
  (
    | { is: 'rect'; x: number; y: number; w: number; h: number; hint?: string | undefined; id?: string | undefined }
    | { is: 'path'; d: string; hint?: string | undefined; id?: string | undefined }
    | { is: 'circle'; x: number; y: number; r: number; hint?: string | undefined; id?: string | undefined }
    | { is: 'text'; x: number; y: number; text: string; size: number; anchor?: 'start' | 'middle' | 'end'; bold?: boolean; halo?: Colour }
  );

export interface Scene {
  width: number;
  height: number;
  shapes: Shape[];
}

export type Resolve = (colour: Colour) => string;

export const FONT = 'Arial, Helvetica, sans-serif';

/** The scene as a file that stands alone. */
export function svgOf(scene: Scene, resolve: Resolve, title: string): string {
  const { width, height } = scene;
  const head = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" font-family="${FONT}">`;
  const ground = `<rect width="${width}" height="${height}" fill="${escaped(resolve('--paper'))}"/>`;
  const body = scene.shapes.map((shape) => element(shape, resolve)).join('\n');
  return `${head}\n<title>${escaped(title)}</title>\n${ground}\n${body}\n</svg>\n`;
}

function element(shape: Shape, resolve: Resolve): string {
  const ink = inkOf(shape, resolve);
  switch (shape.is) {
    case 'rect':
      return `<rect x="${n(shape.x)}" y="${n(shape.y)}" width="${n(shape.w)}" height="${n(shape.h)}"${ink}/>`;
    case 'path':
      return `<path d="${escaped(shape.d)}"${ink}/>`;
    case 'circle':
      return `<circle cx="${n(shape.x)}" cy="${n(shape.y)}" r="${n(shape.r)}"${ink}/>`;
    case 'text':
      return textElement(shape, ink, resolve);
  }
}

function textElement(shape: Extract<Shape, { is: 'text' }>, ink: string, resolve: Resolve): string {
  const anchor = shape.anchor ? ` text-anchor="${shape.anchor}"` : '';
  const weight = shape.bold ? ' font-weight="bold"' : '';
  const halo = shape.halo ? ` paint-order="stroke" stroke="${escaped(resolve(shape.halo))}" stroke-width="3" stroke-linejoin="round"` : '';
  return `<text x="${n(shape.x)}" y="${n(shape.y)}" font-size="${shape.size}"${anchor}${weight}${halo}${ink}>${escaped(shape.text)}</text>`;
}

function inkOf(shape: Shape, resolve: Resolve): string {
  const parts = [` fill="${shape.fill ? escaped(resolve(shape.fill)) : 'none'}"`];
  if (shape.stroke) parts.push(` stroke="${escaped(resolve(shape.stroke))}" stroke-width="${shape.width ?? 1}" stroke-linejoin="round"`);
  if (shape.dash) parts.push(` stroke-dasharray="${shape.dash.join(' ')}"`);
  if (shape.opacity !== undefined) parts.push(` opacity="${n(shape.opacity)}"`);
  return parts.join('');
}

/** Coordinates need no more than hundredths of a pixel. */
function n(value: number): string {
  return String(Math.round(value * 100) / 100);
}

export function escaped(text: string): string {
  // Control characters are not allowed in XML whatever the escape.
  const clean = text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/g, '');
  return clean.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}

/** Paints the scene, `scale` device pixels to one of its own. */
export function paint(scene: Scene, context: CanvasRenderingContext2D, resolve: Resolve, scale: number): void {
  context.setTransform(scale, 0, 0, scale, 0, 0);
  context.fillStyle = resolve('--paper');
  context.fillRect(0, 0, scene.width, scene.height);
  for (const shape of scene.shapes) paintShape(shape, context, resolve);
}

function paintShape(shape: Shape, context: CanvasRenderingContext2D, resolve: Resolve): void {
  context.globalAlpha = shape.opacity ?? 1;
  context.setLineDash(shape.dash ?? []);
  context.lineJoin = 'round';
  if (shape.is === 'text') paintText(shape, context, resolve);
  else paintPath(pathOf(shape), shape, context, resolve);
  context.globalAlpha = 1;
}

function paintPath(path: Path2D, ink: Ink, context: CanvasRenderingContext2D, resolve: Resolve): void {
  if (ink.fill) {
    context.fillStyle = resolve(ink.fill);
    context.fill(path);
  }
  if (ink.stroke) {
    context.strokeStyle = resolve(ink.stroke);
    context.lineWidth = ink.width ?? 1;
    context.stroke(path);
  }
}

function pathOf(shape: Exclude<Shape, { is: 'text' }>): Path2D {
  if (shape.is === 'path') return new Path2D(shape.d);
  const path = new Path2D();
  if (shape.is === 'rect') path.rect(shape.x, shape.y, shape.w, shape.h);
  else path.arc(shape.x, shape.y, shape.r, 0, 2 * Math.PI);
  return path;
}

function paintText(shape: Extract<Shape, { is: 'text' }>, context: CanvasRenderingContext2D, resolve: Resolve): void {
  context.font = `${shape.bold ? 'bold ' : ''}${shape.size}px ${FONT}`;
  context.textAlign = shape.anchor === 'middle' ? 'center' : shape.anchor === 'end' ? 'right' : 'left';
  if (shape.halo) {
    context.strokeStyle = resolve(shape.halo);
    context.lineWidth = 3;
    context.strokeText(shape.text, shape.x, shape.y);
  }
  context.fillStyle = resolve(shape.fill ?? '--ink');
  context.fillText(shape.text, shape.x, shape.y);
}

/** `scene` under its title and over its caption, as a figure that can stand in a paper. */
export function framed(scene: Scene, title: string, legend: { label: string; ink: Ink }[], caption: string): Scene {
  const margin = 16;
  const width = scene.width + 2 * margin;
  const lines = wrapped(caption, Math.floor(scene.width / 5.4));
  const keys = legendShapes(legend, margin, 54, scene.width);
  const top = keys.bottom + 10;
  const shapes: Shape[] = [
    { is: 'text', x: margin, y: 30, text: title, size: 17, bold: true, fill: '--ink' },
    ...keys.shapes,
    ...scene.shapes.map((shape) => moved(shape, margin, top)),
    ...lines.map((text, at): Shape => ({ is: 'text', x: margin, y: top + scene.height + 22 + at * 14, text, size: 10.5, fill: '--ink-soft' })),
  ];
  return { width, height: top + scene.height + 22 + lines.length * 14 + 4, shapes };
}

function legendShapes(legend: { label: string; ink: Ink }[], left: number, top: number, width: number): { shapes: Shape[]; bottom: number } {
  const shapes: Shape[] = [];
  let [x, y] = [left, top];
  for (const { label, ink } of legend) {
    const wide = 26 + label.length * 6.4;
    if (x > left && x + wide > left + width) [x, y] = [left, y + 18];
    shapes.push(ink.fill ? { is: 'rect', x, y: y - 10, w: 14, h: 11, ...ink } : { is: 'path', d: `M${x},${y - 4}L${x + 14},${y - 4}`, ...ink });
    shapes.push({ is: 'text', x: x + 19, y, text: label, size: 12, fill: '--ink' });
    x += wide + 8;
  }
  return { shapes, bottom: legend.length > 0 ? y : top - 22 };
}

function moved(shape: Shape, dx: number, dy: number): Shape {
  if (shape.is !== 'path') return { ...shape, x: shape.x + dx, y: shape.y + dy };
  return { ...shape, d: movedPath(shape.d, dx, dy) };
}

/** Paths here have absolute M, L and Z alone, so that moving one is adding to every pair of numbers. */
export function movedPath(d: string, dx: number, dy: number): string {
  return d.replace(/(-?[\d.]+(?:e-?\d+)?)[ ,](-?[\d.]+(?:e-?\d+)?)/g, (_, x: string, y: string) => `${n(+x + dx)},${n(+y + dy)}`);
}

/** Words in lines of at most `length` letters. */
export function wrapped(text: string, length: number): string[] {
  const lines: string[] = [''];
  for (const word of text.split(/\s+/)) {
    const last = lines[lines.length - 1] ?? '';
    if (last !== '' && last.length + 1 + word.length > length) lines.push(word);
    else lines[lines.length - 1] = last === '' ? word : `${last} ${word}`;
  }
  return lines;
}
