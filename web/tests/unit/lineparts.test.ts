import { describe, expect, it } from 'vitest';
import { partsOfLine } from '../../src/report/lineparts';
import type { Event, Line } from '../../src/lib/types';

const line = (text: string): Line => ({ event: 'E1', group: 'statement', text, status: 'happened', when: null });
const said = (text: string, form: 'direct' | 'indirect' = 'indirect'): Event => ({
  id: 'E1',
  type: 'REJECT',
  triggers: [],
  content: { start: 0, end: 1, text, form },
});

describe('partsOfLine', () => {
  it('sets what is said apart', () => {
    expect(partsOfLine(line('REJECT meet: delegation (SDN GOV) said; it would not\u0020sign; unless they withdraw'), said('it would\nnot sign'))).toEqual({
      kind: 'REJECT meet',
      deed: 'delegation (SDN GOV) said',
      said: 'it would not sign',
      after: 'unless they withdraw',
    });
    expect(partsOfLine(line('REJECT: he said; “no: never”'), said('no: never', 'direct')).said).toBe('“no: never”');
  });

  it('leaves lines of another form whole', () => {
    expect(partsOfLine(line('something: else'), said('x'))).toEqual({ kind: '', deed: 'something: else', said: '', after: '' });
    expect(partsOfLine(line('REJECT: said'), undefined).deed).toBe('REJECT: said');
  });
});
