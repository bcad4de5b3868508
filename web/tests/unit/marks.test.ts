import { describe, expect, it } from 'vitest';
import { classOf, cut, litClass, marksOf, targetOf, type Mark } from '../../src/report/marks';
import { hiddenName, mixedWords, pointsBefore, shown } from '../../src/report/points';
import type { VerbaleRecord } from '../../src/lib/types';

const mark = (start: number, end: number, kind: Mark['kind'] = 'trigger', event = 'E1'): Mark => ({ start, end, kind, event });
const texts = (text: string, marks: Mark[]) => cut(text, marks).map((piece) => piece.text);

describe('cut', () => {
  it('gives the text back without a gap', () => {
    const text = 'Envoys met 🕊️ in Genève.\n\nNo more.';
    expect(texts(text, [mark(7, 10), mark(3, 20), mark(9, 12)]).join('')).toBe(text);
  });

  it('cuts crossing marks at every boundary', () => {
    const pieces = cut('abcdefgh', [mark(1, 5, 'content', 'E1'), mark(3, 7, 'condition', 'E2')]);
    expect(pieces.map((piece) => [piece.text, piece.marks.map((one) => one.event).join()])).toEqual([
      ['a', ''],
      ['bc', 'E1'],
      ['de', 'E1,E2'],
      ['fg', 'E2'],
      ['h', ''],
    ]);
  });

  it('counts code points, not UTF-16 units', () => {
    expect(texts('😀😀 met', [mark(3, 6)])).toEqual(['😀😀 ', 'met']);
    expect(texts('𝒜𝒷 x', [mark(1, 2)])).toEqual(['𝒜', '𝒷', ' x']);
  });

  it('survives marks that do not fit the text', () => {
    expect(texts('abc', [mark(2, 99), mark(50, 60), mark(2, 1), mark(-1, 2)])).toEqual(['ab', 'c']);
    expect(texts('', [mark(0, 1)])).toEqual([]);
  });

  it('sets characters that turn the text apart', () => {
    const pieces = cut('a\u202Ebc', []);
    expect(pieces.map((piece) => piece.hidden)).toEqual([null, 'RLO', null]);
  });
});

describe('pointing', () => {
  it('means the trigger before the name before the quotation', () => {
    const entity: Mark = { start: 0, end: 3, kind: 'entity', entity: 'T1' };
    const [piece] = cut('abc', [mark(0, 3, 'content', 'E9'), entity]);
    expect(targetOf(piece!)).toEqual({ entity: 'T1' });
    const [other] = cut('abc', [entity, mark(0, 3, 'trigger', 'E2')]);
    expect(targetOf(other!)).toEqual({ event: 'E2' });
    const [plain] = cut('abc', []);
    expect(targetOf(plain!)).toBeNull();
  });

  it('lights the words of one event only', () => {
    const pieces = cut('met in Rome', [mark(0, 3), mark(7, 11, 'place'), mark(4, 6, 'trigger', 'E2')]);
    expect(pieces.map((piece) => litClass(piece, { event: 'E1' }))).toEqual([' lit lit-trigger', '', '', '', ' lit']);
  });
});

describe('marksOf', () => {
  const record: VerbaleRecord = {
    schema: 'verbale.record/1',
    report: { id: 'r' },
    text: 'They will meet.',
    entities: [{ id: 'T1', kind: 'group', mentions: [{ start: 0, end: 4 }] }],
    events: [{ id: 'E1', type: 'X', triggers: [{ start: 10, end: 14 }], date: null, content: null }],
  };

  it('shows how far an event is a fact', () => {
    const pieces = cut(record.text, marksOf(record, new Map([['E1', 'planned']])));
    expect(pieces.map(classOf)).toEqual(['m-entity', '', 'm-trigger status-planned', '']);
  });
});

describe('points', () => {
  it('counts the code points before a unit', () => {
    expect(pointsBefore('a😀b', 3)).toBe(2);
    expect(pointsBefore('a😀b', 0)).toBe(0);
    expect(pointsBefore('a😀b', 99)).toBe(3);
  });

  it('names what would turn a line', () => {
    expect(shown('user\u202Etxt.exe')).toBe('user‹RLO›txt.exe');
    expect(shown(null)).toBe('');
    expect(hiddenName('\n')).toBeNull();
    expect(hiddenName('\u0007')).toBe('U+0007');
  });

  it('finds forged words and leaves honest ones', () => {
    expect(mixedWords('😀 Рutin met Путин and Putin')).toEqual([{ start: 2, end: 7 }]);
  });
});
