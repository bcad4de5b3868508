// Pages of a long list by their place in it, asked for when they come into sight, and never twice.

export interface PageOf<Row> {
  rows: Row[];
  next: string | number | null;
  total: number;
}

/** Pages that are kept: rows far away are asked for again rather than kept for ever. */
const PAGES_KEPT = 60;

export class Pages<Row> {
  private readonly kept = new Map<number, Row[]>();
  private readonly asked = new Map<number, AbortController>();

  /** `ask` fetches so many rows from a place on; `arrived` is told whenever something new is there. */
  constructor(
    readonly size: number,
    private readonly ask: (from: number, signal: AbortSignal) => Promise<PageOf<Row>>,
    private readonly arrived: (total: number, error: unknown) => void,
  ) {}

  row(at: number): Row | null {
    return this.kept.get(Math.floor(at / this.size))?.[at % this.size] ?? null;
  }

  /** Sees to it that rows from one place to another are there or on their way; of what is far from them, nothing is waited for. */
  need(first: number, last: number): void {
    const [from, to] = [Math.max(0, Math.floor(first / this.size)), Math.floor(Math.max(first, last) / this.size)];
    for (const [page, stop] of this.asked) if (page < from - 1 || page > to + 1) this.giveUp(page, stop);
    for (let page = from; page <= to; page += 1) this.fetch(page);
  }

  stop(): void {
    for (const [page, stop] of this.asked) this.giveUp(page, stop);
  }

  private giveUp(page: number, stop: AbortController): void {
    stop.abort();
    this.asked.delete(page);
  }

  private fetch(page: number): void {
    if (this.kept.has(page) || this.asked.has(page)) return;
    const stop = new AbortController();
    this.asked.set(page, stop);
    this.ask(page * this.size, stop.signal).then(
      (answer) => this.keep(page, answer),
      (error: unknown) => {
        if (stop.signal.aborted) return;
        this.asked.delete(page);
        this.arrived(0, error);
      },
    );
  }

  private keep(page: number, answer: PageOf<Row>): void {
    this.asked.delete(page);
    this.kept.set(page, answer.rows);
    const [oldest] = this.kept.keys();
    if (this.kept.size > PAGES_KEPT && oldest !== undefined) this.kept.delete(oldest);
    this.arrived(answer.total, null);
  }
}
