/** The legend of the diverging scale: a ramp with its numbers and what its two sides mean. */

import { select } from 'd3-selection';
import { divergingScale } from './diverging';
import { formatSigned } from './format';
import { measureText } from './measure';
import type { FigureTheme } from './theme';

export interface LegendOptions {
  readonly width: number;
  readonly theme: FigureTheme;
  readonly max: number;
  /** What the negative side means; empty where values have no sign, which leaves the ramp its positive half. */
  readonly away: string;
  readonly toward: string;
  /** Unit of the values, such as `logit`. */
  readonly unit: string;
  /** How they are written; as attributions where this is left out. */
  readonly format?: (value: number) => string;
}

const RAMP = 160;
const STEPS = 40;
const BAR = 9;
const FONT = 12;
const GAP = 10;
const ROW = 18;

/** Draws into an empty or an earlier legend's svg, and sets its size. */
export function drawLegend(svg: SVGSVGElement, options: LegendOptions): void {
  const { width, theme, max, away, toward, unit, format = formatSigned } = options;
  const widthOf = (text: string) => measureText(text, `${FONT}px ${theme.sans}`);
  const low = away === '' ? 0 : -max;
  const awayWidth = away === '' ? 0 : widthOf(away) + GAP;
  const range = `${low < 0 ? `±${format(max).replace('+', '')}` : `0 to ${format(max)}`} ${unit}`;
  const oneRow = awayWidth + RAMP + GAP + widthOf(`${toward} · ${range}`) <= width;
  const rampStart = oneRow ? awayWidth : 0;
  const texts = oneRow
    ? [
        { x: 0, row: 0, text: away },
        { x: rampStart + RAMP + GAP, row: 0, text: `${toward} · ${range}` },
      ]
    : rowsBelow([away, toward], range, width, widthOf);
  const height = ROW * (1 + Math.max(...texts.map(({ row }) => row)));
  const colour = divergingScale(max, theme);

  const root = select(svg)
    .attr('width', width)
    .attr('height', height)
    .attr('viewBox', `0 0 ${width} ${height}`)
    .attr('role', 'img')
    .attr('aria-label', `Colour scale: ${away ? `orange ${away}, ` : ''}blue ${toward}, ${range}.`)
    .attr('font-family', theme.sans)
    .attr('font-size', FONT);
  root
    .selectAll<SVGRectElement, number>('rect')
    .data(Array.from({ length: STEPS }, (_, i) => low + ((max - low) * (i + 0.5)) / STEPS))
    .join('rect')
    .attr('x', (_, i) => rampStart + (i * RAMP) / STEPS)
    .attr('y', 5)
    .attr('width', RAMP / STEPS + 0.5)
    .attr('height', BAR)
    .attr('fill', value => colour(value).fill);
  root
    .selectAll<SVGTextElement, (typeof texts)[number]>('text')
    .data(texts)
    .join('text')
    .attr('x', ({ x }) => x)
    .attr('y', ({ row }) => row * ROW + 13)
    .attr('fill', theme.dim)
    .text(({ text }) => text);
}

/** The range beside the ramp and both sides below it; each in a row of its own where it would not fit otherwise. */
function rowsBelow(
  [away, toward]: readonly [string, string],
  range: string,
  width: number,
  widthOf: (text: string) => number,
) {
  const isBeside = RAMP + GAP + widthOf(range) <= width;
  const both = `${away} | ${toward}`;
  const sides = away === '' ? [toward] : widthOf(both) <= width ? [both] : [away, `| ${toward}`];
  return [
    isBeside ? { x: RAMP + GAP, row: 0, text: range } : { x: 0, row: 1, text: range },
    ...sides.map((text, i) => ({ x: 0, row: i + (isBeside ? 1 : 2), text })),
  ];
}
