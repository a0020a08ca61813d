/**
 * The layer grid: site × token, coloured by what the site carries there, with each row's total and delta. Drawn in
 * three parts, names, cells and totals, so that a long text can scroll between names and totals that stay.
 */

import { select } from 'd3-selection';
import { formatError } from './format';
import { drawGridCells, type PointedCell } from './grid-cells';
import { frameGrid, GRID_FONT, type GridLayout, layoutGrid, ROW, SUMS } from './grid-layout';
import { makeInert, makeOperable, walkList } from './roving';
import type { FigureTheme } from './theme';

export interface GridColumn {
  /** Index of the piece's first token. */
  readonly id: number;
  readonly text: string;
  /** What a screen reader says of the column, without a value. */
  readonly name: string;
  readonly special: boolean;
  /** Where its values come from, written below or after the text where that is something else. */
  readonly source?: string;
  /** Can have no values: its cells are hatched. */
  readonly isVoid?: boolean;
}

export interface GridRow {
  readonly site: string;
  /** Everything passes through it: its total is the score. */
  readonly fullCut: boolean;
  /** One a column; null where there is none. */
  readonly values: readonly (number | null)[];
  /** Of a run under interventions: the values with them and without, one a column. */
  readonly runs?: { readonly changed: readonly number[]; readonly untouched: readonly number[] };
  readonly total: number | null;
  readonly delta: number | null;
}

export interface GridData {
  readonly columns: readonly GridColumn[];
  /** From the top down. */
  readonly rows: readonly GridRow[];
  readonly rightToLeft: boolean;
  /** Left out where values are attributions. */
  readonly wording?: GridWording;
}

/** How a grid writes its numbers, and what the ones to its right are. */
export interface GridWording {
  readonly format: (value: number) => string;
  readonly total: string;
  /** What a screen reader says of a cell without a value. */
  readonly unknown: string;
  readonly none: string;
}

/** A cell, a row (no column), or a column (no site). */
export interface GridPlace {
  readonly site: string | null;
  readonly column: number | null;
}

export interface GridOptions {
  readonly theme: FigureTheme;
  /** The value at full colour. */
  readonly max: number;
  readonly selected: GridPlace;
  /** What the figure shows, in a sentence. */
  readonly label: string;
  /** Whether a whole column can be selected; it can unless this says no. */
  readonly hasColumns?: boolean;
  readonly onSelect?: (place: GridPlace) => void;
  /** Hover or focus entered a cell, or left (null); `x` and `y` are those of its lower left corner. */
  readonly onPoint?: (cell: PointedCell | null) => void;
}

interface NamedRow extends GridRow {
  readonly id: number;
  readonly label: string;
}

/** The whole grid side by side, as it is saved. */
export function drawLayerGrid(
  svg: SVGSVGElement,
  data: GridData,
  { width, ...options }: GridOptions & { readonly width: number },
): void {
  const layout = layoutGrid(data, width, options.theme);
  const whole = layout.nameWidth + layout.cellsWidth + layout.totalsWidth;
  // A text too long for the width is drawn whole, and smaller.
  const scale = Math.min(1, width / whole);
  const root = select(svg)
    .attr('width', width)
    .attr('height', layout.height * scale)
    .attr('viewBox', `0 0 ${Math.max(width, whole)} ${layout.height}`)
    .attr('preserveAspectRatio', 'xMinYMin')
    .attr('role', options.onSelect ? 'group' : 'img')
    .attr('aria-label', options.label);
  const { onPoint } = options;
  const drawCells = (part: SVGSVGElement) =>
    drawGridCells(part, data, layout, {
      ...options,
      ...(onPoint && {
        onPoint: cell =>
          onPoint(cell && { ...cell, x: (layout.nameWidth + cell.x) * scale, y: cell.y * scale }),
      }),
    });
  const parts = [
    { draw: (part: SVGSVGElement) => drawGridNames(part, data, layout, options), x: 0 },
    { draw: drawCells, x: layout.nameWidth },
    {
      draw: (part: SVGSVGElement) => drawGridTotals(part, data, layout, options),
      x: layout.nameWidth + layout.cellsWidth,
    },
  ];
  root
    .selectAll<SVGSVGElement, (typeof parts)[number]>('svg.part')
    .data(parts)
    .join('svg')
    .attr('class', 'part')
    .attr('x', ({ x }) => x)
    .attr('y', 0)
    .each(function ({ draw }) {
      draw(this);
    });
}

/** The names of the sites, each the button of its row. */
export function drawGridNames(
  svg: SVGSVGElement,
  { rows, wording = SUMS }: GridData,
  layout: GridLayout,
  { theme, selected, onSelect }: GridOptions,
): void {
  const named = rows.map((row, id): NamedRow => ({ ...row, id, label: rowLabel(row, wording) }));
  const groups = frameGrid(svg, layout.nameWidth, layout.height, onSelect ? 'Sites' : null)
    .attr('font-family', theme.mono)
    .attr('font-size', GRID_FONT.name)
    .selectAll<SVGGElement, NamedRow>('g.site')
    .data(named, ({ site }) => site)
    .join(enter => {
      const group = enter.append('g').attr('class', 'site');
      group.append('rect').attr('fill-opacity', 0).attr('rx', 2);
      group.append('text').attr('text-anchor', 'end');
      return group;
    })
    .order()
    .attr('transform', ({ id }) => `translate(0,${layout.rows[id] ?? 0})`);
  groups
    .select('rect')
    .attr('x', 1)
    .attr('y', 1)
    .attr('width', layout.nameWidth - 4)
    .attr('height', ROW - 2);
  groups
    .select('text')
    .attr('x', layout.nameWidth - 8)
    .attr('y', ROW / 2 + GRID_FONT.name * 0.35)
    .attr('fill', ({ fullCut, site }) => (fullCut || site === selected.site ? theme.ink : theme.dim))
    .attr('font-weight', ({ site }) => (site === selected.site ? 700 : 400))
    .text(({ site }) => site);
  if (!onSelect) {
    makeInert(groups);
    return;
  }
  const chosen = selected.column === null ? named.find(({ site }) => site === selected.site) : undefined;
  makeOperable(groups, named, {
    selected: chosen?.id ?? null,
    onSelect: id => {
      const row = named[id];
      if (row) onSelect({ site: row.site, column: null });
    },
    walk: walkList,
  });
}

/** What each row adds up to, and by how much that misses the score. */
export function drawGridTotals(
  svg: SVGSVGElement,
  { rows, wording = SUMS }: GridData,
  layout: GridLayout,
  { theme }: GridOptions,
): void {
  const heads = [
    { text: wording.total, x: layout.totalEnd },
    ...(layout.deltaEnd > layout.totalEnd ? [{ text: 'delta', x: layout.deltaEnd }] : []),
  ].map(head => ({ ...head, y: 12, fill: theme.dim }));
  const numbers = rows.flatMap(({ total, delta, fullCut }, i) => {
    const y = (layout.rows[i] ?? 0) + ROW / 2 + GRID_FONT.number * 0.35;
    const fill = fullCut ? theme.ink : theme.dim;
    return [
      ...(total === null ? [] : [{ text: wording.format(total), x: layout.totalEnd, y, fill }]),
      ...(delta === null ? [] : [{ text: formatError(delta), x: layout.deltaEnd, y, fill: theme.dim }]),
    ];
  });
  frameGrid(svg, layout.totalsWidth, layout.height, null)
    // Each row's own name says the same to a screen reader.
    .attr('aria-hidden', 'true')
    .attr('font-family', theme.sans)
    .attr('font-size', GRID_FONT.number)
    .style('font-variant-numeric', 'tabular-nums')
    .selectAll<SVGTextElement, (typeof numbers)[number]>('text')
    .data([...heads, ...numbers])
    .join('text')
    .attr('text-anchor', 'end')
    .attr('x', ({ x }) => x)
    .attr('y', ({ y }) => y)
    .attr('fill', ({ fill }) => fill)
    .text(({ text }) => text);
}

/** "L1.resid, sum +1.93, delta −4e−4". */
function rowLabel({ site, total, delta }: GridRow, wording: GridWording): string {
  const sum = `${wording.total} ${total === null ? wording.unknown : wording.format(total)}`;
  return `${site}, ${sum}${delta === null ? '' : `, delta ${formatError(delta)}`}`;
}
