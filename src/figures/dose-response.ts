/** What turning neurons up and down does: the target's value against the dose, over what random ones do. */

import { scaleLinear } from 'd3-scale';
import type { Dose } from '../engine/experiments/names';
import {
  axisRoom,
  bandFill,
  drawBand,
  drawTicks,
  drawUntouched,
  drawValueAxis,
  framePlot,
  linearTicks,
  linePath,
  medianStroke,
  type PlotBox,
  type Root,
  tickCount,
  valueScale,
  WIDE,
  write,
} from './axes';
import { band, bandName, controlsName } from './band';
import {
  drawFlips,
  drawQuantiles,
  FLAG_ROW,
  type Flip,
  placeFlips,
  QUANTILES,
  type Quantile,
} from './dose-marks';
import { drawEndLabels, type EndLabel, endLabelRoom } from './end-labels';
import { formatActivation, formatNumber } from './format';
import { drawKey, type KeyEntry, layoutKey } from './key';
import type { FigureTheme } from './theme';

/** What is known by now: points may be missing. A `SweepRecord` has points, controls and flips as here. */
export interface DoseData {
  /** What is turned, written at its line: `L3.ffn.812`, "5 neurons". */
  readonly name: string;
  /** In ascending order of the dose. */
  readonly points: readonly { readonly dose: number; readonly value: number }[];
  readonly controls: {
    readonly count: number;
    readonly points: readonly { readonly dose: number; readonly values: readonly number[] }[];
  };
  readonly flips: readonly Flip[];
  /** The target's value with nothing changed, and the dose that changes nothing; null where none does. */
  readonly untouched: { readonly value: number; readonly dose: number | null };
  /** Of the neuron's activations over a corpus, such as `p50`; ascending, and empty where none are known. */
  readonly quantiles: readonly Quantile[];
}

export interface DoseOptions {
  readonly width: number;
  readonly theme: FigureTheme;
  readonly dose: Dose;
  /** The least and the largest dose, those still to come included. */
  readonly domain: readonly [number, number];
  /** What the values are: "logit of positive". */
  readonly unit: string;
  /** What the figure shows, in a sentence. */
  readonly label: string;
}

const PLOT = 220;
/** Where no names stand beside the plot. */
const RIGHT = 22;
const HEAD = 20;
const TICKS = 5;
const AXIS_NAMES: Readonly<Record<Dose, string>> = {
  factor: 'activation multiplied by',
  value: 'activation held at',
};

/** Draws into an empty or an earlier figure's svg, and sets its size. */
export function drawDoseResponse(svg: SVGSVGElement, data: DoseData, options: DoseOptions): void {
  const { width, theme, domain, unit, label } = options;
  const controls = band(data.controls.points.map(({ values }) => values));
  const known = [
    ...data.points.map(({ value }) => value),
    ...controls.low,
    ...controls.high,
    data.untouched.value,
  ];
  const y = valueScale(known, TICKS);
  const left = axisRoom(y, TICKS, theme);
  const isWide = width >= WIDE;
  const isWhole = (data.points.at(-1)?.dose ?? domain[0]) >= domain[1];
  const { key, ends } = isWide
    ? { key: [], ends: endsOf(data, controls.median, isWhole, theme) }
    : { key: keyOf(data, theme), ends: [] };
  const right = width - (isWide ? endLabelRoom(ends, theme) : RIGHT);
  const x = scaleLinear()
    .domain([...domain])
    .range([left, right]);

  const flags = placeFlips(data.flips, x, [left, width], theme);
  // One row is kept for a flip that may still be found, so that the plot stays where it is.
  const rows = Math.max(1, ...flags.map(({ row }) => row + 1));
  const keyLayout = layoutKey(key, width, theme);
  const top = keyLayout.height + HEAD + rows * FLAG_ROW;
  const box: PlotBox = { left, right, top, bottom: top + PLOT };
  const below = box.bottom + 22 + (data.quantiles.length > 0 ? QUANTILES : 0);
  y.range([box.bottom, box.top]);

  const root = framePlot(svg, { width, height: below + 18, theme, label });
  root.selectAll('*').remove();
  drawKey(root, key, keyLayout, { x: 0, y: 0 }, theme);
  write(root, unit, 0, keyLayout.height + 14, 'start', theme.dim);
  drawValueAxis(root, y, box, TICKS, theme);
  drawBand(root, controls, at => x(data.controls.points[at]?.dose ?? 0), y, theme);
  drawUntouched(root, y(data.untouched.value), box, theme);
  drawFlips(root, flags, box, theme);
  drawCurve(root, data, options, x, y, box);
  drawTicks(root, linearTicks(x, tickCount(right - left), theme), box.bottom, theme);
  if (data.quantiles.length > 0) drawQuantiles(root, data.quantiles, x, box, theme);
  write(root, AXIS_NAMES[options.dose], right, below + 12, 'end', theme.dim);
  drawEndLabels(
    root,
    ends.map(end => ({ ...end, y: y(end.y) })),
    box,
    theme,
  );
}

/** What stands at the lines, or in the key; room for the controls is kept until they arrive. */
function namesOf({ name, controls, untouched }: DoseData) {
  return {
    name,
    untouched: `untouched ${formatNumber(untouched.value)}`,
    controls: controls.count > 0 ? [controlsName(controls.count), bandName(controls.count)] : null,
  };
}

/** `L3.ffn.812`, but not "5 neurons". */
const isAddress = (name: string) => /\.\d+$/.test(name);

/** Names at the right ends of the lines, whose `y` is a value of the target. */
function endsOf(
  data: DoseData,
  medians: readonly number[],
  isWhole: boolean,
  theme: FigureTheme,
): EndLabel[] {
  const names = namesOf(data);
  const untouched = data.untouched.value;
  const last = data.points.at(-1)?.value ?? untouched;
  const median = medians.findLast(Number.isFinite) ?? untouched;
  const leader = isWhole ? theme.dim : null;
  return [
    {
      lines: [names.name],
      y: last,
      fill: theme.ink,
      stroke: leader,
      isBold: true,
      isAddress: isAddress(names.name),
    },
    { lines: [names.untouched], y: untouched, fill: theme.ink, stroke: theme.dim },
    ...(names.controls ? [{ lines: names.controls, y: median, fill: theme.dim, stroke: leader }] : []),
  ];
}

function keyOf(data: DoseData, theme: FigureTheme): KeyEntry[] {
  const { name, untouched, controls } = namesOf(data);
  const line = (width: number) => ({ type: 'line', width, dashes: null }) as const;
  return [
    { text: name, mark: line(2.25), colour: theme.ink, isAddress: isAddress(name) },
    { text: untouched, mark: line(0.75), colour: theme.dim },
    ...(controls
      ? [
          {
            text: controls.join(', '),
            mark: { type: 'band', median: medianStroke(theme) } as const,
            colour: bandFill(theme),
          },
        ]
      : []),
  ];
}

/** The line through the points, and a ring at the dose that changes nothing. */
function drawCurve(
  root: Root,
  { points, untouched, controls, name }: DoseData,
  { theme, dose: kind }: DoseOptions,
  x: (dose: number) => number,
  y: (value: number) => number,
  { top, bottom }: PlotBox,
): void {
  if (untouched.dose !== null) {
    root
      .append('line')
      .attr('x1', x(untouched.dose))
      .attr('x2', x(untouched.dose))
      .attr('y1', top)
      .attr('y2', bottom)
      .attr('stroke', theme.dim)
      .attr('stroke-width', 0.75);
  }
  root
    .append('path')
    .attr('class', 'line')
    .attr('fill', 'none')
    .attr('stroke', theme.ink)
    .attr('stroke-width', 2.25)
    .attr('stroke-linejoin', 'round')
    .attr('d', linePath(points.map(({ dose, value }) => [x(dose), y(value)])));
  for (const { dose, value } of points) {
    const others = controls.points.find(point => point.dose === dose)?.values ?? [];
    const group = root.append('g').attr('transform', `translate(${x(dose)},${y(value)})`);
    group.append('circle').attr('r', 2.25).attr('fill', theme.ink);
    // What the pointer hits.
    group.append('circle').attr('r', 8).attr('fill', theme.ground).attr('fill-opacity', 0);
    group.append('title').text(pointTitle(name, kind, dose, value, others));
  }
  if (untouched.dose === null) return;
  root
    .append('circle')
    .attr('cx', x(untouched.dose))
    .attr('cy', y(untouched.value))
    .attr('r', 4)
    .attr('fill', theme.ground)
    .attr('stroke', theme.ink)
    .attr('stroke-width', 1.5)
    .attr('pointer-events', 'none');
}

/** "L3.ffn.812 × −1.00: 2.310; controls 1.880 to 2.050 (min–max)". */
export function pointTitle(
  name: string,
  kind: Dose,
  dose: number,
  value: number,
  controls: readonly number[],
): string {
  const what = `${name} ${kind === 'factor' ? '×' : '='} ${formatActivation(dose)}`;
  if (controls.length === 0) return `${what}: ${formatNumber(value)}`;
  const { low, high } = band([controls]);
  const range = `${formatNumber(low[0] ?? 0)} to ${formatNumber(high[0] ?? 0)}`;
  return `${what}: ${formatNumber(value)}; controls ${range} (${bandName(controls.length)})`;
}
