// The page's colours as values, for canvases and for files.
import type { Colour, Resolve } from './scene';

let turn = $state(0);

/** Reactive: changes when the theme does, so that a canvas can be painted anew. */
export const theme = {
  get turn(): number {
    return turn;
  },
};

if (typeof window !== 'undefined') {
  new MutationObserver(() => (turn += 1)).observe(document.documentElement, { attributeFilter: ['data-theme'] });
  window.matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => (turn += 1));
}

/** The colours that the screen has now. */
export function screenColours(): Resolve {
  const style = getComputedStyle(document.documentElement);
  const known = new Map<Colour, string>();
  return (colour) => {
    const value = known.get(colour) ?? style.getPropertyValue(colour).trim();
    known.set(colour, value);
    return value;
  };
}

/**
 * The colours of paper: those of the light theme, whatever the screen shows, on white. They stand in the first `:root` rules of
 * the style sheets, so that there is one list of colours and not two.
 */
export function paperColours(): Resolve {
  const known = new Map<string, string>();
  for (const rule of rootRules()) {
    for (const name of rule.style) if (name.startsWith('--') && !known.has(name)) known.set(name, rule.style.getPropertyValue(name).trim());
  }
  known.set('--paper', '#ffffff');
  return (colour) => known.get(colour) ?? '#000000';
}

function rootRules(): CSSStyleRule[] {
  const sheets = [...document.styleSheets].flatMap((sheet) => [...sheet.cssRules]);
  return sheets.filter((rule): rule is CSSStyleRule => rule instanceof CSSStyleRule && rule.selectorText === ':root');
}
