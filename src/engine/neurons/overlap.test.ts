import { describe, expect, it } from 'vitest';
import { sharedAtTop } from './overlap';
import type { RankedNeuron } from './ranking';

const ranking = (...indices: number[]): RankedNeuron[] =>
  indices.map((index, at) => ({ site: 'L0.ffn', siteAt: 2, index, value: indices.length - at }));

describe('the overlap of two rankings', () => {
  it('counts what both have at the top, in whatever order', () => {
    expect(sharedAtTop(ranking(1, 2, 3, 4), ranking(3, 1, 9, 2), 3)).toBe(2);
    expect(sharedAtTop(ranking(1, 2), ranking(3, 4), 2)).toBe(0);
  });

  it('tells neurons of the same number at two sites apart', () => {
    const other: RankedNeuron[] = [{ site: 'L1.ffn', siteAt: 5, index: 1, value: 1 }];
    expect(sharedAtTop(ranking(1), other, 1)).toBe(0);
  });

  it('knows none where a ranking is shorter', () => {
    expect(sharedAtTop(ranking(1, 2), ranking(1, 2, 3), 3)).toBeNull();
  });
});
