// What the address says: which view, of what, and through which filter. Pure, so that it can be tested without a browser;
// `here.svelte.ts` ties it to the history.

/** The filter has the names of the command line's flags and means the same. */
export const FILTER_NAMES = [
  'actor',
  'with',
  'recipient',
  'type',
  'mode',
  'status',
  'since',
  'until',
  'place',
  'about',
  'min-confidence',
  'min-sources',
] as const;

export type FilterName = (typeof FILTER_NAMES)[number];
export type Filter = Partial<Record<FilterName, string>>;

export interface Route {
  /** First part of the path; `read` for the front page. */
  view: string;
  /** Second part of the path, as in `/reports/12`. */
  id: string | null;
  query: URLSearchParams;
  filter: Filter;
}

/** Views that show events, and so have the filter bar. The value is the name of the file in `views/`. */
export const ARCHIVE_VIEWS: Record<string, string> = {
  timeline: 'Timeline',
  map: 'Map',
  network: 'Network',
  dyad: 'Dyad',
  actor: 'Actor',
  meetings: 'Meetings',
  positions: 'Positions',
  conditions: 'Conditions',
  promised: 'Promised',
  brief: 'Brief',
};

export function parseAddress(path: string, search: string): Route {
  const parts = path.split('/').filter((part) => part !== '');
  const query = new URLSearchParams(search);
  return {
    view: parts[0] ?? 'read',
    id: parts[1] === undefined ? null : decoded(parts[1]),
    query,
    filter: filterOf(query),
  };
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

export function filterOf(query: URLSearchParams): Filter {
  const filter: Filter = {};
  for (const name of FILTER_NAMES) {
    const value = query.get(name)?.trim();
    if (value) filter[name] = value;
  }
  return filter;
}

export function isFiltered(filter: Filter): boolean {
  return FILTER_NAMES.some((name) => filter[name]);
}

/**
 * The full address of `path` with the filter kept: what `path` says itself wins, and an empty value there (`?actor=`) takes
 * that part of the filter away. A path that begins with `?` stays on the view shown, with its other parameters.
 */
export function addressOf(path: string, at: { path: string; query: URLSearchParams }): string {
  const stays = path.startsWith('?');
  const [before, hash] = split(stays ? path.slice(1) : path, '#');
  const [target, search] = stays ? [at.path, before] : split(before, '?');
  const query = stays ? new URLSearchParams(at.query) : onlyFilter(at.query);
  for (const [name, value] of new URLSearchParams(search)) {
    if (value.trim() === '') query.delete(name);
    else query.set(name, value);
  }
  const text = query.toString();
  return target + (text ? `?${text}` : '') + (hash ? `#${hash}` : '');
}

function split(text: string, mark: string): [string, string] {
  const at = text.indexOf(mark);
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + 1)];
}

function onlyFilter(query: URLSearchParams): URLSearchParams {
  return new URLSearchParams(filterOf(query) as Record<string, string>);
}
