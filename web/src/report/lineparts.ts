// A line of the record taken apart for the eye: type, deed, what is said.
import type { Event, Line } from '../lib/types';

export interface LineParts {
  kind: string;
  deed: string;
  said: string;
  after: string;
}

/** "TYPE mode: deed; words said; the rest". Where a line is not so, it stays whole as the deed. */
export function partsOfLine(line: Line, event: Event | undefined): LineParts {
  const colon = line.text.indexOf(': ');
  const isKind = event !== undefined && colon > 0 && line.text.startsWith(event.type);
  const kind = isKind ? line.text.slice(0, colon) : '';
  const rest = isKind ? line.text.slice(colon + 2) : line.text;
  const words = event?.content?.text?.split(/\s+/).filter(Boolean).join(' ') ?? '';
  const at = words === '' ? -1 : rest.indexOf(`; ${quoted(words, event)}`);
  if (at < 0) return { kind, deed: rest, said: '', after: '' };
  const said = quoted(words, event);
  return { kind, deed: rest.slice(0, at), said, after: rest.slice(at + 2 + said.length).replace(/^; /, '') };
}

function quoted(words: string, event: Event | undefined): string {
  return event?.content?.form === 'direct' ? `“${words}”` : words;
}
