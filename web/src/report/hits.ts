// Snippets of a search, taken apart into text and hits, so that they never become HTML.

export interface Part {
  text: string;
  hit: boolean;
}

/** Hits stand between U+0001 and U+0002, or between brackets where the archive marks them so. */
export function partsOf(snippet: string): Part[] {
  const marked = snippet.includes('\u0001') ? /\u0001([^\u0002]*)\u0002?/g : /\[([^[\]]*)\]/g;
  const parts: Part[] = [];
  let at = 0;
  for (const match of snippet.matchAll(marked)) {
    if (match.index > at) parts.push({ text: snippet.slice(at, match.index), hit: false });
    if (match[1]) parts.push({ text: match[1], hit: true });
    at = match.index + match[0].length;
  }
  if (at < snippet.length) parts.push({ text: snippet.slice(at), hit: false });
  return parts;
}
