import { describe, expect, it } from 'vitest';
import { addressOf, filterOf, isFiltered, parseAddress } from '../../src/lib/route';

const at = (address: string) => {
  const url = new URL(address, 'http://localhost');
  return { path: url.pathname, query: url.searchParams };
};

describe('parseAddress', () => {
  it('takes the front page for reading', () => {
    expect(parseAddress('/', '')).toMatchObject({ view: 'read', id: null, filter: {} });
  });

  it('takes the parts of a path', () => {
    expect(parseAddress('/reports/12', '?event=E3')).toMatchObject({ view: 'reports', id: '12' });
    expect(parseAddress('/actor/Abu%20Salim', '').id).toBe('Abu Salim');
    expect(parseAddress('/actor/%E0%A4%A', '').id).toBe('%E0%A4%A');
  });
});

describe('filter', () => {
  it('knows its own parts only and drops empty ones', () => {
    expect(filterOf(new URLSearchParams('actor=RUS&step=week&since=&min-sources=2&place=%20'))).toEqual({ actor: 'RUS', 'min-sources': '2' });
  });

  it('knows when it holds nothing', () => {
    expect(isFiltered({})).toBe(false);
    expect(isFiltered({ about: 'grain' })).toBe(true);
  });
});

describe('addressOf', () => {
  it('keeps the filter from view to view, and nothing else', () => {
    expect(addressOf('/map', at('/timeline?actor=RUS&step=week'))).toBe('/map?actor=RUS');
  });

  it('lets the new path win', () => {
    expect(addressOf('/map?actor=UKR&zoom=3', at('/timeline?actor=RUS&since=2022'))).toBe('/map?actor=UKR&since=2022&zoom=3');
  });

  it('takes parts away', () => {
    expect(addressOf('/map?actor=', at('/timeline?actor=RUS'))).toBe('/map');
    expect(addressOf('?step=', at('/timeline?actor=RUS&step=week'))).toBe('/timeline?actor=RUS');
  });

  it('stays on the view with a query alone', () => {
    expect(addressOf('?since=2022', at('/timeline?step=week'))).toBe('/timeline?step=week&since=2022');
  });

  it('keeps what is odd in a filter whole', () => {
    const address = addressOf('/map', at(`/timeline?${new URLSearchParams({ about: 'a&b=c #d "é😀"' })}`));
    expect(filterOf(at(address).query)).toEqual({ about: 'a&b=c #d "é😀"' });
  });

  it('keeps a fragment', () => {
    expect(addressOf('/brief#note-2', at('/map?actor=RUS'))).toBe('/brief?actor=RUS#note-2');
  });
});
