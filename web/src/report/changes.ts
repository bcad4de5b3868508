// Corrections as the server takes them: they point at words, in code points.
import type { Entity, Event, PartyRole, Range } from '../lib/types';

export interface At {
  start: number;
  stop: number;
}

export interface EventAt extends At {
  type: string;
}

export type Change =
  | { do: 'add-event' | 'delete-event' | 'confirm'; at: EventAt }
  | { do: 'merge-events'; at: EventAt; with: EventAt }
  | { do: 'split-event'; at: EventAt; trigger: At }
  | { do: 'set-type'; at: EventAt; to: string }
  | { do: 'set-modes' | 'set-aux'; at: EventAt; to: string[] }
  | { do: 'set-parties'; at: EventAt; role: PartyRole; to: At[] }
  | { do: 'set-place' | 'set-content' | 'set-condition'; at: EventAt; to: At | null }
  | { do: 'set-date'; at: EventAt; start: string | null; end: string | null }
  | { do: 'set-size'; at: EventAt; number: number; value: number | null }
  | { do: 'add-entity'; at: At; kind: string }
  | { do: 'set-entity'; at: At; name?: string; kind?: string; country?: string; sectors?: string[]; office?: string }
  | { do: 'merge-entities'; at: At; with: At }
  | { do: 'split-mention'; at: At };

export function placeOf(range: Range): At {
  return { start: range.start, stop: range.end };
}

export function atEvent(event: Event): EventAt {
  return { ...placeOf(event.triggers[0] ?? { start: 0, end: 0 }), type: event.type };
}

export function atEntity(entity: Entity): At {
  return placeOf(entity.mentions[0] ?? { start: 0, end: 0 });
}

const DONE: Record<string, string> = {
  'add-event': 'added an event',
  'delete-event': 'deleted the event',
  'merge-events': 'joined with another event',
  'split-event': 'split into two events',
  'set-type': 'type',
  'set-modes': 'modes',
  'set-aux': 'how far it is fact',
  'set-parties': 'parties',
  'set-place': 'place',
  'set-date': 'date',
  'set-content': 'what is said',
  'set-condition': 'condition',
  'set-size': 'size',
  'add-entity': 'added an entity',
  'set-entity': 'entity',
  'merge-entities': 'joined two entities',
  'split-mention': 'split a mention off',
  confirm: 'confirmed',
};

/** A correction in words, with the words of the report it points at. `wordsAt` gives these. */
export function inWords(change: unknown, wordsAt: (at: At) => string): string {
  if (typeof change !== 'object' || change === null) return typeof change === 'string' ? change : 'a change';
  const fields = change as Record<string, unknown>;
  const done = DONE[String(fields.do)] ?? String(fields.do);
  const where = isAt(fields.at) ? `“${wordsAt(fields.at)}”` : '';
  const to = valueOf(fields, wordsAt);
  return `${where}: ${done}${to === '' ? '' : ` → ${to}`}`;
}

function valueOf(fields: Record<string, unknown>, wordsAt: (at: At) => string): string {
  if (fields.do === 'set-date') return [fields.start, fields.end].filter(Boolean).join(' to ') || 'none';
  if (fields.do === 'set-size') return fields.value === null ? 'none' : String(fields.value);
  if (fields.do === 'set-entity') {
    const parts = ['name', 'kind', 'country', 'sectors', 'office'].filter((name) => fields[name] !== undefined && fields[name] !== null);
    return parts.map((name) => `${name} ${fields[name] === '' ? 'none' : String(fields[name])}`).join(', ');
  }
  if (fields.do === 'set-parties') return listed(fields.to, wordsAt, ` (${String(fields.role)})`);
  if (isAt(fields.with)) return `“${wordsAt(fields.with)}”`;
  if (isAt(fields.trigger)) return `“${wordsAt(fields.trigger)}”`;
  return 'to' in fields ? listed(fields.to, wordsAt, '') : '';
}

function listed(to: unknown, wordsAt: (at: At) => string, after: string): string {
  const many = Array.isArray(to) ? to : [to];
  const words = many.filter((one) => one !== null).map((one) => (isAt(one) ? `“${wordsAt(one)}”` : String(one)));
  return (words.join(', ') || 'none') + after;
}

function isAt(value: unknown): value is At {
  return typeof value === 'object' && value !== null && 'start' in value && 'stop' in value;
}
