// A list that the server gives in pages, as one CSV.

/** The most rows that one page of the server has. */
const ROWS_MAX = 500;

/** Joins the pages of a list of `total` rows; each page has the same head, of which one is kept. */
export async function wholeCsv(ask: (from: number, limit: number) => Promise<string>, total: number, told: (share: number) => void): Promise<string> {
  const parts: string[] = [];
  for (let from = 0; from < Math.max(total, 1); from += ROWS_MAX) {
    const page = await ask(from, ROWS_MAX);
    parts.push(from === 0 ? page : page.slice(page.indexOf('\n') + 1));
    told(Math.min((from + ROWS_MAX) / total, 1));
  }
  return parts.map((part) => (part === '' || part.endsWith('\n') ? part : `${part}\n`)).join('');
}
