import { expect, it } from 'vitest';
import { measurableChange, measureOf } from './completeness';

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
  ['is not known', 1, null, [1]],
] as const)('gives no ΔF for shares where it %s', (_, value, baselineValue, tokens) => {
  expect(measurableChange(value, baselineValue, tokens)).toBeNull();
});
