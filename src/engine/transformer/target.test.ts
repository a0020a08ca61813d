import { describe, expect, it } from 'vitest';
import { formatTarget, isTarget, parseTarget } from './target';

const labels = ['negative', 'positive', 'mixed, mostly good'];

describe('a target', () => {
  it.each(['logit:positive', 'prob:negative', 'logprob:mixed, mostly good', 'diff:positive,negative'])(
    'is written as it is read: %s',
    text => {
      expect(formatTarget(parseTarget(text, labels), labels)).toBe(text);
    },
  );

  it('may name labels that hold a comma on either side of a difference', () => {
    expect(parseTarget('diff:mixed, mostly good,negative', labels)).toEqual({
      kind: 'diff',
      label: 2,
      against: 0,
    });
    expect(parseTarget('diff:negative,mixed, mostly good', labels)).toEqual({
      kind: 'diff',
      label: 0,
      against: 2,
    });
  });

  it.each([
    ['logit:great', 'the model has no label "great"; it has negative, positive'],
    ['positive', 'expected logit:LABEL, prob:LABEL, logprob:LABEL or diff:A,B'],
    ['entropy:positive', 'expected logit:LABEL'],
    ['diff:positive', 'expected diff:A,B with two different labels'],
    ['diff:positive,positive', 'expected diff:A,B with two different labels'],
  ])('that does not fit is refused with what was expected: %s', (text, message) => {
    expect(() => parseTarget(text, labels)).toThrow(message);
  });

  it.each([
    ['prob:positive', true],
    ['diff:positive, negative', true],
    ['logit:', false],
    ['diff:,', false],
  ])('is known to be one or none: %s', (text, known) => {
    expect(isTarget(text, labels)).toBe(known);
  });
});
