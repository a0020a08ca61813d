/** Variants of the grids: the layer grid's parts as the page draws them, the whole as it is saved, and a patch. */

import { drawGridCells } from '../grid-cells';
import { layoutGrid } from '../grid-layout';
import {
  drawGridNames,
  drawGridTotals,
  drawLayerGrid,
  type GridColumn,
  type GridData,
  type GridOptions,
} from '../layer-grid';
import { drawPatchGrid, type PatchData } from '../patch-grid';
import { FIGURE_THEMES } from '../theme';

const { light, dark } = FIGURE_THEMES;
const onSelect = () => undefined;

const SITES = ['L1.resid', 'L1.ffn', 'L0.resid', 'emb'];
const SHORT = '[CLS] So dull [SEP]';
const LONG = '[CLS] I would not call that wonderfully uneventful film incomprehensible [SEP]';

interface Given {
  readonly data: GridData;
  readonly options?: Partial<GridOptions>;
  readonly width?: number;
  /** Is drawn as a picture too. */
  readonly hasPicture?: boolean;
}

function gridOf(text: string, sites: readonly string[] = SITES, more: Partial<GridColumn> = {}): GridData {
  const columns = text.split(' ').map((word, id) => {
    const special = word.startsWith('[');
    return { id, text: word, special, name: special ? word : `“${word}”`, ...(special ? {} : more) };
  });
  return {
    columns,
    rows: sites.map((site, at) => ({
      site,
      fullCut: !site.endsWith('ffn'),
      values: columns.map(({ id, isVoid }) => (isVoid ? null : (at + 1) * (id - 2) * 0.1)),
      total: at === 1 ? null : 2.5,
      delta: at === 0 ? 0.001 : null,
    })),
    rightToLeft: false,
  };
}

const withoutValues = ({ rows, ...data }: GridData): GridData => ({
  ...data,
  rows: rows.map(row => ({ ...row, values: row.values.map(() => null), total: null, delta: null })),
});

const GIVEN: Readonly<Record<string, Given>> = {
  short: { data: gridOf(SHORT), hasPicture: true },
  'long and slanted': { data: gridOf(LONG), options: { selected: { site: 'L1.ffn', column: 4 } } },
  'long and narrow': { data: gridOf(LONG), width: 300, options: { selected: { site: null, column: 2 } } },
  'of other sites': {
    data: gridOf(SHORT, ['L3.resid', 'L0.ffn']),
    options: { selected: { site: 'L0.ffn', column: null } },
  },
  'right to left': { data: { ...gridOf('[CLS] סרט משעמם [SEP]'), rightToLeft: true } },
  'without values': { data: withoutValues(gridOf(LONG)) },
  'of void columns': {
    data: gridOf(SHORT, SITES, { isVoid: true }),
    options: { hasColumns: false },
    hasPicture: true,
  },
  'with sources': { data: gridOf(SHORT, SITES, { source: 'great' }), options: { theme: dark } },
  'with sources, slanted': { data: gridOf(LONG, SITES, { source: 'great' }) },
};

const optionsOf = ({ options }: Given): GridOptions => ({
  theme: light,
  max: 2,
  selected: { site: null, column: null },
  label: 'What the figure shows.',
  onSelect,
  ...options,
});

type Part = (svg: SVGSVGElement, given: Given, options: GridOptions) => void;

/** Each of the variants, and some as pictures. */
function variantsOf(draw: Part) {
  const all = Object.entries(GIVEN).flatMap(([name, given]) => {
    const { onSelect: _, ...picture } = optionsOf(given);
    const operable = [name, (svg: SVGSVGElement) => draw(svg, given, optionsOf(given))] as const;
    if (given.hasPicture !== true) return [operable];
    return [operable, [`${name}, a picture`, (svg: SVGSVGElement) => draw(svg, given, picture)] as const];
  });
  return Object.fromEntries(all);
}

const layoutOf = ({ data, width = 700 }: Given) => layoutGrid(data, width, light);

export const gridVariants = {
  'cells of the layer grid': variantsOf((svg, given, options) =>
    drawGridCells(svg, given.data, layoutOf(given), options),
  ),
  'sites of the layer grid': variantsOf((svg, given, options) =>
    drawGridNames(svg, given.data, layoutOf(given), options),
  ),
  'sums of the layer grid': variantsOf((svg, given, options) =>
    drawGridTotals(svg, given.data, layoutOf(given), options),
  ),
  'layer grid': variantsOf((svg, { data, width = 700 }, options) =>
    drawLayerGrid(svg, data, { ...options, width }),
  ),
};

const patchOf = (counterparts: readonly (string | null)[], value: number | null): PatchData => ({
  columns: counterparts.map((counterpart, id) => ({
    id,
    text: id === 0 ? '[CLS]' : 'dull',
    name: '“dull”',
    special: id === 0,
    counterpart,
  })),
  rows: ['L0.resid', 'emb'].map(site => ({ site, values: counterparts.map(() => value), all: value })),
  rightToLeft: false,
});

const patch = { theme: light, selected: null, label: 'What the figure shows.', width: 600 };

export const patchVariants = {
  partial: (svg: SVGSVGElement) =>
    drawPatchGrid(svg, patchOf(['[CLS]', null, 'great'], null), { ...patch, onSelect }),
  whole: (svg: SVGSVGElement) =>
    drawPatchGrid(svg, patchOf(['[CLS]', 'great', null, 'dull', 'dull'], 0.4), {
      ...patch,
      selected: { site: 'emb', token: 1 },
      onSelect,
    }),
  'a dark picture': (svg: SVGSVGElement) =>
    drawPatchGrid(svg, patchOf(['[CLS]', 'great'], 1.4), { ...patch, theme: dark }),
};
