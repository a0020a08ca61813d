/** Where the layer grid puts its rows, its columns and their names. */

import { select } from 'd3-selection';
import { fitText } from './flow';
import { formatError, formatSigned } from './format';
import type { GridColumn, GridData, GridWording } from './layer-grid';
import { measureText } from './measure';
import type { FigureTheme } from './theme';

export const GRID_FONT = { name: 12, word: 13, number: 12 };
export const ROW = 24;
/** Between two blocks. */
const BLOCK_GAP = 4;
/** Room for the names of the number columns. */
const HEAD = 20;
/** Narrower, and a column could neither be told from its neighbours nor hit. */
const LEAST_COLUMN = 20;
/** Wider, and a short text would look like a flag. */
const WIDEST_COLUMN = 88;
const WORD_PADDING = 5;
const NAME_GAP = 10;
const NUMBER_GAP = 14;
/** Of names that do not fit side by side, in degrees. */
export const SLANT = 45;
/** How far left of a column's middle its slanted name begins. */
export const SLANT_START = 4;
const LONGEST_SLANTED = 96;
const UPRIGHT_AXIS = 24;
/** Distance of a column's source from its name above. */
export const SOURCE_LINE = 17;
/** The weight of a selected name: as wide as a name may become. */
export const BOLD = 700;
/** From this width on the totals stay in view while the cells scroll. */
const WIDE = 560;

/** The wording of attributions. */
export const SUMS: GridWording = {
  format: formatSigned,
  total: 'sum',
  unknown: 'not known',
  none: 'no value',
};

export interface GridColumnPlace {
  readonly x: number;
  readonly width: number;
  /** Cut where it is too long. */
  readonly text: string;
  /** Where its values come from, likewise; empty where that goes without saying. */
  readonly source: string;
}

export interface GridLayout {
  readonly nameWidth: number;
  /** Of all cells, which may be more than there is room for. */
  readonly cellsWidth: number;
  readonly totalsWidth: number;
  /** From the left of the totals to the right edge of each column of numbers. */
  readonly totalEnd: number;
  readonly deltaEnd: number;
  readonly totalsScroll: boolean;
  readonly columns: readonly GridColumnPlace[];
  readonly isSlanted: boolean;
  /** Top of each row. */
  readonly rows: readonly number[];
  readonly axisTop: number;
  readonly height: number;
}

interface ColumnName {
  /** Cut where they are too long. */
  readonly text: string;
  readonly source: string;
  /** How far a slanted name reaches to the right of its column's middle, and about as far down. */
  readonly reach: number;
}

/** The places of a grid in a figure of this width. */
export function layoutGrid(
  { columns, rows, rightToLeft, wording = SUMS }: GridData,
  width: number,
  theme: FigureTheme,
): GridLayout {
  const wordFont = (special: boolean) =>
    special ? `${GRID_FONT.word - 2}px ${theme.mono}` : `${GRID_FONT.word}px ${theme.serif}`;
  const numberWidth = (texts: readonly string[]) =>
    Math.ceil(Math.max(...texts.map(text => measureText(text, `${GRID_FONT.number}px ${theme.sans}`))));
  const nameWidth =
    NAME_GAP +
    Math.ceil(Math.max(...rows.map(({ site }) => measureText(site, `${GRID_FONT.name}px ${theme.mono}`)), 0));
  const totalEnd =
    NUMBER_GAP +
    numberWidth([
      wording.total,
      ...rows.flatMap(({ total }) => (total === null ? [] : wording.format(total))),
    ]);
  const deltas = rows.flatMap(({ delta }) => (delta === null ? [] : [formatError(delta)]));
  const deltaEnd = deltas.length === 0 ? totalEnd : totalEnd + NUMBER_GAP + numberWidth(['delta', ...deltas]);
  const totalsWidth = deltaEnd;

  const totalsScroll = width < WIDE;
  const room = Math.max(LEAST_COLUMN, width - nameWidth - (totalsScroll ? 0 : totalsWidth));
  const natural = columns.map(column => {
    const widths = [column.text, sourceOf(column)].map(text => measureText(text, wordFont(column.special)));
    return Math.max(LEAST_COLUMN, Math.ceil(Math.max(...widths)) + 2 * WORD_PADDING);
  });
  const needed = natural.reduce((sum, each) => sum + each, 0);
  const isSlanted = needed > room;
  const names = columns.map((column): ColumnName => {
    const { special } = column;
    const measure = (text: string) => measureText(text, `${BOLD} ${wordFont(special)}`);
    const fitted = (text: string) => (isSlanted ? fitText(text, LONGEST_SLANTED, measure) : text);
    const [text, source] = [fitted(column.text), fitted(sourceOf(column))];
    const length = measure([text, source].join(' ').trim());
    return { text, source, reach: (length + GRID_FONT.word) * Math.SQRT1_2 - SLANT_START };
  });
  // From the left: of a text that reads from the right its last word comes first.
  const reaches = names.map(({ reach }) => reach);
  const even = evenWidth(rightToLeft ? reaches.toReversed() : reaches, room);
  const spare = isSlanted ? 0 : Math.floor((room - needed) / Math.max(1, columns.length));
  const widths = natural.map(each =>
    isSlanted ? even : Math.max(each, Math.min(WIDEST_COLUMN, each + spare)),
  );
  const gridWidth = widths.reduce((sum, each) => sum + each, 0);

  let x = rightToLeft ? gridWidth : 0;
  let overhang = 0;
  const places = names.map(({ text, source, reach }, i): GridColumnPlace => {
    const columnWidth = widths[i] ?? 0;
    if (rightToLeft) x -= columnWidth;
    const place = { x, width: columnWidth, text, source };
    if (isSlanted) overhang = Math.max(overhang, x + columnWidth / 2 + reach - gridWidth);
    if (!rightToLeft) x += columnWidth;
    return place;
  });
  const longest = Math.max(0, ...reaches);

  const sourceLine = places.some(({ source }) => source !== '') ? SOURCE_LINE : 0;
  const tops: number[] = [];
  let y = HEAD;
  rows.forEach(({ site }, i) => {
    const before = rows[i - 1];
    if (before && blockOf(before.site) !== blockOf(site)) y += BLOCK_GAP;
    tops.push(y);
    y += ROW;
  });
  return {
    nameWidth,
    cellsWidth: Math.ceil(gridWidth + overhang),
    totalsWidth,
    totalEnd,
    deltaEnd,
    totalsScroll,
    columns: places,
    isSlanted,
    rows: tops,
    axisTop: y,
    height: y + (isSlanted ? Math.ceil(longest) + GRID_FONT.word : UPRIGHT_AXIS + sourceLine),
  };
}

/** The widest columns of one width which, with the names that stick out to the right of them, fit into the room. */
function evenWidth(reaches: readonly number[], room: number): number {
  const widest = Math.min(
    room / Math.max(1, reaches.length),
    ...reaches.map((reach, i) => (room - reach) / (i + 0.5)),
  );
  return Math.max(LEAST_COLUMN, Math.min(WIDEST_COLUMN, Math.floor(widest)));
}

/** "← awful", from where a column's values are carried over; empty where it has no other source. */
const sourceOf = ({ source = '' }: GridColumn) => (source === '' ? '' : `← ${source}`);

/** Sets the size of one part of the grid; `label` names it where it can be operated. */
export function frameGrid(svg: SVGSVGElement, width: number, height: number, label: string | null) {
  return select(svg)
    .attr('width', width)
    .attr('height', height)
    .attr('viewBox', `0 0 ${width} ${height}`)
    .attr('role', label === null ? null : 'group')
    .attr('aria-label', label);
}

const blockOf = (site: string) => site.split('.')[0];
