import { describe, expect, it } from 'vitest';
import { binEdges, isBelowZero } from './histogram';

describe('the bars of a histogram', () => {
  const edges = binEdges({ from: -1, to: 2, counts: [5, 4, 3], minimum: -4, maximum: 3 });

  it('reach as far as there is anything to count', () => {
    expect(edges).toEqual([-4, 0, 1, 3]);
  });

  it('do not reach further than that', () => {
    expect(binEdges({ from: -1, to: 1, counts: [1, 1], minimum: -0.5, maximum: 0.5 })).toEqual([
      -0.5, 0, 0.5,
    ]);
  });

  it('are below zero or above it', () => {
    expect([0, 1, 2].map(i => isBelowZero(edges, i))).toEqual([true, false, false]);
  });

  it('count by their middle where zero is in them', () => {
    expect(isBelowZero([-0.3, 0.1], 0)).toBe(true);
    expect(isBelowZero([-0.1, 0.3], 0)).toBe(false);
  });
});
