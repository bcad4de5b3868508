// Where the page is: the one place that touches the browser's history.
import { addressOf, FILTER_NAMES, parseAddress, type Filter, type Route } from './route';

let current = $state.raw<Route>(read());

function read(): Route {
  return parseAddress(location.pathname, location.search);
}

/** Where the page is. Read inside a component or an effect, it is reactive. */
export const here = {
  get route(): Route {
    return current;
  },
  get view(): string {
    return current.view;
  },
  get id(): string | null {
    return current.id;
  },
  get query(): URLSearchParams {
    return current.query;
  },
  get filter(): Filter {
    return current.filter;
  },
};

/** The address a link to `path` has, filter kept: for `href`, so that a link can be opened in a new tab. */
export function hrefOf(path: string): string {
  return addressOf(path, { path: location.pathname, query: current.query });
}

/** Goes to `path` (`/timeline`, `/reports/12?event=E3`, or `?step=week` on the same view) and keeps the filter. */
export function go(path: string, how: { replace?: boolean } = {}): void {
  const address = hrefOf(path);
  if (address === location.pathname + location.search + location.hash) return;
  const leaves = new URL(address, location.href).pathname !== location.pathname;
  if (how.replace) history.replaceState(null, '', address);
  else history.pushState(null, '', address);
  current = read();
  if (leaves) window.scrollTo(0, 0);
}

/** Changes some parts of the filter; an empty or missing value takes a part away. */
export function setFilter(changes: Filter, how: { replace?: boolean } = {}): void {
  const query = new URLSearchParams();
  for (const name of FILTER_NAMES) if (name in changes) query.set(name, changes[name] ?? '');
  go(`?${query}`, how);
}

/** Changes parameters of the view itself, such as `step` or `issues`. */
export function setQuery(changes: Record<string, string>, how: { replace?: boolean } = {}): void {
  go(`?${new URLSearchParams(changes)}`, how);
}

/** Lets ordinary links inside the page change the view without loading the page again. */
export function followLinks(event: MouseEvent): void {
  if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  const link = (event.target as Element | null)?.closest?.('a[href]');
  if (!(link instanceof HTMLAnchorElement) || link.target || link.hasAttribute('download')) return;
  const url = new URL(link.href);
  if (url.origin !== location.origin || url.pathname.startsWith('/api')) return;
  if (url.pathname === location.pathname && url.search === location.search && url.hash) return;
  event.preventDefault();
  const leaves = url.pathname !== location.pathname;
  history.pushState(null, '', url.pathname + url.search + url.hash);
  current = read();
  if (leaves) window.scrollTo(0, 0);
}

if (typeof window !== 'undefined') {
  window.addEventListener('popstate', () => {
    current = read();
  });
}
