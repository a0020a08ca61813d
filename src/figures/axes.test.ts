import { describe, expect, it } from 'vitest';
import { linePath, tickCount, valueScale } from './axes';

describe('a scale of values', () => {
  it('holds all of them between two of its ticks', () => {
    expect(valueScale([1.926, Number.NaN, -0.31], 5).domain()).toEqual([-0.5, 2]);
  });

  it('has some height where all values are equal, or none is known', () => {
    expect(valueScale([2], 5).domain()).toEqual([1.8, 2.2]);
    expect(valueScale([0], 5).domain()).toEqual([-1, 1]);
    expect(valueScale([], 5).domain()).toEqual([0, 1]);
  });
});

it('breaks a line where a value is not known', () => {
  const places = [0, 1, Number.NaN, 3, 4].map((y, x) => [x, y] as const);
  expect(linePath(places)).toBe('M0,0L1,1M3,3L4,4');
});

it('has more ticks the longer an axis, but never very many', () => {
  expect([100, 330, 5000].map(tickCount)).toEqual([2, 5, 10]);
});
