import { describe, expect, it } from 'vitest';
import { fc } from '../testing/properties';
import { addExact, addRounded, createExactSums, exactValue } from './fixed-point';
import { coarser, histogramQuantiles } from './statistics';
import { bestTags } from './tags';
import { createTopLists, kept, offer, offerAll } from './top-k';

describe('exact sums', () => {
  it('are the same in any order, negative and huge numbers too', () => {
    const number = fc.double({ min: -1e15, max: 1e15, noNaN: true });
    fc.assert(
      fc.property(fc.array(number), fc.nat(), (values, cut) => {
        const forward = createExactSums(1);
        for (const value of values) addRounded(forward, 0, value);
        const [left, right] = [createExactSums(1), createExactSums(1)];
        values.toReversed().forEach((value, i) => {
          addRounded(i < cut % (values.length + 1) ? left : right, 0, value);
        });
        addExact(right, left);
        expect(right).toEqual(forward);
      }),
    );
  });

  it('are sums', () => {
    const sums = createExactSums(2);
    for (const value of [1e15, -0.25, 3.5, -1e15]) addRounded(sums, 1, value);
    expect([exactValue(sums, 0), exactValue(sums, 1)]).toEqual([0, 3.25]);
  });
});

describe('top lists', () => {
  const offers = fc.uniqueArray(fc.tuple(fc.integer({ min: -3, max: 3 }), fc.nat(99)), {
    selector: ([, key]) => key,
  });

  it('keep the greatest, of equals the smaller key, whatever the order and grouping', () => {
    fc.assert(
      fc.property(offers, fc.nat(), (list, cut) => {
        const [left, right] = [createTopLists(2, 3), createTopLists(2, 3)];
        list.forEach(([value, key], i) => {
          offer(i < cut % (list.length + 1) ? left : right, 1, value, key, key);
        });
        offerAll(left, right);
        const expected = list.toSorted(([a, k], [b, l]) => b - a || k - l).slice(0, 3);
        expect(kept(left, 1)).toEqual(expected.map(([value, key]) => ({ value, key, note: key })));
        expect(kept(left, 0)).toEqual([]);
      }),
    );
  });
});

describe('quantiles of a histogram', () => {
  const range = { from: 0, to: 4, minimum: -10, maximum: 20 };

  it('are linear within a bin', () => {
    expect(histogramQuantiles([0, 4, 4, 0], range, [0.25, 0.5, 0.75])).toEqual([1.5, 2, 2.5]);
  });

  it('reach to the minimum and the maximum in the outer bins', () => {
    expect(histogramQuantiles([2, 0, 0, 2], range, [0.25, 0.75, 1])).toEqual([-4.5, 11.5, 20]);
  });

  it('never leave the range of what was seen', () => {
    expect(histogramQuantiles([0, 4, 0, 0], { ...range, minimum: 1.2, maximum: 1.4 }, [0.5])[0]).toBeCloseTo(
      1.3,
      12,
    );
  });

  it('are of all bins when bins are joined', () => {
    expect(coarser([1, 2, 3, 4], 2)).toEqual([3, 7]);
  });
});

describe('the tags that a neuron tells best', () => {
  const best = (rows: number[][]) =>
    bestTags(Uint32Array.from(rows.flat()), { tags: rows.length, bins: rows[0]?.length ?? 0, most: 3 });

  it('have an average precision of 1 where all of a tag’s tokens rank first', () => {
    expect(
      best([
        [0, 0, 5],
        [7, 2, 0],
      ]),
    ).toEqual([
      { tag: 0, averagePrecision: 1, sign: 1 },
      { tag: 1, averagePrecision: 1, sign: -1 },
    ]);
  });

  it('count tokens of one bin as equals', () => {
    // One of two in the first bin, then two of four: (1/2)(1/2) + (1/2)(2/4).
    expect(
      best([
        [1, 1],
        [1, 1],
      ])[0]?.averagePrecision,
    ).toBe(0.5);
  });

  it('are those that rise above chance, not the frequent ones', () => {
    const [first] = best([
      [50, 50, 50],
      [50, 50, 40],
      [0, 0, 10],
    ]);
    expect(first).toMatchObject({ tag: 2, sign: 1 });
  });

  it('leave out what the corpus lacks', () => {
    expect(
      best([
        [0, 0],
        [3, 4],
      ]),
    ).toEqual([]);
  });
});
