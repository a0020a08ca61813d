/** Which ranking finds the neurons that matter? The target's value against how many are switched off. */

import { scaleSymlog } from 'd3-scale';
import type { Order } from '../engine/experiments/names';
import { endsOf, flipKey, furthestApart, type Look, leastGap, linesKey, looksOf } from './ablation-lines';
import {
  axisRoom,
  drawBand,
  drawTicks,
  drawUntouched,
  drawValueAxis,
  framePlot,
  linePath,
  type PlotBox,
  type Root,
  valueScale,
  WIDE,
  write,
} from './axes';
import type { Band } from './band';
import { drawEndLabels, endLabelRoom } from './end-labels';
import { formatCount, formatNumber, formatPercent } from './format';
import { drawKey, layoutKey } from './key';
import type { FigureTheme } from './theme';

export interface AblationCurve {
  readonly id: string;
  /** Of the ranking. */
  readonly name: string;
  readonly order: Order;
  readonly selected: boolean;
  /** For each count the target's value, of several sentences the mean; may still be short. */
  readonly values: readonly number[];
  /** For each count the share of sentences whose decision is another one than untouched. */
  readonly flipped: readonly number[];
}

export interface AblationData {
  /** Numbers of neurons switched off, ascending. */
  readonly counts: readonly number[];
  readonly curves: readonly AblationCurve[];
  /** What random sets do, one number a count, and how many sets there are; null where there are none. */
  readonly controls: (Band & { readonly count: number }) | null;
  /** The target's value with nothing switched off. */
  readonly untouched: number;
}

export interface AblationOptions {
  readonly width: number;
  readonly theme: FigureTheme;
  /** What the values are: "logit of positive". */
  readonly unit: string;
  /** What the figure shows, in a sentence. */
  readonly label: string;
}

const PLOT = 230;
/** Where no names stand beside the plot. */
const RIGHT = 22;
const HEAD = 26;
const TICKS = 5;
/** Radius of the circle where a decision has flipped, and of that on a line that stands back. */
const MARK = 3.5;
const SMALL_MARK = 2;
/** Ends of lines nearer to each other than this, in pixels, cannot be told apart. */
const TOO_NEAR = 5;
/** From this share of sentences on, a decision counts as flipped. */
const MOST = 0.5;

/** Draws into an empty or an earlier figure's svg, and sets its size. */
export function drawAblationCurves(
  svg: SVGSVGElement,
  data: AblationData,
  { width, theme, unit, label }: AblationOptions,
): void {
  const { counts, controls, untouched } = data;
  const looks = looksOf(data.curves, theme);
  const known = [
    untouched,
    ...looks.flatMap(({ curve }) => curve.values),
    ...(controls?.low ?? []),
    ...(controls?.high ?? []),
  ];
  const y = valueScale(known, TICKS);
  const left = axisRoom(y, TICKS, theme);
  const isWide = width >= WIDE;
  const key = [...(isWide ? [] : linesKey(looks, data, theme)), ...flipKey(looks, theme)];
  const range = Math.max(...known) - Math.min(...known);
  const endGap = leastGap(looks.map(({ curve }) => curve.values.at(-1) ?? untouched));
  // Lines still to come end inside the plot, and with all neurons off all lines end at the same value:
  // in neither case do names at the edge tell them apart.
  const isWhole = looks.every(({ curve }) => curve.values.length === counts.length);
  const hasLetters = !isWide || !isWhole || endGap * PLOT < TOO_NEAR * range;
  const ends = isWide ? endsOf(looks, data, hasLetters, theme) : [];
  const right = width - (isWide ? endLabelRoom(ends, theme) : RIGHT);
  const keyLayout = layoutKey(key, width, theme);
  const top = keyLayout.height + HEAD;
  const box: PlotBox = { left, right, top, bottom: top + PLOT };
  // With a constant of 1 this is log(1 + n).
  const x = scaleSymlog()
    .constant(1)
    .domain([0, Math.max(1, ...counts)])
    .range([left, right]);
  y.range([box.bottom, box.top]);
  const placeOf = (at: number) => x(counts[at] ?? 0);

  const root = framePlot(svg, { width, height: box.bottom + 40, theme, label });
  root.selectAll('*').remove();
  drawKey(root, key, keyLayout, { x: 0, y: 0 }, theme);
  write(root, unit, 0, keyLayout.height + 14, 'start', theme.dim);
  drawValueAxis(root, y, box, TICKS, theme);
  if (controls) drawBand(root, controls, placeOf, y, theme);
  drawUntouched(root, y(untouched), box, theme);
  for (const look of looks) drawCurve(root, look, counts, placeOf, y, theme);
  drawTicks(
    root,
    counts.map(count => ({ x: x(count), text: formatCount(count) })),
    box.bottom,
    theme,
  );
  write(root, 'neurons switched off', right, box.bottom + 34, 'end', theme.dim);
  if (hasLetters) drawLetters(root, looks, placeOf, y, theme);
  drawEndLabels(
    root,
    ends.map(end => ({ ...end, y: y(end.y) })),
    box,
    theme,
  );
}

/** The letters on the lines that stand back, where all lines are furthest apart. */
function drawLetters(
  root: Root,
  looks: readonly Look[],
  placeOf: (at: number) => number,
  y: (value: number) => number,
  theme: FigureTheme,
): void {
  const at = furthestApart(looks.map(({ curve }) => curve.values));
  for (const { curve, letter } of looks) {
    const last = curve.values.length - 1;
    const place = at < 0 ? last : Math.min(at, last);
    const value = curve.values[place];
    if (letter === '' || value === undefined) continue;
    write(root, letter, placeOf(place), y(value) + 4, 'middle', theme.dim)
      .attr('font-weight', 700)
      .attr('stroke', theme.ground)
      .attr('stroke-width', 4)
      .attr('paint-order', 'stroke')
      .attr('pointer-events', 'none');
  }
}

function drawCurve(
  root: Root,
  { curve, name, stroke, width, dashes }: Look,
  counts: readonly number[],
  placeOf: (at: number) => number,
  y: (value: number) => number,
  theme: FigureTheme,
): void {
  root
    .append('path')
    .attr('class', 'line')
    .attr('fill', 'none')
    .attr('stroke', stroke)
    .attr('stroke-width', width)
    .attr('stroke-dasharray', dashes)
    .attr('stroke-linejoin', 'round')
    .attr('d', linePath(curve.values.map((value, at) => [placeOf(at), y(value)])))
    .append('title')
    .text(name);
  curve.values.forEach((value, at) => {
    const share = curve.flipped[at] ?? 0;
    const circle = circleOf(curve, share);
    if (!curve.selected && !circle) return;
    const group = root.append('g').attr('transform', `translate(${placeOf(at)},${y(value)})`);
    if (circle)
      group
        .append('circle')
        .attr('class', 'flip')
        .attr('r', circle.radius)
        .attr('fill', circle.isFilled ? stroke : theme.ground)
        .attr('stroke', stroke)
        .attr('stroke-width', 1.25);
    // What the pointer hits.
    group.append('circle').attr('r', 7).attr('fill', theme.ground).attr('fill-opacity', 0);
    group.append('title').text(pointTitle(name, counts[at] ?? 0, value, share));
  });
}

/** The circle at a point of a line where so large a share of decisions has flipped; null where none has. */
export function circleOf(
  { selected }: Pick<AblationCurve, 'selected'>,
  share: number,
): { readonly radius: number; readonly isFilled: boolean } | null {
  return share > 0 ? { radius: selected ? MARK : SMALL_MARK, isFilled: share >= MOST } : null;
}

/** "conductance, top first: 31 off, 1.204, flipped in 40 %". */
export function pointTitle(name: string, count: number, value: number, share: number): string {
  const flips = share === 0 ? '' : share === 1 ? ', flipped' : `, flipped in ${formatPercent(share)}`;
  return `${name}: ${formatCount(count)} off, ${formatNumber(value)}${flips}`;
}
