// Code points, in which records count, and UTF-16 units, in which browsers count.

/** A text as the code points it is made of. Offsets of a record are places in this list. */
export function pointsOf(text: string): string[] {
  return Array.from(text);
}

/** How many code points stand before a place counted in UTF-16 units. */
export function pointsBefore(text: string, units: number): number {
  let count = 0;
  for (let at = 0; at < Math.min(units, text.length); count += 1) {
    at += (text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1;
  }
  return count;
}

const HIDDEN: Record<number, string> = {
  0x061c: 'ALM',
  0x200b: 'ZWSP',
  0x200e: 'LRM',
  0x200f: 'RLM',
  0x202a: 'LRE',
  0x202b: 'RLE',
  0x202c: 'PDF',
  0x202d: 'LRO',
  0x202e: 'RLO',
  0x2060: 'WJ',
  0x2066: 'LRI',
  0x2067: 'RLI',
  0x2068: 'FSI',
  0x2069: 'PDI',
  0xfeff: 'BOM',
};

/** The short name of a character that would turn or hide the text around it; null for all others. */
export function hiddenName(point: string): string | null {
  const code = point.codePointAt(0) ?? 0;
  if (code < 0x20 && code !== 0x0a && code !== 0x0d && code !== 0x09) return `U+${code.toString(16).padStart(4, '0').toUpperCase()}`;
  return HIDDEN[code] ?? null;
}

/** Words of a report for a line, a title or a list: characters that could turn the line around are named in their place. */
export function shown(text: string | null | undefined): string {
  if (!text) return '';
  let plain = '';
  for (const point of text) {
    const name = hiddenName(point);
    plain += name === null ? point : `‹${name}›`;
  }
  return plain;
}

const WORD = /[\p{L}\p{M}]+/gu;

/** Words that mix letters of scripts which look alike, as in a forged name; in code points. */
export function mixedWords(text: string): { start: number; end: number }[] {
  const found = [];
  for (const match of text.matchAll(WORD)) {
    const word = match[0];
    const scripts = [/\p{Script=Latin}/u, /\p{Script=Cyrillic}/u, /\p{Script=Greek}/u].filter((script) => script.test(word));
    if (scripts.length < 2) continue;
    const start = pointsBefore(text, match.index);
    found.push({ start, end: start + pointsOf(word).length });
  }
  return found;
}
