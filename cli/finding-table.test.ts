import { describe, expect, it } from 'vitest';
import { findingOf, findingTable } from './finding-table';

const average = {
  texts: 2,
  neurons: 8,
  counts: [0, 4],
  untouched: 3,
  curves: [
    { ranking: 'conductance', order: 'top', values: [3, -0.504], flipped: [0, 0.5], area: 1.2 },
  ] as const,
  controls: {
    count: 3,
    values: [
      [3, 2],
      [3, 1],
      [3, 3],
    ],
    flipped: [
      [0, 0],
      [0, 0.5],
      [0, 0.1],
    ],
    areas: [2, 2, 2.3],
  },
};

describe('the finding', () => {
  it('has random controls in brief: their mean, and between which most of them lie', () => {
    const { controls } = findingOf(average);
    expect(controls).toEqual({
      count: 3,
      values: [3, 2],
      flipped: [0, expect.closeTo(0.2)],
      area: expect.closeTo(2.1),
      band: { low: [3, 1], median: [3, 2], high: [3, 3] },
    });
  });

  it('is a table with a row a ranking and a column a number of neurons', () => {
    expect(findingTable(findingOf(average)).split('\n')).toEqual([
      '| switched off first | 0 | 4 | mean height |',
      '| --- | ---: | ---: | ---: |',
      '| conductance, top | 3.00 (0 %) | −0.50 (50 %) | 1.20 |',
      '| random, mean of 3 | 3.00 (0 %) | 2.00 (20 %) | 2.10 |',
      '| random, min–max | 3.00 to 3.00 | 1.00 to 3.00 |  |',
      '',
    ]);
  });
});
