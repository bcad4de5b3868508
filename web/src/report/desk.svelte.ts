// The state of one report on the desk: its record, what is lit, open and selected, and the corrections made to it.
import { untrack } from 'svelte';
import { get, post } from '../lib/api';
import { refreshAbout, shared } from '../lib/about.svelte';
import type { Correction, Entity, Event, Line, Range, ReportAnswer, Status, VerbaleRecord } from '../lib/types';
import { atEntity, atEvent, inWords, type At, type Change } from './changes';
import { marksOf, cut, type Lit, type Piece } from './marks';
import { pointsOf, shown } from './points';
import { GROUPS } from './words';

const AUTHOR_KEY = 'verbale.author';

interface Shown {
  record: VerbaleRecord;
  lines: Line[];
  corrections?: Correction[];
}

/** A correction that waits for its author's name, or a question that waits for an answer. */
interface Waiting {
  changes: Change[];
  reason?: string;
}

export class Desk {
  record = $state.raw<VerbaleRecord>({ schema: '', report: { id: '' }, text: '', entities: [], events: [] });
  lines = $state.raw<Line[]>([]);
  corrections = $state.raw<Correction[]>([]);
  lit = $state.raw<Lit | null>(null);
  /** Whether the text lit it, so that the line is to come into view, or the other way round. */
  litFrom = $state<'text' | 'line'>('text');
  open = $state<string | null>(null);
  entity = $state<string | null>(null);
  selection = $state.raw<Range | null>(null);
  busy = $state(false);
  /** For the live region: what just happened. */
  said = $state('');
  failure = $state.raw<unknown>(null);
  author = $state(storedAuthor());
  waiting = $state.raw<Waiting | null>(null);
  deleting = $state.raw<Event | null>(null);

  readonly statuses = $derived(new Map(this.lines.map((line) => [line.event, line.status as Status])));
  readonly pieces: Piece[] = $derived(cut(this.record.text, marksOf(this.record, this.statuses)));
  readonly points: string[] = $derived(pointsOf(this.record.text));
  readonly groups = $derived(grouped(this.lines));
  readonly ordered = $derived(this.groups.flatMap((group) => group.lines.map((line) => line.event)));

  constructor(
    readonly id: number | null,
    answer: Shown,
  ) {
    this.show(answer);
  }

  get canCorrect(): boolean {
    return this.id !== null && shared.about?.writable !== false;
  }

  show(answer: Shown): void {
    this.record = answer.record;
    this.lines = answer.lines;
    this.corrections = answer.corrections ?? [];
  }

  event(id: string | null): Event | undefined {
    return this.record.events.find((event) => event.id === id);
  }

  entityOf(id: string | null): Entity | undefined {
    return this.record.entities.find((entity) => entity.id === id);
  }

  line(id: string): Line | undefined {
    return this.lines.find((line) => line.event === id);
  }

  words(range: Range): string {
    return this.points.slice(range.start, range.end).join('');
  }

  wordsAt = (at: At): string => shown(this.words({ start: at.start, end: at.stop }));

  light(lit: Lit | null, from: 'text' | 'line' = 'text'): void {
    this.litFrom = from;
    this.lit = lit;
  }

  /**
   * Puts the light out, but not at once: an element that is taken away loses the focus while the page is being drawn, when
   * nothing may change; and where the focus moves on, the next light stays.
   */
  dim(): void {
    const before = untrack(() => this.lit);
    queueMicrotask(() => {
      if (this.lit === before) this.lit = null;
    });
  }

  toggle(event: string): void {
    this.open = this.open === event ? null : event;
  }

  /** Sends corrections; asks for a name first where none is known. All are taken or none. */
  async correct(changes: Change[], reason = ''): Promise<boolean> {
    if (!this.canCorrect || changes.length === 0) return false;
    if (this.author.trim() === '') {
      this.waiting = { changes, reason };
      return false;
    }
    return this.doing(async () => {
      await post('/corrections', { report: this.id, changes, author: this.author.trim(), ...(reason ? { reason } : {}) });
      await this.refresh();
      this.said = `Corrected. ${changes.map((change) => inWords(change, this.wordsAt)).join('; ')}. Press u to undo.`;
    });
  }

  async undo(id?: number): Promise<void> {
    const last = [...this.corrections].reverse().find((correction) => !correction.undone);
    const which = id ?? last?.id;
    if (which === undefined) {
      this.said = 'There is no correction to undo.';
      return;
    }
    await this.doing(async () => {
      await post(`/corrections/${which}/undo`);
      await this.refresh();
      this.said = 'Undone.';
    });
  }

  confirm(event: Event): Promise<boolean> {
    return this.correct([{ do: 'confirm', at: atEvent(event) }]);
  }

  remove(event: Event): Promise<boolean> {
    this.deleting = null;
    if (this.open === event.id) this.open = null;
    return this.correct([{ do: 'delete-event', at: atEvent(event) }]);
  }

  addEvent(range: Range, type: string): Promise<boolean> {
    this.selection = null;
    return this.correct([{ do: 'add-event', at: { start: range.start, stop: range.end, type } }]);
  }

  addEntity(range: Range, kind: string): Promise<boolean> {
    this.selection = null;
    return this.correct([{ do: 'add-entity', at: { start: range.start, stop: range.end }, kind }]);
  }

  setEntity(entity: Entity, fields: { name?: string; kind?: string; country?: string; sectors?: string[]; office?: string }): Promise<boolean> {
    return this.correct([{ do: 'set-entity', at: atEntity(entity), ...fields }]);
  }

  signAs(name: string): void {
    this.author = name.trim();
    try {
      localStorage.setItem(AUTHOR_KEY, this.author);
    } catch {
      // Then the name holds until the page is closed.
    }
  }

  /** The name was given: what waited for it goes on. */
  async goOn(name: string): Promise<void> {
    this.signAs(name);
    const waiting = this.waiting;
    this.waiting = null;
    if (waiting && this.author) await this.correct(waiting.changes, waiting.reason);
  }

  private async refresh(): Promise<void> {
    const answer = await get<ReportAnswer>(`/reports/${this.id}`);
    if (answer.record) this.show({ record: answer.record, lines: answer.lines, corrections: answer.corrections });
    if (this.open && !this.event(this.open)) this.open = null;
    if (this.entity && !this.entityOf(this.entity)) this.entity = null;
    void refreshAbout();
  }

  private async doing(work: () => Promise<void>): Promise<boolean> {
    this.busy = true;
    this.failure = null;
    try {
      await work();
      return true;
    } catch (error) {
      this.failure = error;
      return false;
    } finally {
      this.busy = false;
    }
  }
}

function storedAuthor(): string {
  try {
    return localStorage.getItem(AUTHOR_KEY) ?? '';
  } catch {
    return '';
  }
}

function grouped(lines: Line[]): { group: string; title: string; hint: string; lines: Line[] }[] {
  const known = GROUPS.map((group) => ({ ...group, lines: lines.filter((line) => line.group === group.group) }));
  const other = lines.filter((line) => !GROUPS.some((group) => group.group === line.group));
  return [...known, { group: 'other', title: 'Other', hint: '', lines: other }].filter((group) => group.lines.length > 0);
}
