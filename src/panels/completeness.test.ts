import { describe, expect, it } from 'vitest';
import type { Attribution } from '../engine/explanation/record';
import { completenessOf } from './completeness';

/** An attribution of which only the sums matter. */
function attributionOf(patch: Partial<Attribution>): Attribution {
  return {
    method: 'integrated-gradients',
    baseline: 'pad',
    rule: 'adaptive',
    steps: null,
    evaluations: 48,
    value: 2.5,
    baselineValue: 0.5,
    baselinePrediction: null,
    delta: 0,
    withinTolerance: true,
    tokens: [1.5, 0.5],
    ...patch,
  };
}

const say = (patch: Partial<Attribution>) => {
  const { verdict, sentence } = completenessOf(attributionOf(patch));
  return `${verdict} ${sentence}`.replaceAll('\u00A0', ' ');
};

describe('completenessOf', () => {
  it('shows the sum, what it should be, and by how much it is off', () => {
    expect(say({ delta: -0.004 })).toBe(
      'Complete. Σ attributions 1.996 = F(x) − F(baseline) 2.000, error 0.2 %, 48 evaluations.',
    );
  });

  it('claims no equality beyond the tolerance', () => {
    expect(say({ delta: 0.5, withinTolerance: false, evaluations: 1 })).toBe(
      'Not complete: Σ attributions 2.500 ≠ F(x) − F(baseline) 2.000, error 25 %, 1 evaluation.',
    );
  });

  it('measures the error by a tenth of the largest attribution where the difference vanishes', () => {
    expect(say({ value: 0.5, tokens: [2, -2], delta: 0.002 })).toContain(
      'error 1 % of a tenth of the largest token, since hardly any score is left',
    );
  });

  it('names no error of a score that nothing moves', () => {
    expect(say({ value: 0.5, tokens: [0, 0], evaluations: 1 })).toBe(
      'Complete. Σ attributions 0 = F(x) − F(baseline) 0, 1 evaluation.',
    );
  });

  it('says that a method without a baseline has none', () => {
    const without = { baseline: null, rule: null, baselineValue: null, delta: null, withinTolerance: null };
    expect(say({ ...without, method: 'saliency', evaluations: 1 })).toBe(
      'Saliency has no completeness: its values add up to nothing in particular, 1 evaluation.',
    );
    expect(completenessOf(attributionOf({ ...without, method: 'input-x-gradient' })).status).toBe('none');
  });
});
