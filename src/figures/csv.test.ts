import { describe, expect, it } from 'vitest';
import type { Explanation } from '../engine/explanation/record';
import { PLAIN_EXPLANATION } from '../engine/testing/explanation';
import { tokensCsv } from './csv';

function explanationOf(texts: readonly string[]): Explanation {
  return {
    ...PLAIN_EXPLANATION,
    text: texts.join(''),
    tokens: texts.map((text, i) => ({ id: i, text, start: i, end: i + 1, special: false, word: i })),
    attribution: {
      method: 'integrated-gradients',
      baseline: 'pad',
      rule: 'adaptive',
      steps: null,
      evaluations: 32,
      value: 3,
      baselineValue: 1,
      baselinePrediction: null,
      delta: 0,
      withinTolerance: true,
      tokens: texts.map((_, i) => i + 0.5),
    },
  };
}

describe('tokens as CSV', () => {
  it('has a row a token with its share of ΔF', () => {
    const [head, first, second] = tokensCsv(explanationOf(['so', 'good'])).split('\r\n');
    expect(head).toBe('token,id,text,start,end,special,word,attribution,share');
    expect(first).toBe('0,0,so,0,1,false,0,0.5,0.25');
    expect(second).toBe('1,1,good,1,2,false,1,1.5,0.75');
  });

  it.each([
    [',', '","'],
    ['"', '""""'],
    ['a\nb', '"a\nb"'],
  ])('quotes %j', (text, cell) => {
    expect(tokensCsv(explanationOf([text]))).toContain(`0,0,${cell},0,1`);
  });

  it.each(['=', '-', '+', '@'])('keeps a spreadsheet from running %j', text => {
    expect(tokensCsv(explanationOf([text]))).toContain(`0,0,'${text},0,1`);
  });

  it('leaves the share empty where the method has no baseline', () => {
    const explanation = explanationOf(['so']);
    if (!explanation.attribution) throw new Error('attribution expected');
    const saliency = { ...explanation.attribution, baselineValue: null };
    expect(tokensCsv({ ...explanation, attribution: saliency })).toContain('0.5,\r\n');
  });

  it('has a column for the values without interventions where they are known', () => {
    const explanation = explanationOf(['so', 'good']);
    if (!explanation.attribution) throw new Error('attribution expected');
    const untouched = { ...explanation.attribution, tokens: [7, 8] };
    const [head, first] = tokensCsv(explanation, untouched).split('\r\n');
    expect(head).toMatch(/,share,untouched$/);
    expect(first).toMatch(/,0\.25,7$/);
  });
});
