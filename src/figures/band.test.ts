import { describe, expect, it } from 'vitest';
import { band, bandName, samplesOf } from './band';

describe('the band of repeated measurements', () => {
  it('interpolates between the two nearest', () => {
    const sample = Array.from({ length: 21 }, (_, i) => 20 - i);
    expect(band([sample, [...sample, 21]])).toEqual({
      low: [1, 1.05],
      median: [10, 10.5],
      high: [19, 19.95],
    });
  });

  it('of fewer than 20 reaches from the least to the most', () => {
    expect(band([[3, 1, 2]])).toEqual({ low: [1], median: [2], high: [3] });
    expect([bandName(19), bandName(20)]).toEqual(['min–max', '5–95 %']);
  });

  it('is not known of an empty sample', () => {
    expect(band([[], [5]])).toEqual({ low: [Number.NaN, 5], median: [Number.NaN, 5], high: [Number.NaN, 5] });
  });
});

it('sorts runs by place, those that ended early too', () => {
  expect(samplesOf([[1, 2, 3], [4], [5, 6]])).toEqual([[1, 4, 5], [2, 6], [3]]);
});
