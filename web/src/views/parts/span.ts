// The days that the archive is about: those on which its reports came out.
import { dayNumber, nextStep, type Step } from '../../charts/time';
import { shared } from '../../lib/about.svelte';
import type { Filter } from '../../lib/route';

/** From the month of the first report to that of the last, and a month more for what they announce; the filter's days where it has some. */
export function ownSpan(filter: Filter): { first: number; last: number } | null {
  const { first_day, last_day } = shared.about?.archive ?? {};
  if (filter.since || filter.until || !first_day || !last_day) return null;
  return { first: dayNumber(`${first_day.slice(0, 7)}-01`), last: nextStep(dayNumber(`${last_day.slice(0, 7)}-01`), 'month') };
}

/** Days for a few weeks, weeks for a year, months beyond. */
export function usualStep(filter: Filter): Step {
  const { first_day, last_day } = shared.about?.archive ?? {};
  const first = Math.max(edge(filter.since, '-01-01'), edge(first_day ?? undefined, ''), -Infinity);
  const last = Math.min(edge(filter.until, '-12-31', Infinity), edge(last_day ?? undefined, '', Infinity));
  const days = last - first;
  return days <= 70 ? 'day' : days <= 400 ? 'week' : 'month';
}

/** A day of the filter as a number; of a month or a year, its first or last day as far as it matters for a step. */
function edge(day: string | undefined, rest: string, missing = -Infinity): number {
  if (!day) return missing;
  const number = dayNumber(day.length === 4 ? day + rest : day.length === 7 ? `${day}-${rest === '-12-31' ? '28' : '01'}` : day);
  return Number.isFinite(number) ? number : missing;
}
