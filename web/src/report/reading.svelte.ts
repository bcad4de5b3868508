// What is on the reading page: kept while one looks at other views, and gone with the page.
import type { Desk } from './desk.svelte';

export interface Pasted {
  text: string;
  published: string;
  title: string;
  url: string;
}

export const NOTHING: Pasted = { text: '', published: '', title: '', url: '' };

let pasted = $state<Pasted>({ ...NOTHING });
let desk = $state.raw<Desk | null>(null);

export const reading = {
  get pasted(): Pasted {
    return pasted;
  },
  set pasted(value: Pasted) {
    pasted = value;
  },
  get desk(): Desk | null {
    return desk;
  },
  set desk(value: Desk | null) {
    desk = value;
  },
};

/** The text of a file: of a web page what a reader sees, without its scripts. Nothing in it is run or fetched. */
export async function textOf(file: File): Promise<{ text: string; title: string }> {
  const raw = await file.text();
  const isPage = file.type === 'text/html' || /\.x?html?$/i.test(file.name);
  return isPage ? textOfPage(raw) : { text: raw, title: '' };
}

function textOfPage(html: string): { text: string; title: string } {
  const page = new DOMParser().parseFromString(html, 'text/html');
  for (const element of page.querySelectorAll('script, style, noscript, nav, footer, aside, form, template, svg')) element.remove();
  const body = page.querySelector('article') ?? page.querySelector('main') ?? page.body;
  const blocks = [...body.querySelectorAll('h1, h2, h3, p, li, blockquote')].filter((block) => !block.querySelector('p, li'));
  const parts = (blocks.length > 0 ? blocks : [body]).map((block) => (block.textContent ?? '').replace(/\s+/g, ' ').trim());
  return { text: parts.filter(Boolean).join('\n\n'), title: page.title.trim() };
}
