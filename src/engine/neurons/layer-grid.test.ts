import { describe, expect, it } from 'vitest';
import { CONDUCTANCE, smallTable } from './fixtures/small-table';
import { layerGrid } from './layer-grid';

describe('the layer grid', () => {
  it('sums the neurons of each site at each token', () => {
    const rows = layerGrid(smallTable(), 'conductance', 4);
    expect(rows.map(({ site, tokens }) => [site, tokens])).toEqual([
      ['emb', [2, 2]],
      ['L0.attn', [0, 0]],
      ['L0.ffn', [1, 2]],
      ['L0.resid', [3, 1]],
    ]);
  });

  it('gives each row its total, and full cuts their distance from ΔF', () => {
    const rows = layerGrid(smallTable(), 'conductance', 3.5);
    expect(rows.map(({ total, delta }) => [total, delta])).toEqual([
      [4, 0.5],
      [0, null],
      [3, null],
      [4, 0.5],
    ]);
  });

  it('has no deltas where there is no ΔF', () => {
    const rows = layerGrid(
      smallTable({ 'gradient-x-activation': CONDUCTANCE }),
      'gradient-x-activation',
      null,
    );
    expect(rows.every(({ delta }) => delta === null)).toBe(true);
  });

  it('names a method that was not computed', () => {
    expect(() => layerGrid(smallTable(), 'activation', 4)).toThrow('holds no activation');
  });
});
