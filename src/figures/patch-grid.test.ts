import { describe, expect, it, vi } from 'vitest';
import { patchGrid, patchMax, patchOptions } from './patch-grid';
import { FIGURE_THEMES } from './theme';

const column = (id: number, text: string, counterpart: string | null) => ({
  id,
  text,
  name: text,
  special: false,
  counterpart,
});
const data = {
  columns: [column(0, 'so', null), column(1, 'dull', 'great'), column(2, 'film', 'film')],
  rows: [{ site: 'L0.resid', values: [null, 0.75, -0.1], all: 0.8 }],
  rightToLeft: false,
};

describe('a patch as a layer grid', () => {
  it('has void columns without a counterpart, and names the source where it differs', () => {
    expect(patchGrid(data).columns).toEqual([
      { id: 0, text: 'so', name: 'so', special: false, isVoid: true },
      { id: 1, text: 'dull', name: 'dull, from “great”,', special: false, source: 'great' },
      { id: 2, text: 'film', name: 'film', special: false },
    ]);
  });

  it('has all tokens together at the right', () => {
    expect(patchGrid(data).rows[0]).toMatchObject({ total: 0.8, delta: null });
  });

  it('is at full colour at the whole difference, or beyond where a share is larger', () => {
    expect(patchMax(data)).toBe(1);
    expect(patchMax({ rows: [{ site: 'emb', values: [null, -1.3], all: null }] })).toBe(1.3);
  });

  it('selects what can be carried over: a token with a counterpart, or all', () => {
    const onSelect = vi.fn();
    const options = patchOptions(data, {
      theme: FIGURE_THEMES.light,
      selected: { site: 'L0.resid', token: 1 },
      label: 'patch',
      onSelect,
    });
    expect(options.selected).toEqual({ site: 'L0.resid', column: 1 });
    for (const token of [0, 1, null]) options.onSelect?.({ site: 'L0.resid', column: token });
    expect(onSelect.mock.calls).toEqual([
      [{ site: 'L0.resid', token: 1 }],
      [{ site: 'L0.resid', token: null }],
    ]);
  });
});
