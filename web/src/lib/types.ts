// Shapes of the API. The record is `docs/record.schema.json`.

export interface About {
  version: string;
  model: string;
  knowledge: string;
  writable: boolean;
  url_reading: boolean;
  archive: {
    name: string;
    reports: number;
    unread: number;
    families: number;
    events: number;
    happenings: number;
    entities: number;
    corrections: number;
    first_day: string | null;
    last_day: string | null;
    revision: number | string;
  };
}

export interface OntologyKind {
  code: string;
  label: string;
  quad: number;
  quad_name: string;
  weight: number;
  modes: string[];
}

export interface Ontology {
  kinds: OntologyKind[];
  statuses: string[];
  roles: string[];
  /** How far an event is a fact, and the parts of society, with what they mean. */
  aux?: { code: string; label: string }[];
  sectors?: { code: string; label: string }[];
}

export type Stage = 'network' | 'words' | 'reference' | 'table' | 'rule' | 'person';

export interface Range {
  start: number;
  end: number;
}

export interface Words extends Range {
  text?: string;
}

export interface Evidence extends Range {
  stage: Stage;
  confidence: number;
  detail?: string | null;
}

export interface Alternative extends Evidence {
  value: string;
}

export interface Mention extends Words {
  confidence?: number | null;
  form?: 'name' | 'adjective' | 'nominal' | 'pronoun' | null;
}

export interface Location {
  latitude: number;
  longitude: number;
  name: string;
  precision: 'exact' | 'town' | 'admin' | 'country';
  source: string;
}

export interface Entity {
  id: string;
  kind: 'person' | 'organization' | 'country' | 'group' | 'place';
  name?: string;
  mentions: Mention[];
  country?: string | null;
  sectors?: string[];
  office?: string | null;
  members?: string[];
  location?: Location | null;
  evidence?: {
    kind: Evidence;
    country?: Evidence | null;
    office?: Evidence | null;
    location?: Evidence | null;
    sectors?: Evidence[];
  } | null;
}

export interface Size {
  kind: string;
  value: number;
  unit?: string | null;
  approx?: boolean;
  span: Words;
}

export interface EventDate {
  start?: string | null;
  end?: string | null;
  span: Words;
}

export type PartyRole = 'actors' | 'recipients' | 'hosts';

export interface Event {
  id: string;
  type: string;
  modes?: string[];
  aux?: string[];
  triggers: Mention[];
  actors?: string[];
  recipients?: string[];
  hosts?: string[];
  place?: string | null;
  date?: EventDate | null;
  sizes?: Size[];
  content?: (Words & { form: 'direct' | 'mixed' | 'indirect' }) | null;
  condition?: Words | null;
  of?: string | null;
  alternatives?: {
    type?: Alternative[];
    actors?: Alternative[];
    recipients?: Alternative[];
    hosts?: Alternative[];
    places?: Alternative[];
  } | null;
  evidence?: {
    type: Evidence;
    modes?: Evidence[];
    aux?: Evidence[];
    actors?: Evidence[];
    recipients?: Evidence[];
    hosts?: Evidence[];
    place?: Evidence | null;
    date?: Evidence | null;
    sizes?: Evidence[];
    content?: Evidence | null;
    condition?: Evidence | null;
  } | null;
}

export interface Note {
  code: string;
  message: string;
  span?: Words | null;
}

export interface VerbaleRecord {
  schema: string;
  report: {
    id: string;
    title?: string | null;
    publisher?: string | null;
    published?: string | null;
    url?: string | null;
    license?: string | null;
  };
  text: string;
  sentences?: Range[];
  contexts?: string[];
  entities: Entity[];
  events: Event[];
  notes?: Note[];
  versions?: Record<string, string> | null;
}

export type LineGroup = 'happening' | 'statement' | 'background' | 'expected';
export type Status = 'happened' | 'planned' | 'possible' | 'denied';

export interface Line {
  event: string;
  group: LineGroup;
  text: string;
  status: Status;
  when: string | null;
}

export interface ReportRow {
  id: number;
  name: string;
  title: string | null;
  publisher: string | null;
  url: string | null;
  published: string | null;
  language: string | null;
  family: number | null;
  events: number;
}

export interface Correction {
  id: number;
  report: number;
  change: unknown;
  author: string;
  at: string;
  reason: string | null;
  undone: boolean;
}

export interface ReportAnswer {
  report: ReportRow & { origin: string | null; added: string | null };
  /** The text alone, where the report is not read. */
  text?: string | null;
  record: VerbaleRecord | null;
  lines: Line[];
  corrections: Correction[];
}

export interface Page<Row> {
  rows: Row[];
  next: string | number | null;
  total: number;
}

export interface Job {
  id: string;
  name: string;
  state: 'running' | 'done' | 'stopped' | 'failed';
  added: { reports: number; events: number; unread: number; known: number; skipped: number; failed: number };
  lines: string[];
  started: string;
  seconds: number;
}

export interface Hit {
  report: number;
  title: string | null;
  publisher: string | null;
  published: string | null;
  snippet: string;
}

/** The archive's number of an event, apart: `/reports/12?event=E3`. */
export function evidencePath(event: number): string {
  return `/reports/${Math.floor(event / 65536)}?event=E${event % 65536}`;
}
