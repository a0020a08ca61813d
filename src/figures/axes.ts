/** What figures with axes share: frame, text, a scale of values with lines across, ticks below, bands. */

import { interpolateRgb } from 'd3-interpolate';
import { type ScaleLinear, scaleLinear } from 'd3-scale';
import { type Selection, select } from 'd3-selection';
import type { Band } from './band';
import { formatTick } from './format';
import { standing } from './labels';
import { measureText } from './measure';
import type { FigureTheme } from './theme';

export type Root = Selection<SVGSVGElement, unknown, null, undefined>;

export const AXIS_FONT = 12;
/** From this width on there is room for names beside the plot. */
export const WIDE = 560;
/** Strength of lines beside the one that stands out. */
const FAINT = 0.28;
const BAND = 0.1;
const MEDIAN = 0.42;

/** The edges of a plot within its svg. */
export interface PlotBox {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

export interface PlotFrame {
  readonly width: number;
  readonly height: number;
  readonly theme: FigureTheme;
  /** What the figure shows, in a sentence. */
  readonly label: string;
}

/** Sets the size of a figure, and says what it shows. */
export function framePlot(svg: SVGSVGElement, { width, height, theme, label }: PlotFrame): Root {
  return select(svg)
    .attr('width', width)
    .attr('height', height)
    .attr('viewBox', `0 0 ${width} ${height}`)
    .attr('role', 'img')
    .attr('aria-label', label)
    .attr('font-family', theme.sans)
    .attr('font-size', AXIS_FONT);
}

export function write<E extends SVGElement>(
  root: Selection<E, unknown, null, undefined>,
  text: string,
  x: number,
  y: number,
  anchor: 'start' | 'middle' | 'end',
  fill: string,
) {
  return root
    .append('text')
    .attr('x', x)
    .attr('y', y)
    .attr('text-anchor', anchor)
    .attr('fill', fill)
    .text(text);
}

/** A scale, without its range yet, that holds all these values between two of its ticks; NaN is none. */
export function valueScale(values: readonly number[], ticks: number): ScaleLinear<number, number> {
  const known = values.filter(Number.isFinite);
  const low = known.length > 0 ? Math.min(...known) : 0;
  const high = known.length > 0 ? Math.max(...known) : 1;
  const pad = low === high ? Math.abs(low) / 10 || 1 : 0;
  return scaleLinear()
    .domain([low - pad, high + pad])
    .nice(ticks);
}

/** Between the numbers of an axis and its plot. */
const NUMBER_GAP = 8;
/** Enough for most numbers, so that the plot seldom moves while values arrive. */
const LEAST_ROOM = 48;

/** Room to the left of a plot for the numbers of its axis. */
export function axisRoom(y: ScaleLinear<number, number>, ticks: number, theme: FigureTheme): number {
  const at = y.ticks(ticks);
  const font = `${AXIS_FONT}px ${theme.sans}`;
  const widths = at.map(tick => measureText(formatTick(tick, stepOf(at)), font));
  return Math.max(LEAST_ROOM, Math.ceil(Math.max(...widths)) + NUMBER_GAP);
}

/** A line across at each tick, with its number to the left of the plot. */
export function drawValueAxis<E extends SVGElement>(
  root: Selection<E, unknown, null, undefined>,
  y: ScaleLinear<number, number>,
  { left, right }: PlotBox,
  ticks: number,
  theme: FigureTheme,
): void {
  const at = y.ticks(ticks);
  for (const tick of at) {
    root
      .append('line')
      .attr('x1', left)
      .attr('x2', right)
      .attr('y1', y(tick))
      .attr('y2', y(tick))
      .attr('stroke', theme.rule);
    write(root, formatTick(tick, stepOf(at)), left - NUMBER_GAP, y(tick) + 4, 'end', theme.dim);
  }
}

/** Least distance of the numbers of two ticks. */
const TICK_SPACE = 8;

export interface Tick {
  readonly x: number;
  readonly text: string;
}

/** A mark below the plot at each tick, and the text of those that have room for it. */
export function drawTicks<E extends SVGElement>(
  root: Selection<E, unknown, null, undefined>,
  ticks: readonly Tick[],
  y: number,
  theme: FigureTheme,
): void {
  const named = standingTicks(ticks, theme);
  ticks.forEach(({ x, text }, i) => {
    root
      .append('line')
      .attr('x1', x)
      .attr('x2', x)
      .attr('y1', y)
      .attr('y2', y + (named.has(i) ? 4 : 3))
      .attr('stroke', named.has(i) ? theme.dim : theme.rule);
    if (named.has(i)) write(root, text, x, y + 17, 'middle', theme.dim);
  });
}

/** Ticks further apart than this need no more of them. */
const TICK_GAP = 64;
const MOST_TICKS = 10;

/** How many ticks an axis of this length in pixels has room for. */
export function tickCount(length: number): number {
  return Math.max(2, Math.min(MOST_TICKS, Math.floor(length / TICK_GAP)));
}

/** Of the ticks of a scale every so many are shown. */
const STRIDES = [1, 2, 4, 5, 10];

/** About so many ticks of a linear scale; where their numbers have no room, every second, and so on. */
export function linearTicks(scale: ScaleLinear<number, number>, count: number, theme: FigureTheme): Tick[] {
  const all = scale.ticks(count);
  const choices = STRIDES.map(stride => {
    const step = stride * stepOf(all);
    return all
      .filter(tick => Math.round(tick / stepOf(all)) % stride === 0)
      .map(tick => ({ x: scale(tick), text: formatTick(tick, step) }));
  });
  return choices.find(ticks => standingTicks(ticks, theme).size === ticks.length) ?? [];
}

function standingTicks(ticks: readonly Tick[], theme: FigureTheme): Set<number> {
  const font = `${AXIS_FONT}px ${theme.sans}`;
  return standing(
    ticks.map(({ x, text }) => ({ at: x, size: measureText(text, font) })),
    TICK_SPACE,
  );
}

const stepOf = ([first = 0, second = first + 1]: readonly number[]) => second - first;

export type Place = readonly [x: number, y: number];

/** The path through places; it is broken where one is not known (NaN). */
export function linePath(places: readonly Place[]): string {
  let isOpen = false;
  return places
    .map(([x, y]) => {
      const command = isOpen ? 'L' : 'M';
      isOpen = Number.isFinite(y);
      return isOpen ? `${command}${x},${y}` : '';
    })
    .join('');
}

/** Grey for a line that stands back. */
export const faintInk = (theme: FigureTheme) => interpolateRgb(theme.ground, theme.ink)(FAINT);
export const bandFill = (theme: FigureTheme) => interpolateRgb(theme.ground, theme.ink)(BAND);
export const medianStroke = (theme: FigureTheme) => interpolateRgb(theme.ground, theme.ink)(MEDIAN);

/** The band of the controls with its median, where it is known. */
export function drawBand(
  root: Root,
  { low, median, high }: Band,
  x: (at: number) => number,
  y: (value: number) => number,
  theme: FigureTheme,
): void {
  const known = median.flatMap((value, at) => (Number.isFinite(value) ? at : []));
  const edge = (values: readonly number[], places: readonly number[]) =>
    places.map((at): Place => [x(at), y(values[at] ?? Number.NaN)]);
  if (known.length > 1) {
    const outline = [...edge(high, known), ...edge(low, known.toReversed())];
    root
      .append('path')
      .attr('class', 'band')
      .attr('fill', bandFill(theme))
      .attr('d', `${linePath(outline)}Z`);
  }
  root
    .append('path')
    .attr('class', 'median')
    .attr('fill', 'none')
    .attr('stroke', medianStroke(theme))
    .attr('d', linePath(edge(median, known)));
}

/** A thin line at the value of what nothing was done to. */
export function drawUntouched(root: Root, y: number, { left, right }: PlotBox, theme: FigureTheme): void {
  root
    .append('line')
    .attr('class', 'untouched')
    .attr('x1', left)
    .attr('x2', right)
    .attr('y1', y)
    .attr('y2', y)
    .attr('stroke', theme.dim)
    .attr('stroke-width', 0.75);
}
