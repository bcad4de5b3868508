// Charts as files, with what a figure needs to be read alone: the filter, the archive and its revision, the day.
import type { Filter } from '../lib/route';
import type { About } from '../lib/types';
import { paperColours } from './palette.svelte';
import { paint, svgOf, type Scene } from './scene';

/** Three device pixels to one: 300 dots an inch at the width of a page. */
const PNG_SCALE = 3;

export function captionOf(about: About | null, filter: Filter, note: string, today: Date): string {
  const filters = Object.entries(filter).flatMap(([name, value]) => (value ? [`${name} ${value}`] : []));
  const asked = filters.length > 0 ? `Filter: ${filters.join(', ')}.` : 'No filter.';
  const archive = about
    ? `Archive “${about.archive.name}”, revision ${about.archive.revision}, ${about.archive.reports.toLocaleString('en')} reports; Verbale ${about.version}.`
    : 'Verbale.';
  return [note, asked, archive, `Made on ${today.toISOString().slice(0, 10)}.`].filter(Boolean).join(' ');
}

/** A file's name without surprises: the view and the filter in letters and digits. */
export function fileName(view: string, filter: Filter, ending: string): string {
  const parts = [view, ...Object.values(filter)].map((part) => (part ?? '').toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '-').replace(/^-|-$/g, ''));
  return `${parts.filter(Boolean).join('_').slice(0, 80)}.${ending}`;
}

export function saveSvg(scene: Scene, title: string, name: string): void {
  save(new Blob([svgOf(scene, paperColours(), title)], { type: 'image/svg+xml' }), name);
}

export function savePng(scene: Scene, name: string): Promise<void> {
  const canvas = document.createElement('canvas');
  canvas.width = Math.round(scene.width * PNG_SCALE);
  canvas.height = Math.round(scene.height * PNG_SCALE);
  const context = canvas.getContext('2d');
  if (!context) return Promise.resolve();
  paint(scene, context, paperColours(), PNG_SCALE);
  return new Promise((resolve) => canvas.toBlob((blob) => resolve(blob ? save(blob, name) : undefined), 'image/png'));
}

export function save(blob: Blob, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
