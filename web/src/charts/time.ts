// Days as numbers, ticks of an axis of time, and the part of it that is worth showing.

/** Days since 1970-01-01; NaN for what is no day. */
export function dayNumber(day: string): number {
  return Math.round(Date.parse(`${day.slice(0, 10)}T00:00:00Z`) / 86_400_000);
}

export function dayText(number: number): string {
  const date = new Date(number * 86_400_000);
  return Number.isNaN(date.getTime()) ? '' : date.toISOString().slice(0, 10);
}

export type Step = 'day' | 'week' | 'month';

/** The first day of the step after the one that begins with `day`. */
export function nextStep(day: number, step: Step): number {
  if (step === 'day') return day + 1;
  if (step === 'week') return day + 7;
  const date = new Date(day * 86_400_000);
  return Math.round(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 1) / 86_400_000);
}

export interface Span {
  first: number;
  last: number;
  /** How much lies before and after it. */
  before: number;
  after: number;
}

/** Of everything, this share may be left outside so that it does not squash the rest. */
const LEFT_OUT = 0.01;
/** More may be, up to the last of these, if that makes the axis shorter by `GAIN_MIN` once more. */
const LEFT_OUT_MORE = [0.02, 0.03, 0.05];
/** What is left out has to make the axis shorter by this factor, or it stays. */
const GAIN_MIN = 1.5;
const GAIN_MORE_MIN = 3;

/** Where so much lies within the days of the archive, the axis has those and no others. */
const INSIDE_MIN = 0.8;

/**
 * The run of steps that is worth an axis: within the days of the archive (`own`) if most lies there, else the shortest that holds
 * 99 % of the counts. Reports speak of 1700 and of 2100, and an axis from one to the other would show nothing of the months that
 * the archive is about.
 */
export function worthShowing(counts: { at: number; count: number }[], own: { first: number; last: number } | null = null): Span | null {
  const sorted = counts.filter(({ at, count }) => count > 0 && Number.isFinite(at)).sort((one, other) => one.at - other.at);
  const [first, last] = [sorted[0], sorted[sorted.length - 1]];
  if (!first || !last) return null;
  return (own && within(sorted, own)) ?? shorter(sorted, { first: first.at, last: last.at, before: 0, after: 0 });
}

function sumOf(counts: { count: number }[]): number {
  return counts.reduce((all, { count }) => all + count, 0);
}

function within(sorted: { at: number; count: number }[], own: { first: number; last: number }): Span | null {
  const inside = sorted.filter(({ at }) => at >= own.first && at <= own.last);
  const [first, last] = [inside[0], inside[inside.length - 1]];
  if (!first || !last || sumOf(inside) < INSIDE_MIN * sumOf(sorted)) return null;
  const before = sumOf(sorted.filter(({ at }) => at < first.at));
  return { first: first.at, last: last.at, before, after: sumOf(sorted) - sumOf(inside) - before };
}

function shorter(sorted: { at: number; count: number }[], whole: Span): Span {
  const sum = sumOf(sorted);
  let best = better(whole, shortest(sorted, Math.floor(sum * LEFT_OUT)), GAIN_MIN);
  for (const share of LEFT_OUT_MORE) best = better(best, shortest(sorted, Math.floor(sum * share)), GAIN_MORE_MIN);
  return best;
}

function better(span: Span, shorter: Span, gain: number): Span {
  return (span.last - span.first + 1) / (shorter.last - shorter.first + 1) >= gain ? shorter : span;
}

/** Tries every number of steps left out at the start, with as much as may go then at the end. */
function shortest(sorted: { at: number; count: number }[], budget: number): Span {
  let best: Span = { first: sorted[0]?.at ?? 0, last: sorted[sorted.length - 1]?.at ?? 0, before: 0, after: 0 };
  let before = 0;
  for (let start = 0; start < sorted.length && before <= budget; start += 1) {
    let [end, after] = [sorted.length - 1, 0];
    while (end > start && before + after + (sorted[end]?.count ?? 0) <= budget) {
      after += sorted[end]?.count ?? 0;
      end -= 1;
    }
    const [first, last] = [sorted[start]?.at ?? 0, sorted[end]?.at ?? 0];
    if (last - first < best.last - best.first) best = { first, last, before, after };
    before += sorted[start]?.count ?? 0;
  }
  return best;
}

export interface Tick {
  at: number;
  label: string;
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
/** Distances of ticks in months, then in days. */
const MONTH_STEPS = [1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1200, 2400, 4800];
const DAY_STEPS = [1, 2, 7, 14];
/** Beyond so many days, ticks stand on months. */
const SHORT_MAX = 75;

/** At most `most` ticks between two days, on first days of months and years where the span is long. */
export function dayTicks(first: number, last: number, most: number): Tick[] {
  const days = last - first <= SHORT_MAX ? DAY_STEPS.find((step) => (last - first) / step <= most) : undefined;
  if (days !== undefined) return shortTicks(first, last, days);
  const months = MONTH_STEPS.find((step) => (last - first) / 30.4 / step <= most) ?? 9600;
  const from = new Date(first * 86_400_000);
  const ticks: Tick[] = [];
  let month = Math.ceil((from.getUTCFullYear() * 12 + from.getUTCMonth() + (from.getUTCDate() > 1 ? 1 : 0)) / months) * months;
  for (; ; month += months) {
    const date = new Date(0);
    date.setUTCFullYear(Math.floor(month / 12), month % 12, 1);
    const at = Math.round(date.getTime() / 86_400_000);
    if (at > last) return ticks;
    ticks.push({ at, label: monthLabel(date, months, ticks.length === 0) });
  }
}

function monthLabel(date: Date, months: number, isFirst: boolean): string {
  const year = String(date.getUTCFullYear());
  const month = date.getUTCMonth();
  if (months >= 12) return year;
  return month === 0 || isFirst ? `${MONTHS[month]} ${year}` : (MONTHS[month] ?? '');
}

function shortTicks(first: number, last: number, days: number): Tick[] {
  const ticks: Tick[] = [];
  for (let at = first; at <= last; at += days) {
    const date = new Date(at * 86_400_000);
    const label = `${date.getUTCDate()} ${MONTHS[date.getUTCMonth()]}`;
    ticks.push({ at, label: ticks.length === 0 ? `${label} ${date.getUTCFullYear()}` : label });
  }
  return ticks;
}

/** Round numbers from `least` to at least `most`, about `wanted` of them. */
export function numberTicks(least: number, most: number, wanted: number): number[] {
  const span = Math.max(most - least, 1e-9);
  const rough = span / Math.max(wanted, 1);
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = power * ([1, 2, 5, 10].find((factor) => factor * power >= rough) ?? 10);
  const ticks: number[] = [];
  for (let at = Math.ceil(least / step); at * step <= most + step * 1e-6; at += 1) ticks.push(at * step + 0);
  return ticks;
}
