/**
 * What carrying activations over from another text does: a site × token grid of shares of the whole
 * difference. Layout and cells are those of the layer grid, so that the page can scroll it in the same way
 * (`patchGrid`, `patchOptions`).
 */

import { select } from 'd3-selection';
import { AXIS_FONT, faintInk, write } from './axes';
import { formatPercent } from './format';
import { hatchPath, type PointedCell } from './grid-cells';
import {
  drawLayerGrid,
  type GridColumn,
  type GridData,
  type GridOptions,
  type GridWording,
} from './layer-grid';
import { drawLegend } from './legend';
import { measureText } from './measure';
import type { FigureTheme } from './theme';

export interface PatchColumn {
  /** The token's place in the text. */
  readonly id: number;
  readonly text: string;
  /** What a screen reader says of the token, without a value. */
  readonly name: string;
  readonly special: boolean;
  /** The token of the other text that it is aligned with; null where none corresponds. */
  readonly counterpart: string | null;
}

export interface PatchRow {
  readonly site: string;
  /** Share of the whole difference, one a token; null where there is no counterpart, or no number yet. */
  readonly values: readonly (number | null)[];
  /** With every aligned token carried over. */
  readonly all: number | null;
}

export interface PatchData {
  readonly columns: readonly PatchColumn[];
  /** From the top down. */
  readonly rows: readonly PatchRow[];
  readonly rightToLeft: boolean;
}

/** What is carried over: one token, or all of them (null), at a site. */
export interface PatchPlace {
  readonly site: string;
  readonly token: number | null;
}

export interface PatchOptions {
  readonly theme: FigureTheme;
  readonly selected: PatchPlace | null;
  /** What the figure shows, in a sentence. */
  readonly label: string;
  /** A cell with a counterpart, or the name of a site. */
  readonly onSelect?: (place: PatchPlace) => void;
  /** Hover or focus entered a cell, or left (null); `x` and `y` are those of its lower left corner. */
  readonly onPoint?: (cell: PointedCell | null) => void;
}

/** How the grid's numbers are written, on the page too. */
export const PATCH_WORDING: GridWording = {
  format: formatPercent,
  total: 'all tokens',
  unknown: 'not known',
  none: 'no counterpart in the other text',
};

/** Draws into an empty or an earlier grid's svg, and sets its size; what is too wide is drawn smaller. */
export function drawPatchGrid(
  svg: SVGSVGElement,
  data: PatchData,
  { width, ...options }: PatchOptions & { readonly width: number },
): void {
  drawLayerGrid(svg, patchGrid(data), { ...patchOptions(data, options), width });
}

/** The value at full colour: the whole difference, or more where a share is larger. */
export function patchMax({ rows }: Pick<PatchData, 'rows'>): number {
  return Math.max(1, ...rows.flatMap(({ values }) => values.map(value => Math.abs(value ?? 0))));
}

/** The data as those of a layer grid. */
export function patchGrid({ columns, rows, rightToLeft }: PatchData): GridData {
  return {
    columns: columns.map(({ counterpart, ...column }): GridColumn => {
      if (counterpart === null) return { ...column, isVoid: true };
      if (counterpart === column.text) return column;
      return { ...column, name: `${column.name}, from “${counterpart}”,`, source: counterpart };
    }),
    rows: rows.map(({ site, values, all }) => ({ site, fullCut: true, values, total: all, delta: null })),
    rightToLeft,
    wording: PATCH_WORDING,
  };
}

/** The options as those of a layer grid. */
export function patchOptions(
  data: PatchData,
  { theme, selected, label, onSelect, onPoint }: PatchOptions,
): GridOptions {
  const hasCounterpart = (token: number | null) =>
    token === null || data.columns.some(({ id, counterpart }) => id === token && counterpart !== null);
  return {
    theme,
    max: patchMax(data),
    selected: { site: selected?.site ?? null, column: selected?.token ?? null },
    label,
    hasColumns: false,
    ...(onSelect && {
      onSelect: ({ site, column: token }) => {
        if (site !== null && hasCounterpart(token)) onSelect({ site, token });
      },
    }),
    ...(onPoint && { onPoint }),
  };
}

const SWATCH = { width: 20, height: 11 };
const LINE = 18;

/** The colour scale, and below it what hatching and arrows mean, where there are any. */
export function drawPatchLegend(
  svg: SVGSVGElement,
  data: PatchData,
  { width, theme }: { readonly width: number; readonly theme: FigureTheme },
): void {
  const root = select(svg);
  root.selectAll('g.signs').remove();
  drawLegend(svg, {
    width,
    theme,
    max: patchMax(data),
    away: 'away from the other text',
    toward: 'towards it',
    unit: 'of the difference',
    format: formatPercent,
  });
  const hasVoid = data.columns.some(({ counterpart }) => counterpart === null);
  const hasSource = data.columns.some(
    ({ text, counterpart }) => counterpart !== null && counterpart !== text,
  );
  const signs = [
    ...(hasVoid ? [{ text: 'no counterpart', isHatched: true }] : []),
    ...(hasSource ? [{ text: '← token of the other text', isHatched: false }] : []),
  ];
  if (signs.length === 0) return;
  const top = Number(svg.getAttribute('height')) + 4;
  const height = top + LINE;
  root.attr('height', height).attr('viewBox', `0 0 ${width} ${height}`);
  const group = root.append('g').attr('class', 'signs').attr('transform', `translate(0,${top})`);
  const { width: w, height: h } = SWATCH;
  let x = 0;
  for (const { text, isHatched } of signs) {
    if (isHatched) {
      group
        .append('path')
        .attr('transform', `translate(${x},2)`)
        .attr('fill', 'none')
        .attr('stroke', faintInk(theme))
        .attr('d', `M0.5,0.5h${w}v${h}h${-w}z${hatchPath(w, h)}`);
      x += w + 6;
    }
    write(group, text, x, 12, 'start', theme.dim);
    x += measureText(text, `${AXIS_FONT}px ${theme.sans}`) + 18;
  }
}
