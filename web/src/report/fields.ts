// The fields of an event as rows: what, which value, what it rests on, and how it can be changed.
import type { Alternative, Event, Evidence, Entity, VerbaleRecord } from '../lib/types';
import { AUX_WORDS, bigNumber, codesOf, days, ROLE_WORDS } from './words';
import { shown } from './points';

export type FieldName = 'type' | 'aux' | 'actors' | 'recipients' | 'hosts' | 'place' | 'date' | 'sizes' | 'content' | 'condition' | 'of' | 'absent';

export interface Value {
  text: string;
  /** Codes beside a name. */
  codes?: string;
  entity?: string;
  event?: string;
  evidence?: Evidence | null;
}

export interface FieldRow {
  name: FieldName;
  label: string;
  values: Value[];
  /** What was weighed and not taken. */
  others: Value[];
  /** Shown even without a value, so that it can be set. */
  settable: boolean;
}

export function fieldsOf(record: VerbaleRecord, event: Event): FieldRow[] {
  const proof = event.evidence;
  const parties = (role: 'actors' | 'recipients' | 'hosts') =>
    row(role, ROLE_WORDS[role] ?? role, (event[role] ?? []).map((id, at) => partyValue(record, id, proof?.[role]?.[at])), others(record, event.alternatives?.[role]));
  const rows = [
    row('type', 'Type', typeValues(event), (event.alternatives?.type ?? []).map((one) => ({ text: one.value, evidence: one }))),
    row('aux', 'How far fact', (event.aux ?? []).map((aux, at) => ({ text: `${aux}: ${AUX_WORDS[aux] ?? ''}`, evidence: proof?.aux?.[at] ?? null }))),
    parties('actors'),
    parties('recipients'),
    parties('hosts'),
    row('place', 'Where', event.place ? [partyValue(record, event.place, proof?.place)] : [], others(record, event.alternatives?.places)),
    row('date', 'When', dateValues(event)),
    row('sizes', 'How many', (event.sizes ?? []).map((size, at) => ({ text: sizeWords(size), evidence: proof?.sizes?.[at] ?? null }))),
    row('content', 'What is said', event.content ? [{ text: `${quoted(event)} (${event.content.form})`, evidence: proof?.content ?? null }] : []),
    row('condition', 'On condition', event.condition ? [{ text: shown(event.condition.text), evidence: proof?.condition ?? null }] : []),
  ];
  const absent = record.events.filter((other) => other.of === event.id);
  if (absent.length > 0) rows.push({ ...row('absent', 'Absent', absent.map((other) => absentValue(record, other))), settable: false });
  if (event.of) rows.push({ ...row('of', 'Absence from', [{ text: event.of, event: event.of }]), settable: false });
  return rows;
}

function absentValue(record: VerbaleRecord, event: Event): Value {
  const who = [...(event.recipients ?? []), ...(event.actors ?? [])].map((id) => entityName(entityOf(record, id), id));
  return { text: `${who.join(', ') || 'somebody'} (${shown(event.triggers[0]?.text)})`, event: event.id };
}

function row(name: FieldName, label: string, values: Value[], others: Value[] = []): FieldRow {
  return { name, label, values, others, settable: name !== 'sizes' || values.length > 0 };
}

function typeValues(event: Event): Value[] {
  const proof = event.evidence;
  const modes = (event.modes ?? []).map((mode, at) => ({ text: mode, evidence: proof?.modes?.[at] ?? null }));
  return [{ text: event.type, evidence: proof?.type ?? null }, ...modes];
}

function dateValues(event: Event): Value[] {
  if (!event.date) return [];
  const known = days(event.date.start, event.date.end);
  return [{ text: known || `open (“${shown(event.date.span.text)}”)`, evidence: event.evidence?.date ?? null }];
}

function quoted(event: Event): string {
  const words = shown(event.content?.text);
  return event.content?.form === 'direct' ? `“${words}”` : words;
}

function sizeWords(size: { kind: string; value: number; unit?: string | null; approx?: boolean }): string {
  return `${size.kind}: ${size.approx ? 'about ' : ''}${bigNumber(size.value)}${size.unit ? ` ${size.unit}` : ''}`;
}

export function entityOf(record: VerbaleRecord, id: string | null | undefined): Entity | undefined {
  return record.entities.find((entity) => entity.id === id);
}

export function entityName(entity: Entity | undefined, id = ''): string {
  return shown(entity?.name || entity?.mentions[0]?.text || id);
}

function partyValue(record: VerbaleRecord, id: string, evidence: Evidence | null | undefined): Value {
  const entity = entityOf(record, id);
  return { text: entityName(entity, id), codes: entity ? codesOf(entity) : '', entity: id, evidence: evidence ?? null };
}

function others(record: VerbaleRecord, some: Alternative[] | undefined): Value[] {
  return (some ?? []).map((one) => partyValue(record, one.value, one));
}
