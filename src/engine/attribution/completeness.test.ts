import { expect, it } from 'vitest';
import { isConstant, measurableChange, measureOf } from './completeness';

it('measures errors against ΔF where it is not small beside the largest token', () => {
  expect(measureOf(-2, [-3, 1])).toBe(2);
});

it('measures errors against a tenth of the largest token where tokens cancel', () => {
  expect(measureOf(0.01, [-3, 3])).toBeCloseTo(0.3, 12);
});

it('gives ΔF for shares, with its sign', () => {
  expect(measurableChange(1, 3, [-3, 1])).toBe(-2);
});

it.each([
  ['vanishes', 1.01, 1, [3, -3]],
  ['is zero', 1, 1, [0, 0]],
  ['is rounding of the score', 4.7000003, 4.7, [1e-7, -2e-7]],
  ['is not known', 1, null, [1]],
] as const)('gives no ΔF for shares where it %s', (_, value, baselineValue, tokens) => {
  expect(measurableChange(value, baselineValue, tokens)).toBeNull();
});

it.each([
  ['both ends and all tokens agree', 4.7, 4.7, [0, 0], true],
  ['they differ by rounding only', 4.7000003, 4.7, [1e-7, 2e-7], true],
  ['the score is 0 throughout', 0, 0, [0, -0], true],
  ['tokens cancel', 1, 1, [0.5, -0.5], false],
  ['small scores differ', 1e-9, 3e-9, [-2e-9], false],
  ['there is no baseline', 1, null, [0], false],
] as const)(
  'tells whether anything moves the score where %s',
  (_, value, baselineValue, tokens, expected) => {
    expect(isConstant(value, baselineValue, tokens)).toBe(expected);
  },
);
