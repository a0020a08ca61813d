import { describe, expect, it } from 'vitest';
import { carriedBy, carriers } from './carriers';
import { smallTable } from './fixtures/small-table';

describe('how few neurons carry ΔF', () => {
  it('adds them up from the one that carries most, those that pull back last', () => {
    const { cumulative, counts } = carriedBy(Float64Array.of(1, -1, 3, 1), 4);
    expect([...cumulative]).toEqual([0.75, 1, 1.25, 1]);
    expect(counts).toEqual([1, 2, 2]);
  });

  it('turns with the sign of ΔF', () => {
    const { cumulative, counts } = carriedBy(Float64Array.of(-3, 1, -2), -4);
    expect([...cumulative]).toEqual([0.75, 1.25, 1]);
    expect(counts).toEqual([1, 2, 2]);
  });

  it('has no count where all neurons together do not reach a share', () => {
    expect(carriedBy(Float64Array.of(1, 2, -1), 4).counts).toEqual([1, null, null]);
    expect(carriedBy(new Float64Array(0), 4).counts).toEqual([null, null, null]);
  });

  it('looks at every full cut, then at all feed-forward neurons', () => {
    const found = carriers(smallTable(), 'conductance', 4);
    expect(found.map(({ of, counts }) => [of, counts])).toEqual([
      ['emb', [1, 1, 2]],
      ['L0.resid', [1, 2, 2]],
      ['ffn', [1, 2, 2]],
    ]);
    for (const { of, cumulative } of found) if (of !== 'ffn') expect(cumulative.at(-1)).toBe(1);
  });
});
