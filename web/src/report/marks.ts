// Which words of a report are marked, and the text cut at every boundary of a mark, since marks overlap freely.
import type { Event, Evidence, Range, Status, VerbaleRecord } from '../lib/types';
import { hiddenName, mixedWords, pointsOf } from './points';

export type MarkKind =
  | 'trigger'
  | 'entity'
  | 'actors'
  | 'recipients'
  | 'hosts'
  | 'place'
  | 'date'
  | 'size'
  | 'content'
  | 'condition'
  | 'mixed';

export interface Mark extends Range {
  kind: MarkKind;
  event?: string;
  entity?: string;
  status?: Status;
}

export interface Piece extends Range {
  text: string;
  marks: Mark[];
  /** The short name of a character that turns or hides text, which then is a piece of its own. */
  hidden: string | null;
}

/** All marks of a record; `statuses` says how far each event is a fact. */
export function marksOf(record: VerbaleRecord, statuses: Map<string, Status>): Mark[] {
  const marks: Mark[] = mixedWords(record.text).map((word) => ({ ...word, kind: 'mixed' }));
  for (const entity of record.entities) {
    for (const mention of entity.mentions) marks.push({ start: mention.start, end: mention.end, kind: 'entity', entity: entity.id });
  }
  for (const event of record.events) marks.push(...eventMarks(event, statuses.get(event.id) ?? 'happened'));
  return marks;
}

function eventMarks(event: Event, status: Status): Mark[] {
  const of = (kind: MarkKind, range: Range | null | undefined): Mark[] =>
    range && range.end > range.start ? [{ start: range.start, end: range.end, kind, event: event.id, status }] : [];
  const evidence = event.evidence;
  const parties = (kind: 'actors' | 'recipients' | 'hosts'): Mark[] =>
    (evidence?.[kind] ?? []).flatMap((one: Evidence) => of(kind, one));
  return [
    ...event.triggers.flatMap((trigger) => of('trigger', trigger)),
    ...parties('actors'),
    ...parties('recipients'),
    ...parties('hosts'),
    ...of('place', event.place ? evidence?.place : null),
    ...of('date', event.date?.span),
    ...(event.sizes ?? []).flatMap((size) => of('size', size.span)),
    ...of('content', event.content),
    ...of('condition', event.condition),
  ];
}

/** The text in pieces, in order and without a gap; each knows the marks that lie over the whole of it. */
export function cut(text: string, marks: Mark[]): Piece[] {
  const points = pointsOf(text);
  const fitting = marks.filter((mark) => mark.start >= 0 && mark.start < mark.end && mark.start < points.length);
  const opens = byStart(fitting);
  const bounds = boundaries(points, fitting);
  const pieces: Piece[] = [];
  let over: Mark[] = [];
  for (let at = 0; at + 1 < bounds.length; at += 1) {
    const [start, end] = [bounds[at] ?? 0, bounds[at + 1] ?? 0];
    over = over.filter((mark) => mark.end > start).concat(opens.get(start) ?? []);
    const first = points[start] ?? '';
    const hidden = end - start === 1 ? hiddenName(first) : null;
    pieces.push({ start, end, text: points.slice(start, end).join(''), marks: over, hidden });
  }
  return pieces;
}

function byStart(marks: Mark[]): Map<number, Mark[]> {
  const opens = new Map<number, Mark[]>();
  for (const mark of marks) opens.set(mark.start, [...(opens.get(mark.start) ?? []), mark]);
  return opens;
}

function boundaries(points: string[], marks: Mark[]): number[] {
  const bounds = new Set([0, points.length]);
  for (const mark of marks) {
    bounds.add(mark.start);
    bounds.add(Math.min(mark.end, points.length));
  }
  points.forEach((point, at) => {
    if (hiddenName(point) !== null) bounds.add(at).add(at + 1);
  });
  return [...bounds].sort((one, other) => one - other);
}

export type Lit = { event: string } | { entity: string };

/** How near to a pointer a mark is: a trigger before a name before the long spans around it. */
const NEARNESS: Record<MarkKind, number> = {
  trigger: 0,
  entity: 1,
  date: 2,
  size: 2,
  actors: 3,
  recipients: 3,
  hosts: 3,
  place: 3,
  condition: 4,
  content: 5,
  mixed: 9,
};

/** What a pointer on this piece means: the event or the entity of its innermost mark. */
export function targetOf(piece: Piece): Lit | null {
  const nearest = piece.marks
    .filter((mark) => mark.event ?? mark.entity)
    .sort((one, other) => NEARNESS[one.kind] - NEARNESS[other.kind] || one.end - one.start - (other.end - other.start))[0];
  if (!nearest) return null;
  return nearest.event ? { event: nearest.event } : { entity: nearest.entity ?? '' };
}

/** Names of the classes a piece always has. */
export function classOf(piece: Piece): string {
  const names = new Set<string>();
  for (const mark of piece.marks) {
    if (mark.kind === 'actors' || mark.kind === 'recipients' || mark.kind === 'hosts' || mark.kind === 'place') continue;
    names.add(`m-${mark.kind}`);
    if (mark.kind === 'trigger' && mark.status) names.add(`status-${mark.status}`);
  }
  if (piece.hidden) names.add('hidden');
  return [...names].join(' ');
}

/** The class that lights a piece up, or none. */
export function litClass(piece: Piece, lit: Lit | null): string {
  if (lit === null) return '';
  const fits = piece.marks.filter((mark) => ('event' in lit ? mark.event === lit.event : mark.entity === lit.entity));
  if (fits.length === 0) return '';
  const kinds = new Set(fits.map((mark) => mark.kind));
  if (kinds.has('trigger')) return ' lit lit-trigger';
  if (kinds.size === 1 && (kinds.has('content') || kinds.has('condition'))) return ' lit-span';
  return ' lit';
}
