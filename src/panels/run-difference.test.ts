import { describe, expect, it } from 'vitest';
import type { Attribution } from '../engine/explanation/record';
import { chooseAttribution, chooseNumbers, chooseRows, isComparable, largestOf } from './run-difference';

const attribution: Attribution = {
  method: 'integrated-gradients',
  baseline: 'pad',
  rule: 'adaptive',
  steps: null,
  evaluations: 48,
  value: 2,
  baselineValue: 0.5,
  baselinePrediction: null,
  delta: 0.001,
  withinTolerance: true,
  tokens: [1, 0.5],
};
const other: Attribution = { ...attribution, value: 3, tokens: [2, -0.25] };
const run = { text: 'so dull', target: 'logit:negative', tokens: ['so', 'dull'], attribution };

describe('two runs', () => {
  it('compare where text, target, method and baseline are the same', () => {
    expect(isComparable(run, { ...run, attribution: other })).toBe(true);
  });

  it.each([
    ['text', { ...run, text: 'so good' }],
    ['target', { ...run, target: 'logit:positive' }],
    ['tokens', { ...run, tokens: ['so'] }],
    ['method', { ...run, attribution: { ...attribution, method: 'saliency' as const } }],
    ['baseline', { ...run, attribution: { ...attribution, baseline: 'mask' as const } }],
    ['attribution', { ...run, attribution: null }],
  ])('do not compare where the %s differs', (_, different) => {
    expect(isComparable(run, different)).toBe(false);
  });
});

it('takes the numbers of one run, or what the changes made of the others', () => {
  expect(chooseNumbers([1, 0.5], [2, -0.25], 'changed')).toEqual([1, 0.5]);
  expect(chooseNumbers([1, 0.5], [2, -0.25], 'untouched')).toEqual([2, -0.25]);
  expect(chooseNumbers([1, 0.5], [2, -0.25], 'difference')).toEqual([-1, 0.75]);
});

it('gives a difference no score that its values were shares of', () => {
  expect(chooseAttribution(attribution, other, 'difference')).toMatchObject({
    value: -1,
    baselineValue: null,
    delta: null,
    tokens: [-1, 0.75],
  });
  expect(chooseAttribution(attribution, other, 'untouched')).toBe(other);
});

it('subtracts rows with their sums and what these miss the score by', () => {
  const row = { site: 'L1.resid', fullCut: true, tokens: [1, 2], total: 3, delta: 0.25 } as const;
  const before = { ...row, tokens: [2, 2], total: 4, delta: 0.5 };
  expect(chooseRows([row], [before], 'difference')).toEqual([
    { ...row, tokens: [-1, 0], total: -1, delta: -0.25 },
  ]);
  expect(chooseRows([row], [before], 'untouched')).toEqual([before]);
});

it('finds a scale on which both runs and their difference fit', () => {
  expect(largestOf([1, -2], [0.5, -1])).toBe(2);
  expect(largestOf([1, 2], [0.5, -1])).toBe(3);
  expect(largestOf([], [])).toBe(0);
});
