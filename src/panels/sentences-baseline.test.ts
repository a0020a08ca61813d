import { describe, expect, it } from 'vitest';
import type { Attribution } from '../engine/explanation/record';
import { explanationOf } from '../state/fixtures/explanation';
import { type BaselineFacts, baselineSentence } from './sentences-baseline';

const { attribution } = explanationOf(['so', 'dull'], [0.5, 1], { value: 1.81 });
if (!attribution) throw new Error('an attribution expected');

const labels = ['negative', 'positive'];
const baselinePrediction = { labels, logits: [-1, 2.31], probabilities: [0.03, 0.97] };
const changed: Attribution = { ...attribution, baselineValue: 2.31, baselinePrediction };

const say = (facts: Partial<BaselineFacts> = {}) =>
  baselineSentence({ changed, untouched: null, shown: null, target: 'logit:positive', ...facts }).replaceAll(
    '\u00A0',
    ' ',
  );

describe('the sentence on the baseline', () => {
  it('says what the model says there, so that a score that falls is no riddle', () => {
    expect(say()).toBe(
      'At the baseline, [PAD] in place of every word, the model says positive (97 %); from there to the text the logit of positive falls from +2.31 to +1.81.',
    );
  });

  it('says that the score rises, or stays', () => {
    expect(say({ changed: { ...changed, value: 4, baseline: 'mean' } })).toMatch(
      /the mean embedding in place of every word.*rises from \+2\.31 to \+4\.00\.$/,
    );
    expect(say({ changed: { ...changed, value: 2.31, baseline: 'mask' } })).toMatch(
      /\[MASK\].*; the text leaves the logit of positive at \+2\.31\.$/,
    );
  });

  it('writes probabilities as such, and names differences', () => {
    const probable = { ...changed, value: 0.5, baselineValue: 0.97, baseline: 'zero' } as const;
    expect(say({ changed: probable, target: 'prob:positive' })).toMatch(
      /a zero vector.*probability of positive falls from 97 % to 50 %\.$/,
    );
    expect(say({ target: 'diff:positive,negative' })).toContain(
      'the logit difference between positive and negative falls',
    );
  });

  it('says that under changes to neurons the baseline runs under them, too', () => {
    const untouched = { ...changed, baselineValue: 1, value: 2 };
    expect(say({ untouched, shown: 'changed' })).toContain(
      '[PAD] in place of every word and under the same changes, the model',
    );
    expect(say({ untouched, shown: 'untouched' })).toMatch(
      /and without the changes.*from \+1\.00 to \+2\.00/,
    );
    expect(say({ untouched, shown: 'difference' })).toBe(
      'The changes act at the baseline, too: there, [PAD] in place of every word, the logit of positive is +2.31 instead of +1.00.',
    );
    expect(say({ untouched: { ...untouched, baselineValue: 2.31 }, shown: 'difference' })).toMatch(
      /is \+2\.31 with and without\.$/,
    );
  });

  it('is empty where there is no baseline', () => {
    expect(
      say({ changed: { ...changed, baseline: null, baselineValue: null, baselinePrediction: null } }),
    ).toBe('');
  });
});
