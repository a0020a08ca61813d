import { describe, expect, it, vi } from 'vitest';
import { layoutGrid } from './grid-layout';
import type { GridData } from './layer-grid';
import { FIGURE_THEMES } from './theme';

vi.mock('./measure', () => ({ measureText: (text: string) => text.length * 6.3 }));

const TEXTS = {
  short: 'So dull',
  'of many words': 'I would not say that it was not a wonderfully uneventful film in every single way',
  'that ends in a long word': 'A film that is so very hard to characterise [uncharacteristically]',
  'of long words': 'uncharacteristically wonderfully uneventful incomprehensibilities unquestionably',
};

function gridOf(text: string, rightToLeft: boolean, source?: string): GridData {
  const words = ['[CLS]', ...text.split(' '), '[SEP]'];
  return {
    columns: words.map((word, id) => ({
      id,
      text: word,
      name: word,
      special: word.startsWith('['),
      ...(source === undefined ? {} : { source }),
    })),
    rows: [{ site: 'L0.resid', fullCut: true, values: words.map(() => 0), total: 1, delta: 0.001 }],
    rightToLeft,
  };
}

const LEAST_COLUMN = 20;
const widths = Array.from({ length: 200 }, (_, i) => 561 + i * 3);

describe.each(Object.entries(TEXTS))('a text %s', (_, text) => {
  it.each([
    ['from the left', false, undefined],
    ['from the right', true, undefined],
    ['with the names of its sources', false, 'great'],
  ])('read %s fits its room, names included, while columns can be narrower', (_way, rightToLeft, source) => {
    for (const width of widths) {
      const layout = layoutGrid(gridOf(text, rightToLeft, source), width, FIGURE_THEMES.light);
      const whole = layout.nameWidth + layout.cellsWidth + layout.totalsWidth;
      const canShrink = layout.columns.every(column => column.width > LEAST_COLUMN);
      if (canShrink) expect(whole).toBeLessThanOrEqual(width);
      expect(layout.columns.every(column => column.width >= LEAST_COLUMN)).toBe(true);
    }
  });
});

it('uses the room that slanted names leave to columns', () => {
  const layout = layoutGrid(gridOf(TEXTS['of many words'], false), 700, FIGURE_THEMES.light);
  const whole = layout.nameWidth + layout.cellsWidth + layout.totalsWidth;
  expect(layout.isSlanted).toBe(true);
  expect(700 - whole).toBeLessThan(layout.columns.length);
});
