/** The cells of the layer grid and, below them, the names of its columns: each a button, walked by arrow keys. */

import type { Selection } from 'd3-selection';
import { faintInk } from './axes';
import { divergingScale } from './diverging';
import { formatRuns } from './format';
import {
  BOLD,
  frameGrid,
  GRID_FONT,
  type GridLayout,
  ROW,
  SLANT,
  SLANT_START,
  SOURCE_LINE,
  SUMS,
} from './grid-layout';
import type { GridColumn, GridData, GridOptions, GridRow } from './layer-grid';
import { makeInert, makeOperable, titleMarks } from './roving';

export interface PointedCell {
  readonly site: string;
  readonly column: number;
  /** The cell's lower left corner. */
  readonly x: number;
  readonly y: number;
}

/** Distance of the lines of a hatched cell. */
const HATCH = 6;

interface Cell {
  readonly id: number;
  /** Names what is drawn, in whatever grid: neither a cell nor a name ever becomes the other. */
  readonly key: string;
  readonly label: string;
  /** Null for the name of a column. */
  readonly row: GridRow | null;
  readonly column: GridColumn;
  readonly value: number | null;
  readonly at: { readonly row: number; readonly column: number };
  readonly x: number;
  readonly y: number;
  readonly width: number;
}

/** The cells, and below them the names of the columns, each a button. */
export function drawGridCells(
  svg: SVGSVGElement,
  data: GridData,
  layout: GridLayout,
  options: GridOptions,
): void {
  const { theme, max, selected, label, hasColumns = true, onSelect, onPoint } = options;
  const colour = divergingScale(max, theme);
  const cells = cellsOf(data, layout);
  const root = frameGrid(svg, layout.cellsWidth, layout.height, onSelect ? label : null);
  const groups = root
    .selectAll<SVGGElement, Cell>('g.cell')
    .data(cells, ({ key }) => key)
    .join(enter => {
      const group = enter.append('g').attr('class', 'cell');
      group.append('rect').attr('rx', 1.5);
      return group;
    });
  groups
    .attr('transform', ({ x, y }) => `translate(${x},${y})`)
    .select('rect')
    .attr('x', 0.5)
    .attr('y', 0.5)
    .attr('width', ({ width }) => Math.max(0, width - 1))
    .attr('height', ROW - 1)
    .attr('fill', ({ value }) => (value === null ? theme.ground : colour(value).fill))
    .attr('fill-opacity', ({ row }) => (row ? 1 : 0))
    .attr('stroke', ({ row, value }) => (row && value === null ? theme.rule : null));
  groups
    .selectAll<SVGPathElement, Cell>('path.void')
    .data(cell => (cell.row && cell.column.isVoid ? [cell] : []))
    .join('path')
    .attr('class', 'void')
    .attr('pointer-events', 'none')
    .attr('stroke', faintInk(theme))
    .attr('d', ({ width }) => hatchPath(width - 1, ROW - 1));
  drawColumnNames(groups, layout, options);
  drawOutline(root, data, layout, options);
  if (!onSelect) {
    titleMarks(groups);
    return;
  }
  const isOperable = ({ row }: Cell) => row !== null || hasColumns;
  makeInert(groups.filter(cell => !isOperable(cell)));
  const chosen = cells.find(
    ({ row, column }) => (row?.site ?? null) === selected.site && column.id === selected.column,
  );
  makeOperable(groups.filter(isOperable), cells.filter(isOperable), {
    selected: chosen?.id ?? null,
    onSelect: id => {
      const cell = cells[id];
      if (cell) onSelect({ site: cell.row?.site ?? null, column: cell.column.id });
    },
    walk: (all, from, key) => walk(all, from, key, data.rightToLeft),
    onPoint: cell => {
      const { row, column, x = 0, y = 0 } = cell ?? {};
      onPoint?.(row && column ? { site: row.site, column: column.id, x, y: y + ROW } : null);
    },
  });
}

/** Row by row, the names of the columns last. */
function cellsOf({ columns, rows, wording = SUMS }: GridData, layout: GridLayout): Cell[] {
  const lines = [...rows, null];
  return lines.flatMap((row, atRow) =>
    columns.map((column, atColumn): Cell => {
      const value = row?.values[atColumn] ?? null;
      const said = value === null ? (column.isVoid ? wording.none : wording.unknown) : wording.format(value);
      const { x = 0, width = 0 } = layout.columns[atColumn] ?? {};
      return {
        id: atRow * columns.length + atColumn,
        key: `${column.id} ${row?.site ?? ''}`,
        label: row ? `${column.name} at ${row.site}, ${said}${bothRuns(row, atColumn)}` : column.name,
        row,
        column,
        value,
        at: { row: atRow, column: atColumn },
        x,
        y: row ? (layout.rows[atRow] ?? 0) : layout.axisTop,
        width,
      };
    }),
  );
}

function bothRuns({ runs }: GridRow, column: number): string {
  const [changed, untouched] = [runs?.changed[column], runs?.untouched[column]];
  if (changed === undefined || untouched === undefined) return '';
  return `, ${formatRuns(changed, untouched)}`;
}

function drawColumnNames(
  groups: Selection<SVGGElement, Cell, SVGSVGElement, unknown>,
  layout: GridLayout,
  { theme, selected }: GridOptions,
): void {
  groups
    .selectAll<SVGTextElement, Cell>('text')
    .data(cell => (cell.row === null ? [cell] : []))
    .join('text')
    .attr('font-family', ({ column }) => (column.special ? theme.mono : theme.serif))
    .attr('font-size', ({ column }) => (column.special ? GRID_FONT.word - 2 : GRID_FONT.word))
    .attr('font-weight', ({ column }) => (column.id === selected.column ? BOLD : 400))
    .attr('fill', ({ column }) => (column.special ? theme.dim : theme.ink))
    .attr('text-anchor', layout.isSlanted ? 'start' : 'middle')
    .attr('transform', ({ width }) =>
      layout.isSlanted
        ? `translate(${width / 2 - SLANT_START},${GRID_FONT.word}) rotate(${SLANT})`
        : `translate(${width / 2},${GRID_FONT.word + 3})`,
    )
    .text(({ at }) => layout.columns[at.column]?.text ?? '')
    .filter(({ column }) => column.source !== undefined)
    .append('tspan')
    .attr('x', layout.isSlanted ? null : 0)
    .attr('dy', layout.isSlanted ? null : SOURCE_LINE)
    .attr('dx', layout.isSlanted ? 4 : null)
    .attr('font-weight', 400)
    .attr('fill', theme.dim)
    .text(({ at }) => layout.columns[at.column]?.source ?? '');
}

/** The selected cell, row or column, framed in ink. */
function drawOutline(
  root: Selection<SVGSVGElement, unknown, null, undefined>,
  { columns, rows }: GridData,
  layout: GridLayout,
  { theme, selected }: GridOptions,
): void {
  const row = rows.findIndex(({ site }) => site === selected.site);
  const column = columns.findIndex(({ id }) => id === selected.column);
  const places = layout.columns;
  const gridWidth = places.reduce((sum, { width }) => sum + width, 0);
  const top = layout.rows[Math.max(0, row)] ?? 0;
  const place = places[column];
  const frames =
    row < 0 && !place
      ? []
      : [
          {
            x: place?.x ?? 0,
            width: place?.width ?? gridWidth,
            y: row < 0 ? (layout.rows[0] ?? 0) : top,
            height: row < 0 ? layout.axisTop - (layout.rows[0] ?? 0) : ROW,
          },
        ];
  root
    .selectAll<SVGRectElement, (typeof frames)[number]>('rect.outline')
    .data(frames)
    .join('rect')
    .attr('class', 'outline')
    .raise()
    .attr('x', ({ x }) => x)
    .attr('y', ({ y }) => y)
    .attr('width', ({ width }) => width)
    .attr('height', ({ height }) => height)
    .attr('rx', 2)
    .attr('fill', 'none')
    .attr('stroke', theme.ink)
    .attr('stroke-width', 2)
    .attr('pointer-events', 'none');
}

/** Slanted lines that fill a cell whose upper left corner is at half a pixel. */
export function hatchPath(width: number, height: number): string {
  const lines: string[] = [];
  for (let start = HATCH - height; start < width; start += HATCH) {
    const [from, to] = [Math.max(0, start), Math.min(width, start + height)];
    lines.push(`M${0.5 + from},${0.5 + height - (from - start)}L${0.5 + to},${0.5 + height - (to - start)}`);
  }
  return lines.join('');
}

/** Where a key leads from a cell; undefined for keys that lead nowhere. */
function walk(cells: readonly Cell[], from: Cell, key: string, rightToLeft: boolean): Cell | undefined {
  const step = rightToLeft ? -1 : 1;
  const { row, column } = from.at;
  const last = cells.at(-1)?.at ?? from.at;
  const cellAt = (r: number, c: number) =>
    r < 0 || c < 0 || r > last.row || c > last.column ? undefined : cells[r * (last.column + 1) + c];
  switch (key) {
    case 'ArrowRight':
      return cellAt(row, column + step);
    case 'ArrowLeft':
      return cellAt(row, column - step);
    case 'ArrowUp':
      return cellAt(row - 1, column);
    case 'ArrowDown':
      return cellAt(row + 1, column);
    case 'Home':
      return cellAt(row, 0);
    case 'End':
      return cellAt(row, last.column);
    default:
      return undefined;
  }
}
