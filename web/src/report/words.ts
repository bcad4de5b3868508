// What the page says in words: labels, how sure, by which stage, what a correction did.
import type { Entity, LineGroup, Stage, Status } from '../lib/types';

export const GROUPS: { group: string; title: string; hint: string }[] = [
  { group: 'happening', title: 'Happenings', hint: 'What the report tells as having happened.' },
  { group: 'statement', title: 'Statements', hint: 'Who said what to whom, on which condition.' },
  { group: 'expected', title: 'Expected or possible', hint: 'Planned, demanded, feared or conditional: not facts yet.' },
  { group: 'denied', title: 'Denied or absent', hint: 'What did not happen, was refused, or who stayed away.' },
  { group: 'background', title: 'Background', hint: 'Told as history, from before this story.' },
];

export function groupTitle(group: LineGroup | string): string {
  return GROUPS.find((one) => one.group === group)?.title ?? group;
}

export const STATUS_WORDS: Record<Status, string> = {
  happened: 'told as a fact',
  planned: 'planned or announced, not yet happened',
  possible: 'possible, conditional, demanded or feared',
  denied: 'denied, refused, or said not to have happened',
};

export const STAGE_WORDS: Record<Stage, string> = {
  network: 'read by the network',
  words: 'stands in the words beside it',
  reference: 'follows from what the words refer to',
  table: 'looked up in a table',
  rule: 'follows from a rule',
  person: 'set by a person',
};

export const AUX_WORDS: Record<string, string> = {
  historical: 'background from before this story',
  future: 'planned or announced',
  hypothetical: 'possible, wished, demanded or feared',
  negation: 'said not to happen, or refused',
};

export const ROLE_WORDS: Record<string, string> = {
  actors: 'Who',
  recipients: 'To whom',
  hosts: 'Hosted by',
};

export const ENTITY_KINDS: Entity['kind'][] = ['person', 'organization', 'country', 'group', 'place'];

/** Confidences are calibrated, so they can be said as a share of right claims. */
export function sureness(confidence: number): string {
  const share = `${Math.round(confidence * 100)} %`;
  if (confidence >= 0.9) return `sure (${share})`;
  if (confidence >= 0.7) return `fairly sure (${share})`;
  if (confidence >= 0.5) return `rather likely (${share})`;
  return `unsure (${share})`;
}

/** "2024-05-14", "2024-05-01 to 2024-05-31", "from 2024-05-14", "until …". */
export function days(start: string | null | undefined, end: string | null | undefined): string {
  if (start && end) return start === end ? start : `${start} to ${end}`;
  if (start) return `from ${start}`;
  if (end) return `until ${end}`;
  return '';
}

/** "SDN GOV": the codes of an entity. */
export function codesOf(entity: Entity): string {
  return [entity.country, ...(entity.sectors ?? [])].filter(Boolean).join(' ');
}

export function count(number: number, one: string, many = `${one}s`): string {
  return `${number.toLocaleString('en')} ${number === 1 ? one : many}`;
}

/** The language of numbers is the page's: English. */
export function bigNumber(value: number): string {
  return value.toLocaleString('en', { maximumFractionDigits: 2 });
}
