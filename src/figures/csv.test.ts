import { describe, expect, it } from 'vitest';
import type { Explanation } from '../engine/explanation/record';
import { PLAIN_EXPLANATION } from '../engine/testing/explanation';
import { csvFile, csvOf, tokensCsv } from './csv';

function explanationOf(texts: readonly string[]): Explanation {
  return {
    ...PLAIN_EXPLANATION,
    text: texts.join(''),
    tokens: texts.map((text, i) => {
      const start = texts.slice(0, i).join('').length;
      return { id: i, text, start, end: start + text.length, special: false, word: i };
    }),
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
    expect(head).toBe(
      'token,id,text,written,start,end,start_codepoint,end_codepoint,special,word,attribution,share',
    );
    expect(first).toBe('0,0,so,so,0,2,0,2,false,0,0.5,0.25');
    expect(second).toBe('1,1,good,good,2,6,2,6,false,1,1.5,0.75');
  });

  it.each([
    [',', '","'],
    ['"', '""""'],
    ['a\nb', '"a\nb"'],
  ])('quotes %j', (text, cell) => {
    expect(tokensCsv(explanationOf([text]))).toContain(`0,0,${cell},${cell},0,`);
  });

  it('has the text as written, and offsets in code points beside those in UTF-16 units', () => {
    const explanation = explanationOf(['😀', 'naïve']);
    const tokens = explanation.tokens.map((token, i) => ({ ...token, text: ['[UNK]', 'naive'][i] ?? '' }));
    const special = { id: 101, text: '[CLS]', start: null, end: null, special: true, word: null };
    const rows = tokensCsv({ ...explanation, tokens: [...tokens, special] }).split('\r\n');
    expect(rows[1]).toBe('0,0,[UNK],😀,0,2,0,1,false,0,0.5,0.25');
    expect(rows[2]).toBe('1,1,naive,naïve,2,7,1,6,false,1,1.5,0.75');
    expect(rows[3]).toBe('2,101,[CLS],,,,,,true,,,');
  });

  it.each(['=1+1', '-lovely', '+cmd|x', '@SUM(1)', '\t=1', ' =a', '＝1+1', '-1-2', '=HYPERLINK("x")'])(
    'keeps a spreadsheet from running %j',
    text => {
      const cell = `'${text}`;
      expect(csvOf(['a'], [[text]])).toBe(
        `a\r\n${text.includes('"') ? `"${cell.replaceAll('"', '""')}"` : cell}\r\n`,
      );
    },
  );

  it.each(['=', '-', '+', '@', '--', '-5', '+1.5', 'a-b', '“=a', "'"])(
    'leaves %j, which a spreadsheet does not run, as it is',
    text => {
      expect(csvOf(['a'], [[text]])).toBe(`a\r\n${text}\r\n`);
    },
  );

  it('is a file that Excel takes for UTF-8', () => {
    expect(csvFile('naïve\r\n')).toBe('\uFEFFnaïve\r\n');
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
