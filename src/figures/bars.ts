/** The same values as sorted bars: zero in the middle, blue to the right, orange to the left. */

import { scaleLinear } from 'd3-scale';
import { select } from 'd3-selection';
import { fitText } from './flow';
import { formatSigned, formatSignedPercent } from './format';
import { measureText } from './measure';
import { makeInert, makeOperable, walkList } from './roving';
import type { FigureTheme } from './theme';

export interface Bar {
  readonly id: number;
  readonly text: string;
  readonly value: number;
  /** Share of ΔF; null where the method knows none. */
  readonly share: number | null;
  /** What a screen reader says; holds the value. */
  readonly label: string;
}

export interface BarsOptions {
  readonly width: number;
  readonly theme: FigureTheme;
  /** The value of a bar that reaches the edge. */
  readonly max: number;
  readonly selected: number | null;
  /** What the figure shows, in a sentence. */
  readonly label: string;
  readonly onSelect?: (id: number) => void;
}

const ROW = 24;
const BAR = 12;
const FONT = 14;
/** Wide enough for most numbers, so that few results move the columns. */
const LEAST_NUMBER_COLUMN = 62;
const LEAST_BAR_COLUMN = 20;
const GAP = 8;

/** Draws into an empty or an earlier bar figure's svg, and sets its size. */
export function drawBars(svg: SVGSVGElement, bars: readonly Bar[], options: BarsOptions): void {
  const { width, theme, max, selected, label, onSelect } = options;
  const textColumn = Math.min(140, width * 0.3);
  const leastNumber = Math.min(LEAST_NUMBER_COLUMN, width * 0.2);
  const valueColumn = columnOf(
    bars.map(({ value }) => formatSigned(value)),
    leastNumber,
    theme,
  );
  const shares = bars.flatMap(({ share }) => (share === null ? [] : [formatSignedPercent(share)]));
  const shareColumn = shares.length > 0 ? columnOf(shares, leastNumber, theme) : 0;
  // A figure as wide as the page would pull the numbers away from their words.
  const barColumn = Math.max(
    LEAST_BAR_COLUMN,
    Math.min(360, width - textColumn - valueColumn - shareColumn - 2 * GAP),
  );
  const signed = bars.some(({ value }) => value < 0);
  const x = scaleLinear()
    .domain([signed ? -max : 0, max > 0 ? max : 1])
    .range([textColumn + GAP, textColumn + GAP + barColumn])
    .clamp(true);
  const zero = x(0);
  const valueEnd = textColumn + GAP + barColumn + valueColumn;
  const height = Math.max(1, bars.length) * ROW;

  const root = select(svg)
    .attr('width', width)
    .attr('height', height)
    .attr('viewBox', `0 0 ${width} ${height}`)
    .attr('role', onSelect ? 'group' : 'img')
    .attr('aria-label', label)
    .attr('font-family', theme.sans)
    .attr('font-size', FONT);

  const rows = root
    .selectAll<SVGGElement, Bar>('g.bar')
    .data(bars, bar => bar.id)
    .join(enter => {
      const group = enter.append('g').attr('class', 'bar');
      group.append('rect').attr('class', 'row');
      group.append('text').attr('class', 'name');
      group.append('line');
      group.append('rect').attr('class', 'value');
      group.append('text').attr('class', 'number').attr('text-anchor', 'end');
      group.append('text').attr('class', 'share').attr('text-anchor', 'end');
      return group;
    })
    .order()
    .attr('transform', (_, i) => `translate(0,${i * ROW})`);
  rows
    .select('rect.row')
    .attr('width', Math.min(width, valueEnd + shareColumn + GAP))
    .attr('height', ROW)
    .attr('rx', 3)
    .attr('fill', ({ id }) => (id === selected ? theme.rule : theme.ground))
    .attr('fill-opacity', ({ id }) => (id === selected ? 0.6 : 0));
  rows
    .select('text.name')
    .attr('x', 4)
    .attr('y', ROW / 2 + FONT * 0.35)
    .attr('fill', theme.ink)
    .text(({ text }) => fitText(text, textColumn - 4, t => measureText(t, `${FONT}px ${theme.sans}`)));
  rows.select('line').attr('x1', zero).attr('x2', zero).attr('y2', ROW).attr('stroke', theme.rule);
  rows
    .select('rect.value')
    .attr('x', ({ value }) => Math.min(zero, x(value)))
    .attr('y', (ROW - BAR) / 2)
    .attr('width', ({ value }) => Math.abs(x(value) - zero))
    .attr('height', BAR)
    .attr('rx', 1.5)
    .attr('fill', ({ value }) => (value < 0 ? theme.away : theme.toward));
  rows
    .select('text.number')
    .attr('x', valueEnd)
    .attr('y', ROW / 2 + FONT * 0.35)
    .attr('fill', theme.ink)
    .text(({ value }) => formatSigned(value));
  rows
    .select('text.share')
    .attr('x', valueEnd + shareColumn)
    .attr('y', ROW / 2 + FONT * 0.35)
    .attr('fill', theme.dim)
    .text(({ share }) => (share === null ? '' : formatSignedPercent(share)));
  if (!onSelect) {
    makeInert(rows);
    return;
  }
  makeOperable(rows, bars, { selected, onSelect, walk: walkList });
}

/** Width of a column of numbers, with a gap before the widest. */
function columnOf(numbers: readonly string[], least: number, theme: FigureTheme): number {
  const widths = numbers.map(number => measureText(number, `${FONT}px ${theme.sans}`));
  return Math.max(least, Math.ceil(Math.max(0, ...widths)) + GAP);
}
