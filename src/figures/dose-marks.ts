/** The marks of a dose–response figure: where the decision changes, and where a corpus's activations lie. */

import { AXIS_FONT, type PlotBox, type Root, write } from './axes';
import { formatActivation } from './format';
import { stackFlags, standing } from './labels';
import { measureText } from './measure';
import type { FigureTheme } from './theme';

/** Where the decision changes, with the dose rising. */
export interface Flip {
  readonly dose: number;
  readonly from: string;
  readonly to: string;
}

export interface Quantile {
  /** Such as `p50`. */
  readonly name: string;
  readonly at: number;
}

export const FLAG_ROW = 17;
const FLAG_GAP = 12;

export interface FlipFlag {
  readonly at: number;
  readonly text: string;
  readonly number: string;
  readonly left: number;
  readonly row: number;
}

/** The flips' labels, above the plot and at their lines, in as many rows as they need between two edges. */
export function placeFlips(
  flips: readonly Flip[],
  x: (dose: number) => number,
  [left, right]: readonly [number, number],
  theme: FigureTheme,
): FlipFlag[] {
  const flags = flips.map(({ dose, from, to }) => ({
    at: x(dose),
    text: `${from} → ${to}`,
    number: ` at ${formatActivation(dose)}`,
  }));
  const font = `${AXIS_FONT}px ${theme.sans}`;
  const places = stackFlags(
    flags.map(({ at, text, number }) => ({ at, width: measureText(text + number, font) })),
    left,
    right,
    FLAG_GAP,
  );
  return flags.map((flag, i) => ({ ...flag, ...(places[i] ?? { left, row: 0 }) }));
}

/** Dashed lines where the decision changes, each with its label at its upper end. */
export function drawFlips(
  root: Root,
  flags: readonly FlipFlag[],
  { top, bottom }: PlotBox,
  theme: FigureTheme,
): void {
  for (const { at, row } of flags) {
    root
      .append('line')
      .attr('class', 'flip')
      .attr('x1', at)
      .attr('x2', at)
      .attr('y1', top - row * FLAG_ROW - 4)
      .attr('y2', bottom)
      .attr('stroke', theme.ink)
      .attr('stroke-dasharray', '3 3');
  }
  for (const { left, row, text, number } of flags) {
    // The ground around the letters keeps a line that runs behind them from striking them out.
    write(root, text, left, top - row * FLAG_ROW - 8, 'start', theme.ink)
      .attr('stroke', theme.ground)
      .attr('stroke-width', 4)
      .attr('paint-order', 'stroke')
      .append('tspan')
      .attr('fill', theme.dim)
      .text(number);
  }
}

/** Room that the corpus's quantiles take below the axis. */
export const QUANTILES = 22;

/** A line from the first quantile to the last, with a tick at each, below the axis. */
export function drawQuantiles(
  root: Root,
  quantiles: readonly Quantile[],
  x: (dose: number) => number,
  { left, right, bottom }: PlotBox,
  theme: FigureTheme,
): void {
  const y = bottom + 27;
  const inside = quantiles
    .map(({ name, at }) => ({ name, at: x(at) }))
    .filter(({ at }) => at >= left && at <= right);
  const font = `${AXIS_FONT - 1}px ${theme.sans}`;
  const named = standing(
    inside.map(({ name, at }) => ({ at, size: measureText(name, font) })),
    6,
  );
  const small = (text: string, at: number, dy: number, anchor: 'middle' | 'end') =>
    write(root, text, at, y + dy, anchor, theme.dim).attr('font-size', AXIS_FONT - 1);
  small('corpus', left - 8, 4, 'end');
  const line = `M${inside[0]?.at ?? left},${y}H${inside.at(-1)?.at ?? left}`;
  const ticks = inside.map(({ at }) => `M${at},${y - 3}V${y + 3}`);
  root
    .append('path')
    .attr('fill', 'none')
    .attr('stroke', theme.dim)
    .attr('d', [line, ...ticks].join(''));
  inside.forEach(({ name, at }, i) => {
    if (named.has(i)) small(name, at, 15, 'middle');
  });
}
