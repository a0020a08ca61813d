/** A neuron's activations over the corpus as a histogram with a logarithmic height, and the text's tokens marked on it. */

import { scaleLinear } from 'd3-scale';
import { select } from 'd3-selection';
import { formatActivation } from './format';
import { measureText } from './measure';
import type { FigureTheme } from './theme';

export interface HistogramData {
  /** Equal bins from `from` to `to`; the first and the last also count what lies beyond. */
  readonly from: number;
  readonly to: number;
  readonly counts: readonly number[];
  /** Of all activations counted. */
  readonly minimum: number;
  readonly maximum: number;
}

/** A token of the text, at its activation. */
export interface HistogramMark {
  readonly text: string;
  readonly value: number;
}

export interface HistogramOptions {
  readonly width: number;
  readonly theme: FigureTheme;
  readonly marks: readonly HistogramMark[];
  /** What the figure shows, in a sentence. */
  readonly label: string;
}

const HEIGHT = 84;
const NAMES = 16;
const AXIS = 18;
const FONT = 11;
const TICK = 10;
/** Marks that are named: those furthest to the right, so far as names do not run into each other. */
const MOST_NAMED = 3;
/** A mark below this part of the highest is one of the crowd. */
const WORTH_NAMING = 0.25;

/** Draws into an empty or an earlier histogram's svg, and sets its size. */
export function drawHistogram(svg: SVGSVGElement, data: HistogramData, options: HistogramOptions): void {
  const { width, theme, marks, label } = options;
  const { counts } = data;
  const from = Math.min(data.minimum, ...marks.map(({ value }) => value));
  const to = Math.max(data.maximum, ...marks.map(({ value }) => value));
  const x = scaleLinear().domain([from, to]).range([0, width]);
  const most = Math.log1p(Math.max(1, ...counts));
  const edges = binEdges(data);
  const edge = (i: number) => x(edges[i] ?? data.maximum);
  const base = NAMES + HEIGHT;
  const height = base + AXIS;

  const root = select(svg)
    .attr('width', width)
    .attr('height', height)
    .attr('viewBox', `0 0 ${width} ${height}`)
    .attr('role', 'img')
    .attr('aria-label', label)
    .attr('font-family', theme.sans)
    .attr('font-size', FONT);
  root.selectAll('*').remove();
  root
    .selectAll<SVGRectElement, number>('rect.bin')
    .data(counts)
    .join('rect')
    .attr('class', 'bin')
    .attr('x', (_, i) => edge(i))
    .attr('width', (_, i) => Math.max(0, edge(i + 1) - edge(i) - 1))
    .attr('y', count => base - (HEIGHT * Math.log1p(count)) / most)
    .attr('height', count => (HEIGHT * Math.log1p(count)) / most)
    .attr('fill', (_, i) => (isBelowZero(edges, i) ? theme.dim : theme.activation))
    .attr('fill-opacity', 0.45);
  root
    .selectAll('line.axis')
    .data([null])
    .join('line')
    .attr('class', 'axis')
    .attr('x2', width)
    .attr('y1', base)
    .attr('y2', base)
    .attr('stroke', theme.dim);
  root
    .selectAll<SVGLineElement, HistogramMark>('line.mark')
    .data(marks)
    .join('line')
    .attr('class', 'mark')
    .attr('x1', ({ value }) => x(value))
    .attr('x2', ({ value }) => x(value))
    .attr('y1', base - TICK)
    .attr('y2', base)
    .attr('stroke', theme.ink)
    .attr('stroke-width', 1.5);
  const named = namedMarks(marks, mark => x(mark.value), width, theme);
  root
    .selectAll<SVGTextElement, (typeof named)[number]>('text.name')
    .data(named)
    .join('text')
    .attr('class', 'name')
    .attr('x', ({ at }) => at)
    .attr('y', FONT)
    .attr('text-anchor', ({ anchor }) => anchor)
    .attr('fill', theme.ink)
    .text(({ text }) => text);
  root
    .selectAll<SVGLineElement, (typeof named)[number]>('line.leader')
    .data(named)
    .join('line')
    .attr('class', 'leader')
    .attr('x1', ({ x: place }) => place)
    .attr('x2', ({ x: place }) => place)
    .attr('y1', NAMES)
    .attr('y2', base - TICK)
    .attr('stroke', theme.dim)
    .attr('stroke-width', 1);
  const ends = [
    { at: 0, anchor: 'start', value: from },
    ...(from < 0 && to > 0 && x(0) > 40 && x(0) < width - 40
      ? [{ at: x(0), anchor: 'middle', value: 0 }]
      : []),
    { at: width, anchor: 'end', value: to },
  ];
  root
    .selectAll<SVGTextElement, (typeof ends)[number]>('text.end')
    .data(ends)
    .join('text')
    .attr('class', 'end')
    .attr('x', ({ at }) => at)
    .attr('y', height - 4)
    .attr('text-anchor', ({ anchor }) => anchor)
    .attr('fill', theme.dim)
    .text(({ value }) => formatActivation(value));
}

/** Where bars begin and end, one more than there are bars; the outer ones reach as far as there is anything to count. */
export function binEdges({ from, to, counts, minimum, maximum }: HistogramData): number[] {
  const step = (to - from) / Math.max(1, counts.length);
  return Array.from({ length: counts.length + 1 }, (_, i) => {
    const inner = i === 0 ? minimum : i === counts.length ? maximum : from + i * step;
    return Math.max(minimum, Math.min(maximum, inner));
  });
}

/** Whether a bar is below zero; where zero is in it, whether its middle is. */
export function isBelowZero(edges: readonly number[], i: number): boolean {
  return (edges[i] ?? 0) + (edges[i + 1] ?? 0) < 0;
}

/** The highest marks, each with its name where that does not run into another's. */
function namedMarks(
  marks: readonly HistogramMark[],
  placeOf: (mark: HistogramMark) => number,
  width: number,
  theme: FigureTheme,
) {
  const named: { text: string; x: number; at: number; anchor: 'start' | 'end'; left: number }[] = [];
  const highestFirst = [...marks].sort((a, b) => b.value - a.value);
  const least = WORTH_NAMING * Math.max(0, highestFirst[0]?.value ?? 0);
  for (const mark of highestFirst) {
    if (named.length === MOST_NAMED || mark.value <= least) break;
    const text = `“${mark.text}” ${formatActivation(mark.value)}`;
    const room = measureText(text, `${FONT}px ${theme.sans}`);
    const place = placeOf(mark);
    const anchor = place + room > width ? 'end' : 'start';
    const left = anchor === 'end' ? place - room : place;
    const free = (named.at(-1)?.left ?? Number.POSITIVE_INFINITY) - 8;
    if (left < 0 || left + room > free) continue;
    named.push({ text, x: place, at: place, anchor, left });
  }
  return named;
}
