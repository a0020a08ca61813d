import { describe, expect, it } from 'vitest';
import { legendWords, targetWords, turnedTo } from './target-words';

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

describe('the sides of a figure’s colours', () => {
  const target = targetWords('logit:positive', ['negative', 'positive']);
  const pair = targetWords('diff:positive,negative', ['negative', 'positive']);

  it('are towards the target and away from it, or towards its other class', () => {
    expect(legendWords(target, false, false)).toEqual({
      away: 'away from positive',
      toward: 'towards positive',
    });
    expect(legendWords(pair, false, false).away).toBe('towards negative');
  });

  it('are where values moved, of a difference', () => {
    expect(legendWords(target, false, true)).toEqual({
      away: 'moved away from positive',
      toward: 'moved towards positive',
    });
  });

  it('have one side where values have no sign, unless they differ', () => {
    expect(legendWords(target, true, false).away).toBe('');
    expect(legendWords(target, true, true).away).toBe('the score reacts less');
  });
});
