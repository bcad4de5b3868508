// Positions as a matrix, as changes between two times, and as conditions that stand against each other.
import type { Side } from '../../charts/words';
import type { Position, Positions, Stand } from './shapes';

export interface MatrixRow {
  who: Side;
  cells: Map<string, Position>;
}

/** One row for each actor, in the order of the answer: those with most to say first. */
export function matrixOf(positions: Positions): MatrixRow[] {
  const rows = new Map<string, MatrixRow>();
  for (const position of positions.rows) {
    const key = keyOf(position.who);
    const row = rows.get(key) ?? { who: position.who, cells: new Map() };
    row.cells.set(position.issue, position);
    rows.set(key, row);
  }
  return [...rows.values()];
}

/** The archive's number of an actor, else the name. */
function keyOf(who: Side): string {
  return who.actor > 0 ? String(who.actor) : who.name.toLowerCase();
}

export interface Change {
  who: Side;
  issue: string;
  before: Stand;
  after: Stand;
  /** In what they differ. */
  what: string[];
}

/** What each actor said last at one time and at a later one, where they differ in more than words. */
export function changesBetween(before: Positions, after: Positions): Change[] {
  const then = new Map(before.rows.map((row) => [`${keyOf(row.who)}\n${row.issue}`, row.latest]));
  return after.rows.flatMap((row) => {
    const old = then.get(`${keyOf(row.who)}\n${row.issue}`);
    if (!old || old.cite.event === row.latest.cite.event) return [];
    const what = differences(old, row.latest);
    return what.length > 0 ? [{ who: row.who, issue: row.issue, before: old, after: row.latest, what }] : [];
  });
}

function differences(old: Stand, latest: Stand): string[] {
  const found: string[] = [];
  if (old.kind !== latest.kind) found.push('type');
  if (old.status !== latest.status) found.push('status');
  if ((old.condition ?? '') !== (latest.condition ?? '')) found.push('condition');
  return found;
}

export interface Clash {
  issue: string;
  stands: Position[];
}

/** Side by side no more than this many. */
const CLASH_MAX = 4;

/** Issues on which at least two actors lay down conditions, and not the same ones. */
export function clashes(positions: Positions): Clash[] {
  return positions.issues.flatMap((issue) => {
    const stands = positions.rows.filter((row) => row.issue === issue && row.latest.condition);
    const words = new Map(stands.map((row) => [row.latest.condition?.toLowerCase(), row]));
    return words.size > 1 ? [{ issue, stands: [...words.values()].slice(0, CLASH_MAX) }] : [];
  });
}
