// Rows of the API that more than one view shows.
import type { Cite, Side } from '../../charts/words';

export interface ConditionRow {
  id: number;
  occurrence: number | null;
  day: string | null;
  who: Side[];
  kind: string;
  status: string;
  what: string;
  clause: string;
  standing: 'open' | 'met' | 'broken' | 'overtaken';
  answered_by: number[];
  cite: Cite;
}

export interface StatementRow {
  id: number;
  occurrence: number | null;
  day: string | null;
  speakers: Side[];
  addressees: Side[];
  kind: string;
  modes: string[];
  status: string;
  content: string;
  form: string;
  condition: string | null;
  confidence: number;
  cite: Cite;
}

export interface Stand {
  day: string | null;
  kind: string;
  status: string;
  content: string;
  condition: string | null;
  cite: Cite;
}

export interface Position {
  who: Side;
  issue: string;
  latest: Stand;
  before: Stand | null;
  count: number;
}

export interface Positions {
  issues: string[];
  rows: Position[];
}
