import { describe, expect, it } from 'vitest';
import { atEntity, atEvent, inWords } from '../../src/report/changes';

const text = 'Envoys met in Nairobi';
const wordsAt = (at: { start: number; stop: number }) => text.slice(at.start, at.stop);

describe('corrections', () => {
  it('point at the first words', () => {
    expect(atEvent({ id: 'E1', type: 'X', triggers: [{ start: 7, end: 10 }, { start: 15, end: 16 }] })).toEqual({ start: 7, stop: 10, type: 'X' });
    expect(atEntity({ id: 'T1', kind: 'group', mentions: [{ start: 0, end: 6 }] })).toEqual({ start: 0, stop: 6 });
  });

  it('are told in words', () => {
    const at = { start: 7, stop: 10, type: 'X' };
    expect(inWords({ do: 'set-date', at, start: '2024-05-14', end: null }, wordsAt)).toBe('“met”: date → 2024-05-14');
    expect(inWords({ do: 'set-parties', at, role: 'hosts', to: [{ start: 14, stop: 21 }] }, wordsAt)).toBe('“met”: parties → “Nairobi” (hosts)');
    expect(inWords({ do: 'set-place', at, to: null }, wordsAt)).toBe('“met”: place → none');
    expect(inWords({ do: 'confirm', at }, wordsAt)).toBe('“met”: confirmed');
    expect(inWords(null, wordsAt)).toBe('a change');
  });
});
