import { describe, expect, it } from 'vitest';
import { turnedTo } from './target-words';

const LABELS = ['negative', 'neutral', 'positive'];

describe('turnedTo', () => {
  it.each([
    ['logit:negative', 'logit:positive'],
    ['prob:negative', 'prob:positive'],
    ['logprob:negative', 'logprob:positive'],
  ])('keeps the kind of %s', (present, expected) => {
    expect(turnedTo('positive', present, LABELS)).toBe(expected);
  });

  it('lets a difference change sides', () => {
    expect(turnedTo('positive', 'diff:negative,positive', LABELS)).toBe('diff:positive,negative');
  });

  it('keeps a difference that speaks for the class already', () => {
    expect(turnedTo('negative', 'diff:negative,positive', LABELS)).toBe('diff:negative,positive');
  });

  it('sets a third class against what the difference was against', () => {
    expect(turnedTo('neutral', 'diff:negative,positive', LABELS)).toBe('diff:neutral,positive');
  });

  it('is a logit where nothing was chosen, or what does not fit', () => {
    expect(turnedTo('positive', null, LABELS)).toBe('logit:positive');
    expect(turnedTo('positive', 'prob:angry', LABELS)).toBe('logit:positive');
  });
});
