/** Does switching a neuron off take away what the method says it carries? A dot a neuron. */

import type { Selection } from 'd3-selection';
import { AXIS_FONT, drawTicks, faintInk, framePlot, type PlotBox, type Root, WIDE, write } from './axes';
import { fitText } from './flow';
import { formatSigned, formatTick } from './format';
import type { Anchor } from './heatmap';
import { drawKey, type KeyEntry, layoutKey } from './key';
import { nameMarks } from './labels';
import { measureText } from './measure';
import { type RootScale, rootScale, rootTicks } from './root-scale';
import { makeOperable, titleMarks } from './roving';
import type { FigureTheme } from './theme';

/** As a `CheckRecord` has them. */
export interface CheckPoint {
  /** Address, such as `L3.ffn.812`. */
  readonly neuron: string;
  readonly group: 'top' | 'random';
  readonly attribution: number;
  readonly effect: number;
}

export interface CheckOptions {
  readonly width: number;
  readonly theme: FigureTheme;
  /** Of the effects: "logit". */
  readonly unit: string;
  /** Attributions have that unit too, so that both can be equal; not so of activations. */
  readonly isComparable: boolean;
  /** Address of the selected neuron, and of one that is pointed at elsewhere. */
  readonly selected: string | null;
  readonly pointed?: string | null;
  /** What the figure shows, in a sentence. */
  readonly label: string;
  readonly onSelect?: (id: string) => void;
  /** Hover or focus entered a neuron, or left (null). */
  readonly onPoint?: (id: string | null, anchor: Anchor | null) => void;
}

const SIDE = 400;
const RIGHT = 22;
const HEAD = 24;
const DOT = 4;
/** Dots show each other through, so that many at one place are darker. */
const DOT_OPACITY = 0.5;
const RING_OPACITY = 0.55;
/** Least distances of ticks in pixels, and room for the numbers to the left of the plot. */
const COLUMN_GAP = 36;
const ROW_GAP = 26;
const NUMBER_GAP = 8;
const LEAST_ROOM = 48;
/** Radius of what the pointer hits. */
const REACH = 8;
/** Dots that are named without being asked for. */
const MOST_NAMED = 4;
const ATTRIBUTION = 'what the method says';
const EFFECT = 'what switching it to the baseline takes away';

interface Dot extends CheckPoint {
  readonly id: number;
  readonly label: string;
}

/** Draws into an empty or an earlier figure's svg, and sets its size. */
export function drawCheckScatter(
  svg: SVGSVGElement,
  points: readonly CheckPoint[],
  options: CheckOptions,
): void {
  const { width, theme, isComparable, selected, label, onSelect, onPoint } = options;
  const dots = dotsOf(points);
  // A few neurons carry many times what the others do: on a linear scale those would all lie at zero.
  const x = rootScale(points.map(({ attribution }) => attribution));
  const y = rootScale(points.map(({ effect }) => effect));
  const isWide = width >= WIDE;
  const rows = rootTicks(y.range([Math.min(SIDE, width - LEAST_ROOM - RIGHT), 0]), ROW_GAP);
  const left = roomFor(rows, theme);
  const side = Math.min(SIDE, width - left - RIGHT);
  const key = keyOf(isComparable, theme);
  const keyLayout = layoutKey(key, isWide ? 0 : width, theme);
  const top = (isWide ? 0 : keyLayout.height) + HEAD;
  const box: PlotBox = { left, right: left + side, top, bottom: top + side };
  x.range([box.left, box.right]);
  y.range([box.bottom, box.top]);

  const root = framePlot(svg, { width, height: box.bottom + 42, theme, label });
  root.attr('role', onSelect ? 'group' : 'img');
  const axes = layer(root, 'axes');
  drawKey(axes, key, keyLayout, isWide ? { x: box.right + 32, y: top } : { x: 0, y: 0 }, theme);
  drawAxes(axes, x, y, rows, box, options);
  const groups = root
    .selectAll<SVGGElement, Dot>('g.dot')
    .data(dots, ({ neuron }) => neuron)
    .join(enter => {
      const group = enter.append('g').attr('class', 'dot');
      group.append('circle').attr('class', 'mark').attr('r', DOT);
      group.append('circle').attr('class', 'reach').attr('r', REACH).attr('fill-opacity', 0);
      return group;
    })
    .order()
    .attr('transform', dot => `translate(${x(dot.attribution)},${y(dot.effect)})`);
  groups
    .select('circle.mark')
    .attr('fill', ({ group }) => (group === 'top' ? theme.ink : 'none'))
    .attr('fill-opacity', DOT_OPACITY)
    .attr('stroke', ({ group }) => (group === 'top' ? 'none' : theme.dim))
    .attr('stroke-opacity', RING_OPACITY)
    .attr('stroke-width', 1.25);
  drawNames(layer(root, 'names').raise(), dots, x, y, box, options);

  if (!onSelect) {
    titleMarks(groups);
    return;
  }
  makeOperable(groups, dots, {
    selected: dots.find(({ neuron }) => neuron === selected)?.id ?? null,
    onSelect: id => {
      const dot = dots[id];
      if (dot) onSelect(dot.neuron);
    },
    walk: walkDots,
    onPoint: dot =>
      onPoint?.(
        dot?.neuron ?? null,
        dot && {
          x: x(dot.attribution) - REACH,
          y: y(dot.effect) - REACH,
          width: 2 * REACH,
          height: 2 * REACH,
        },
      ),
  });
}

/** Those that are examined last, so that they lie over the random ones. */
function dotsOf(points: readonly CheckPoint[]): Dot[] {
  return points
    .toSorted((a, b) => Number(a.group === 'top') - Number(b.group === 'top'))
    .map((point, id) => ({ ...point, id, label: dotLabel(point) }));
}

/** "L3.ffn.812, says +0.42, takes +0.38 away". */
export function dotLabel({ neuron, group, attribution, effect }: CheckPoint): string {
  const kind = group === 'random' ? ', random' : '';
  return `${neuron}${kind}, says ${formatSigned(attribution)}, takes ${formatSigned(effect)} away`;
}

/** From where to where values lie on both axes; there the line of equal values is drawn, which is straight. */
export function equalSpan(x: RootScale, y: RootScale): [number, number] {
  const [left = 0, right = 0] = x.domain();
  const [bottom = 0, top = 0] = y.domain();
  return [Math.max(left, bottom), Math.min(right, top)];
}

/** Where a key leads from a dot: left and right by what the method says, up and down by what was measured. */
export function walkDots<D extends CheckPoint>(dots: readonly D[], from: D, key: string): D | undefined {
  const walk = (value: (dot: D) => number, step: 1 | -1) => {
    const sorted = dots.toSorted((a, b) => value(a) - value(b));
    return sorted[sorted.indexOf(from) + step];
  };
  const byAttribution = () => dots.toSorted((a, b) => a.attribution - b.attribution);
  switch (key) {
    case 'ArrowRight':
      return walk(dot => dot.attribution, 1);
    case 'ArrowLeft':
      return walk(dot => dot.attribution, -1);
    case 'ArrowUp':
      return walk(dot => dot.effect, 1);
    case 'ArrowDown':
      return walk(dot => dot.effect, -1);
    case 'Home':
      return byAttribution()[0];
    case 'End':
      return byAttribution().at(-1);
    default:
      return undefined;
  }
}

/** An empty group of the figure, below the dots where it is new. */
function layer(root: Root, name: string) {
  const earlier = root.select<SVGGElement>(`g.${name}`);
  const group = earlier.empty()
    ? root
        .insert('g', ':first-child')
        .attr('class', name)
        .attr('pointer-events', 'none')
        .attr('aria-hidden', 'true')
    : earlier;
  group.selectAll('*').remove();
  return group;
}

function keyOf(isComparable: boolean, theme: FigureTheme): KeyEntry[] {
  return [
    { text: 'top neurons', mark: { type: 'dot', filled: true }, colour: theme.ink },
    { text: 'random neurons', mark: { type: 'dot', filled: false }, colour: theme.dim },
    ...(isComparable
      ? [
          {
            text: 'both equal',
            mark: { type: 'line', width: 1, dashes: '5 4' } as const,
            colour: theme.dim,
          },
        ]
      : []),
  ];
}

type Layer = Selection<SVGGElement, unknown, null, undefined>;

const tickName = (tick: number) => formatTick(tick, Math.abs(tick) || 1);

/** To the left of the plot, for the numbers of these ticks. */
function roomFor(ticks: readonly number[], theme: FigureTheme): number {
  const widths = ticks.map(tick => measureText(tickName(tick), `${AXIS_FONT}px ${theme.sans}`));
  return Math.max(LEAST_ROOM, Math.ceil(Math.max(...widths)) + NUMBER_GAP);
}

function drawAxes(
  root: Layer,
  x: RootScale,
  y: RootScale,
  rows: readonly number[],
  box: PlotBox,
  { width, theme, unit, isComparable }: CheckOptions,
): void {
  const { left, right, top, bottom } = box;
  const ticks = rootTicks(x, COLUMN_GAP).map(tick => ({ x: x(tick), text: tickName(tick) }));
  for (const row of rows) write(root, tickName(row), left - NUMBER_GAP, y(row) + 4, 'end', theme.dim);
  const [from, to] = equalSpan(x, y);
  const lines = [
    ...ticks.map(({ x: at }) => ({ d: `M${at},${top}V${bottom}`, stroke: theme.rule, dashes: null })),
    ...rows.map(row => ({ d: `M${left},${y(row)}H${right}`, stroke: theme.rule, dashes: null })),
    { d: `M${x(0)},${top}V${bottom}M${left},${y(0)}H${right}`, stroke: theme.dim, dashes: null },
    ...(isComparable
      ? [{ d: `M${x(from)},${y(from)}L${x(to)},${y(to)}`, stroke: theme.dim, dashes: '5 4' }]
      : []),
  ];
  for (const { d, stroke, dashes } of lines) {
    root.append('path').attr('d', d).attr('stroke', stroke).attr('stroke-dasharray', dashes);
  }
  drawTicks(root, ticks, bottom, theme);
  const font = `${AXIS_FONT}px ${theme.sans}`;
  const withUnit = `${EFFECT} (${unit})`;
  const measure = (text: string) => measureText(text, font);
  write(
    root,
    measure(withUnit) <= width ? withUnit : fitText(EFFECT, width, measure),
    0,
    top - 11,
    'start',
    theme.dim,
  );
  write(root, isComparable ? `${ATTRIBUTION} (${unit})` : ATTRIBUTION, right, bottom + 35, 'end', theme.dim);
}

/** Rings around the selected dot and the one pointed at, their addresses, and those of the furthest out. */
function drawNames(
  root: Layer,
  dots: readonly Dot[],
  x: RootScale,
  y: RootScale,
  box: PlotBox,
  { theme, selected, pointed = null }: CheckOptions,
): void {
  const font = `700 ${AXIS_FONT - 1}px ${theme.mono}`;
  const asked = ({ neuron }: Dot) => neuron === selected || neuron === pointed;
  const distance = ({ attribution, effect }: Dot) => Math.abs(attribution) + Math.abs(effect);
  const furthest = dots
    .filter(({ group }) => group === 'top')
    .toSorted((a, b) => distance(b) - distance(a))
    .slice(0, MOST_NAMED);
  const wanted = [...dots.filter(asked), ...furthest.filter(dot => !asked(dot))];
  const marks = wanted.map(dot => ({
    x: x(dot.attribution),
    y: y(dot.effect),
    width: measureText(dot.neuron, font),
    must: asked(dot),
  }));
  const others = dots.map(dot => ({ x: x(dot.attribution), y: y(dot.effect) }));
  const places = nameMarks(marks, others, { ...box, distance: DOT + 7, height: AXIS_FONT });
  wanted.forEach((dot, i) => {
    const [mark, place] = [marks[i], places[i]];
    if (!mark) return;
    if (mark.must)
      root
        .append('circle')
        .attr('cx', mark.x)
        .attr('cy', mark.y)
        .attr('r', DOT + 3.5)
        .attr('fill', 'none')
        .attr('stroke', dot.neuron === selected ? theme.ink : faintInk(theme))
        .attr('stroke-width', 2);
    if (!place) return;
    write(root, dot.neuron, place.left, mark.y + 4, 'start', mark.must ? theme.ink : theme.dim)
      .attr('font-family', theme.mono)
      .attr('font-size', AXIS_FONT - 1)
      .attr('font-weight', dot.neuron === selected ? 700 : 400)
      .attr('stroke', theme.ground)
      .attr('stroke-width', 3)
      .attr('paint-order', 'stroke');
  });
}
