// Days, numbers and names as people read them.

export interface Side {
  actor: number;
  name: string;
  country: string | null;
  sectors: string[];
  office: string | null;
}

export interface Place {
  name: string;
  country: string | null;
  latitude: number | null;
  longitude: number | null;
  precision: Precision | null;
}

export type Precision = 'exact' | 'town' | 'admin' | 'country';

export interface Cite {
  event: number;
  report: number;
  report_id: string;
  title: string | null;
  publisher: string | null;
  url: string | null;
  published: string | null;
  sentence: number;
  words: string;
}

export const QUADS = ['verbal cooperation', 'material cooperation', 'verbal conflict', 'material conflict'] as const;
export const QUAD_COLOURS = ['--quad-verbal-cooperation', '--quad-material-cooperation', '--quad-verbal-conflict', '--quad-material-conflict'] as const;
export const STATUSES = ['happened', 'planned', 'possible', 'denied'] as const;

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** "18 Feb 2025"; what is no day stays as it is. */
export function dayWords(day: string | null | undefined): string {
  const found = day?.match(/^(\d{4})-(\d\d)-(\d\d)/);
  if (!found) return day ?? '';
  return `${Number(found[3])} ${MONTHS[Number(found[2]) - 1] ?? '?'} ${found[1]}`;
}

export function monthWords(month: string | null): string {
  const found = month?.match(/^(\d{4})-(\d\d)/);
  return found ? `${MONTHS[Number(found[2]) - 1] ?? '?'} ${found[1]}` : 'no day';
}

/** One day, or from one to another; a whole month or year by its name. */
export function spanWords(start: string | null, end: string | null): string {
  if (!start || !end || start === end) return dayWords(start ?? end);
  const year = start.slice(0, 4);
  if (start.endsWith('-01-01') && end === `${year}-12-31`) return year;
  if (start.endsWith('-01') && end.slice(0, 7) === start.slice(0, 7) && Number(end.slice(8)) >= 28) return monthWords(start);
  return `${dayWords(start)} to ${dayWords(end)}`;
}

export function numberWords(value: number): string {
  return value.toLocaleString('en');
}

export function plural(count: number, one: string, many = `${one}s`): string {
  return `${numberWords(count)} ${count === 1 ? one : many}`;
}

export function scoreWords(value: number): string {
  const rounded = Math.abs(value) < 0.05 ? 0 : value;
  return `${rounded > 0 ? '+' : rounded < 0 ? '−' : ''}${Math.abs(rounded).toFixed(1)}`;
}

/** "fulfilled 12, broken 3": most first. */
export function countsWords(kinds: Record<string, number>, label: (code: string) => string): string {
  const most = Object.entries(kinds).sort((one, other) => other[1] - one[1]);
  return most.map(([kind, count]) => `${label(kind)} ${count}`).join(', ');
}

export function namesOf(sides: readonly { name: string }[]): string {
  return sides.map((side) => side.name).join(', ');
}

/** Letters beyond `length` give way to an ellipsis; letters are code points. */
export function shortened(text: string, length: number): string {
  const letters = [...text];
  return letters.length <= length ? text : `${letters.slice(0, length - 1).join('').trimEnd()}…`;
}

/** What to call a report where it has no title: the last part of its own name. */
export function reportWords(cite: { title: string | null; report_id: string }): string {
  return cite.title?.trim() || cite.report_id.split('/').filter(Boolean).at(-1) || 'report';
}

/** The latest first, but what lies after `last` (the archive's last day) at the end: plans for 2040 are not what is new. */
export function recentFirst<Row>(rows: Row[], dayOf: (row: Row) => string | null, last: string | null | undefined): Row[] {
  const rank = (day: string | null): number => (day === null ? 2 : last && day > last ? 1 : 0);
  const keyed = rows.map((row) => ({ row, day: dayOf(row) }));
  keyed.sort((one, other) => rank(one.day) - rank(other.day) || (other.day ?? '').localeCompare(one.day ?? ''));
  return keyed.map(({ row }) => row);
}
