import { describe, expect, it } from 'vitest';
import { partsOf } from '../../src/report/hits';

describe('partsOf', () => {
  it('tells hits from text', () => {
    expect(partsOf('…the \u0001ceasefire\u0002 <b>held')).toEqual([
      { text: '…the ', hit: false },
      { text: 'ceasefire', hit: true },
      { text: ' <b>held', hit: false },
    ]);
  });

  it('takes brackets for marks only where there are no better ones', () => {
    expect(partsOf('a [b] c').map((part) => part.hit)).toEqual([false, true, false]);
    expect(partsOf('[sic] \u0001b\u0002')).toEqual([{ text: '[sic] ', hit: false }, { text: 'b', hit: true }]);
  });

  it('survives marks that do not close', () => {
    expect(partsOf('a \u0001b').map((part) => part.text)).toEqual(['a ', 'b']);
    expect(partsOf('')).toEqual([]);
  });
});
