/** Variants of what is drawn of words: heatmap, bars, the legends. */

import { type Bar, drawBars } from '../bars';
import { drawHeatmap, type HeatmapPiece } from '../heatmap';
import { drawLegend } from '../legend';
import { drawPatchLegend } from '../patch-grid';
import { FIGURE_THEMES } from '../theme';

const { light, dark } = FIGURE_THEMES;
const onSelect = () => undefined;
const label = 'What the figure shows.';

const SHORT = ['[CLS]', 'So', 'dull', '[SEP]'];
const LONG = [
  '[CLS]',
  'I',
  'would',
  'not',
  'say',
  'it',
  'was',
  'not',
  'a',
  'wonder',
  '##ful',
  'film',
  '[SEP]',
];
const HEBREW = ['[CLS]', 'סרט', 'משעמם', '[SEP]'];

const piecesOf = (texts: readonly string[], sign = 1): HeatmapPiece[] =>
  texts.map((text, id) => ({
    id,
    text: text.replace('##', ''),
    value: (sign * (id - 2)) / 3,
    special: text.startsWith('['),
    joins: text.startsWith('##'),
    continues: text.startsWith('##'),
    label: `${text}, ${id}`,
  }));

const words = { width: 600, theme: light, max: 2, selected: null, label, onSelect };

export const heatmapVariants = {
  short: (svg: SVGSVGElement) => drawHeatmap(svg, piecesOf(SHORT), words),
  long: (svg: SVGSVGElement) => drawHeatmap(svg, piecesOf(LONG, -1), { ...words, selected: 4 }),
  'long in the narrow': (svg: SVGSVGElement) => drawHeatmap(svg, piecesOf(LONG), { ...words, width: 216 }),
  'right to left': (svg: SVGSVGElement) => drawHeatmap(svg, piecesOf(HEBREW), { ...words, selected: 2 }),
  rough: (svg: SVGSVGElement) => drawHeatmap(svg, piecesOf(SHORT), { ...words, rough: true }),
  empty: (svg: SVGSVGElement) => drawHeatmap(svg, [], words),
  'a dark picture': (svg: SVGSVGElement) =>
    drawHeatmap(svg, piecesOf(LONG), { width: 600, theme: dark, max: 2, selected: null, label }),
};

const barsOf = (texts: readonly string[], hasShares: boolean, sign = 1): Bar[] =>
  texts.map((text, id) => ({
    id,
    text,
    value: (sign * (id + 1)) / 3,
    share: hasShares ? (id + 1) / 10 : null,
    label: `${text}, ${id}`,
  }));

export const barsVariants = {
  short: (svg: SVGSVGElement) => drawBars(svg, barsOf(SHORT, true), words),
  'long and negative': (svg: SVGSVGElement) =>
    drawBars(svg, barsOf(LONG, true, -1), { ...words, selected: 3 }),
  'without shares': (svg: SVGSVGElement) => drawBars(svg, barsOf(LONG, false), { ...words, width: 216 }),
  narrow: (svg: SVGSVGElement) => drawBars(svg, barsOf(LONG, true, -1), { ...words, width: 216 }),
  'in another order': (svg: SVGSVGElement) => drawBars(svg, barsOf(SHORT, true).reverse(), words),
  empty: (svg: SVGSVGElement) => drawBars(svg, [], words),
  'a dark picture': (svg: SVGSVGElement) =>
    drawBars(svg, barsOf(LONG, true), { width: 600, theme: dark, max: 2, selected: null, label }),
};

const scale = {
  width: 600,
  theme: light,
  max: 2.5,
  away: 'towards negative',
  toward: 'towards positive',
  unit: 'logit',
};

export const legendVariants = {
  'two-sided': (svg: SVGSVGElement) => drawLegend(svg, scale),
  'one-sided': (svg: SVGSVGElement) => drawLegend(svg, { ...scale, away: '' }),
  narrow: (svg: SVGSVGElement) => drawLegend(svg, { ...scale, width: 216 }),
  'narrow and one-sided': (svg: SVGSVGElement) => drawLegend(svg, { ...scale, width: 216, away: '' }),
  'of nothing, in the dark': (svg: SVGSVGElement) => drawLegend(svg, { ...scale, theme: dark, max: 0 }),
};

const patched = (counterparts: readonly (string | null)[]) => ({
  columns: counterparts.map((counterpart, id) => ({
    id,
    text: 'dull',
    name: '“dull”',
    special: false,
    counterpart,
  })),
  rows: [],
  rightToLeft: false,
});

export const patchLegendVariants = {
  plain: (svg: SVGSVGElement) => drawPatchLegend(svg, patched(['dull']), { width: 600, theme: light }),
  'with both signs': (svg: SVGSVGElement) =>
    drawPatchLegend(svg, patched(['dull', null, 'great']), { width: 600, theme: light }),
  'with a hatch, narrow': (svg: SVGSVGElement) =>
    drawPatchLegend(svg, patched([null]), { width: 216, theme: dark }),
  'with an arrow': (svg: SVGSVGElement) =>
    drawPatchLegend(svg, patched(['great']), { width: 600, theme: dark }),
};
