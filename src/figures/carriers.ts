/** How few neurons? The cumulative share of the score against the number of neurons (log), a line a site. */

import { interpolateRgb } from 'd3-interpolate';
import { scaleLinear, scaleLog } from 'd3-scale';
import { AXIS_FONT, faintInk, framePlot, write } from './axes';
import { formatCount } from './format';
import { measureText } from './measure';
import { spread } from './spread';
import type { FigureTheme } from './theme';

export interface CarrierLine {
  readonly id: string;
  /** Written at the line. */
  readonly name: string;
  /** `cumulative[n − 1]` is the share of the score that the n best neurons carry. */
  readonly cumulative: ArrayLike<number>;
  /** No full cut: dashed. */
  readonly dashed: boolean;
}

export interface CarriersOptions {
  readonly width: number;
  readonly theme: FigureTheme;
  /** Shares that get a line across. */
  readonly shares: readonly number[];
  /** The line that stands out; null lets all be equal. */
  readonly selected: string | null;
  /** What the figure shows, in a sentence. */
  readonly label: string;
}

const PLOT = 200;
const MARGIN = { right: 12, bottom: 38 };
/** Between the numbers of the axis and the plot. */
const NUMBER_GAP = 8;
/** Between the plot and the names above it. */
const LEADER = 12;
const NAME_GAP = 10;
/** Distance of names that are too many to stand side by side. */
const SLANTED_GAP = 17;
const AXIS_NAME = 'share of the score';
/** The longest that there is room for. */
const NEURON_AXIS = ['neurons, those that carry most first', 'neurons'];
/** Of the line that the axis' name gets where it cannot stand beside the names. */
const AXIS_ROW = 18;

/** Draws into an empty or an earlier figure's svg, and sets its size. */
export function drawCarriers(
  svg: SVGSVGElement,
  lines: readonly CarrierLine[],
  { width, theme, shares, selected, label }: CarriersOptions,
): void {
  const drawn = lines.map(line => ({ ...line, points: risingPart(line.cumulative) }));
  const most = Math.max(10, ...drawn.map(({ points }) => points.length));
  const sans = `${AXIS_FONT}px ${theme.sans}`;
  const left = Math.ceil(measureText(percentName(1), sans)) + NUMBER_GAP;
  const right = width - MARGIN.right;
  const font = `${AXIS_FONT}px ${theme.mono}`;
  const widths = drawn.map(({ name }) => measureText(name, font));
  // The axis' name stands above the axis, and names of lines to the right of it.
  const axisName = measureText(AXIS_NAME, sans) + NAME_GAP;
  const { isSlanted, from, to, isBelow } = nameRoom(widths, { axisName, left, right, width });
  const top =
    LEADER +
    (isSlanted ? Math.max(0, ...widths) * Math.SQRT1_2 + AXIS_FONT : AXIS_FONT + 6) +
    (isBelow ? AXIS_ROW : 0);
  const bottom = top + PLOT;
  const height = bottom + MARGIN.bottom;
  const x = scaleLog().domain([1, most]).range([left, right]);
  const y = scaleLinear().domain([0, 1]).range([bottom, top]);

  const root = framePlot(svg, { width, height, theme, label });
  root.selectAll('*').remove();

  for (const share of [0, ...shares, 1]) {
    root
      .append('line')
      .attr('x1', left)
      .attr('x2', right)
      .attr('y1', y(share))
      .attr('y2', y(share))
      .attr('stroke', theme.rule);
    write(root, percentName(share), left - NUMBER_GAP, y(share) + 4, 'end', theme.dim);
  }
  write(root, AXIS_NAME, 0, isBelow ? AXIS_FONT : top - LEADER - 2, 'start', theme.dim);
  for (let decade = 1; decade <= most; decade *= 10) {
    write(root, formatCount(decade), x(decade), bottom + 16, 'middle', theme.dim);
  }
  const below = NEURON_AXIS.find(name => measureText(name, sans) <= right) ?? '';
  write(root, below, right, bottom + 32, 'end', theme.dim);

  const ends = drawn.map(({ points }) => ({
    x: x(Math.max(1, points.length)),
    y: y(points.at(-1) ?? 0),
  }));
  const slantedGap = Math.min(SLANTED_GAP, (to - from) / Math.max(1, drawn.length));
  const places = spread(
    ends.map((end, i) => ({ at: end.x, size: isSlanted ? slantedGap : (widths[i] ?? 0) + NAME_GAP })),
    from,
    to,
  );
  const faint = faintInk(theme);
  drawn.forEach(({ id, name, points, dashed }, i) => {
    const isFaint = selected !== null && selected !== id;
    const colour = isFaint ? faint : shade(i, drawn.length, theme);
    const end = ends[i] ?? { x: left, y: bottom };
    const place = places[i] ?? end.x;
    root
      .append('path')
      .attr('fill', 'none')
      .attr('stroke', isFaint ? faint : theme.dim)
      .attr('stroke-width', 0.75)
      .attr('d', `M${end.x},${end.y}L${end.x},${top - 2}L${place},${top - LEADER + 2}`);
    root
      .append('path')
      .attr('class', 'line')
      .attr('fill', 'none')
      .attr('stroke', colour)
      .attr('stroke-width', selected === id ? 2.5 : 1.75)
      .attr('stroke-linejoin', 'round')
      .attr('stroke-dasharray', dashed ? '5 4' : null)
      .attr('d', points.map((share, at) => `${at === 0 ? 'M' : 'L'}${x(at + 1)},${y(share)}`).join(''));
    root.append('circle').attr('cx', end.x).attr('cy', end.y).attr('r', 2.5).attr('fill', colour);
    write(root, name, 0, 0, isSlanted ? 'start' : 'middle', isFaint ? theme.dim : theme.ink)
      .attr('transform', `translate(${place},${top - LEADER - 2})${isSlanted ? ' rotate(-45)' : ''}`)
      .attr('font-family', theme.mono)
      .attr('font-weight', selected === id ? 700 : 400);
  });
}

const percentName = (share: number) => `${Math.round(share * 100)} %`;

/**
 * Where the names of lines stand above the plot: side by side, or slanted where they are too many for that, to the
 * right of the axis' name; where even slanted ones have no room there, below it.
 */
export function nameRoom(
  widths: readonly number[],
  {
    axisName,
    left,
    right,
    width,
  }: { readonly axisName: number; readonly left: number; readonly right: number; readonly width: number },
): { readonly isSlanted: boolean; readonly from: number; readonly to: number; readonly isBelow: boolean } {
  const sum = widths.reduce((all, each) => all + each + NAME_GAP, 0);
  if (axisName + sum <= right) return { isSlanted: false, from: axisName, to: width, isBelow: false };
  const to = right - Math.max(0, ...widths) * Math.SQRT1_2;
  const isBelow = axisName + widths.length * SLANTED_GAP > to;
  return { isSlanted: true, from: isBelow ? left : axisName, to, isBelow };
}

/** Up to the neuron with which the whole is reached; where it never is, up to the peak. */
function risingPart(cumulative: ArrayLike<number>): number[] {
  const points: number[] = [];
  for (let i = 0; i < cumulative.length; i++) {
    const share = cumulative[i] ?? 0;
    if (share < (points.at(-1) ?? Number.NEGATIVE_INFINITY)) break;
    points.push(Math.min(1, share));
    if (share >= 1) break;
  }
  return points;
}

/** Deeper sites stand out more: their order is what matters. */
function shade(at: number, count: number, theme: FigureTheme): string {
  const strength = count < 2 ? 1 : 0.3 + (0.7 * at) / (count - 1);
  return interpolateRgb(theme.ground, theme.ink)(strength);
}
