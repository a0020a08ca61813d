import { describe, expect, it } from 'vitest';
import { fc } from '../testing/properties';
import { rankCorrelation } from './rank-correlation';

/**
 * ρ is `scipy.stats.spearmanr(a, b).statistic` of SciPy 1.17.1; the interval is
 * `tanh(arctanh(ρ) ± scipy.stats.norm.ppf(.975) * sqrt((1 + ρ**2 / 2) / (n - 3)))`.
 */
const SCIPY = [
  {
    name: 'without ties',
    a: [0.31, -1.2, 2.5, 0.02, -0.7, 1.9, 3.3, -2.4],
    b: [0.1, -0.4, 1.1, 0.3, -0.9, 0.2, 2.0, -0.5],
    rho: 0.8571428571428572,
    interval: [0.25197933490998836, 0.9803868703923654],
  },
  {
    name: 'with ties',
    a: [1, 2, 2, 3, 3, 3, 4, 0, 0, 5],
    b: [2, 2, 1, 4, 4, 3, 3, 0, 1, 1],
    rho: 0.5205073217397759,
    interval: [-0.20920897251839649, 0.8778725170211331],
  },
  {
    name: 'falling, with ties',
    a: [5, 5, 4, 3, 2, 1],
    b: [1, 2, 2, 3, 9, 9],
    rho: -0.9404032585917881,
    interval: [-0.9959530365352626, -0.3649590860271136],
  },
  {
    name: 'of four pairs',
    a: [1, 2, 3, 4],
    b: [1, 3, 2, 4],
    rho: 0.8,
    interval: [-0.818816304971491, 0.9975433602775398],
  },
  {
    name: 'near zero',
    a: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12],
    b: [7, 1, 12, 3, 10, 5, 2, 11, 6, 9, 4, 8],
    rho: 0.11188811188811189,
    interval: [-0.4952587437508288, 0.6456025431555211],
  },
];

const pairs = fc.array(fc.tuple(fc.integer({ min: -9, max: 9 }), fc.integer({ min: -9, max: 9 })), {
  minLength: 4,
});
const sides = (list: readonly (readonly [number, number])[]) =>
  [list.map(([a]) => a), list.map(([, b]) => b)] as const;

describe("Spearman's rank correlation", () => {
  it.each(SCIPY)('agrees with SciPy $name', ({ a, b, rho, interval: [low, high] }) => {
    const correlation = rankCorrelation(a, b);
    expect(correlation?.rho).toBeCloseTo(rho, 14);
    expect(correlation?.low).toBeCloseTo(low as number, 13);
    expect(correlation?.high).toBeCloseTo(high as number, 13);
    expect(correlation?.count).toBe(a.length);
  });

  it('is exactly 1 or −1 for numbers that rise or fall together, and so is its interval', () => {
    const values = fc.uniqueArray(fc.integer(), { minLength: 4, maxLength: 300 });
    fc.assert(
      fc.property(values, list => {
        const count = list.length;
        const cubes = list.map(value => value ** 3);
        expect(rankCorrelation(list, cubes)).toEqual({ rho: 1, low: 1, high: 1, count });
        const fallen = cubes.map(value => -value);
        expect(rankCorrelation(list, fallen)).toEqual({ rho: -1, low: -1, high: -1, count });
      }),
    );
  });

  it('lies within its interval, which lies within [−1, 1]', () => {
    fc.assert(
      fc.property(pairs, list => {
        const correlation = rankCorrelation(...sides(list));
        fc.pre(correlation !== null);
        const { low, rho, high } = correlation;
        expect([-1, low, rho, high, 1]).toEqual([-1, low, rho, high, 1].sort((a, b) => a - b));
      }),
    );
  });

  it('is the same whichever side comes first', () => {
    fc.assert(
      fc.property(pairs, list => {
        const [a, b] = sides(list);
        expect(rankCorrelation(a, b)).toEqual(rankCorrelation(b, a));
      }),
    );
  });

  it('is null for fewer than four pairs', () => {
    expect(rankCorrelation([1, 2, 3], [1, 2, 3])).toBeNull();
    expect(rankCorrelation([], [])).toBeNull();
  });

  it('is null where one side is constant', () => {
    expect(rankCorrelation([7, 7, 7, 7], [1, 2, 3, 4])).toBeNull();
    expect(rankCorrelation([1, 2, 3, 4], [0, -0, 0, 0])).toBeNull();
  });

  it('does not compare sides of different lengths', () => {
    expect(() => rankCorrelation([1, 2, 3, 4], [1])).toThrow(
      'Rank correlation: 4 numbers on one side, 1 on the other.',
    );
  });
});
