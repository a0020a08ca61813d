/** Neurons as ranked rows: address, signed bar, value, activation, its strip over the sentence, words it fires on. */

import { select } from 'd3-selection';
import { stripBars, stripWidth } from './activation-strip';
import { fitText } from './flow';
import { formatActivation, formatSigned } from './format';
import { measureText } from './measure';
import type { FigureTheme } from './theme';

export interface NeuronRow {
  /** Place in the ranking, from 1. */
  readonly place: number;
  readonly address: string;
  readonly value: number;
  /** At the selected token; over several the one furthest from zero. */
  readonly activation: number;
  /** One number a word or token. */
  readonly strip: ArrayLike<number>;
  /** Words it fires on most; left out where no index knows them. */
  readonly topWords?: readonly string[];
  /** What a screen reader says; holds the numbers. */
  readonly label: string;
}

export interface NeuronListOptions {
  readonly width: number;
  readonly theme: FigureTheme;
  /** The value of a bar that reaches the edge. */
  readonly max: number;
  /** Whether bars may point left. */
  readonly isSigned: boolean;
  /** Values are activations, which are green. */
  readonly isActivation: boolean;
  /** How many pieces the strips have, and the selected one's place among them; null where none is. */
  readonly pieces: number;
  readonly marked: number | null;
  readonly hasWords: boolean;
  /** Names rows for `aria-activedescendant`; left out where the figure is a picture. */
  readonly idOf?: (place: number) => string;
  /** How many rows there are beyond those drawn. */
  readonly count: number;
  readonly onSelect?: (place: number) => void;
}

/** What may change while the rows stay as they are. */
export interface NeuronMarks {
  /** Address of the selected neuron. */
  readonly selected: string | null;
  /** Place of the row that the keyboard is on; null where it is on none, or the figure is a picture. */
  readonly active: number | null;
}

export const NEURON_ROW = 26;
const HEAD = 22;
const BAR = 12;
const STRIP = 16;
const FONT = 13;
const GAP = 12;
const WIDE = 560;
/** A strip that is narrower than its column's name says nothing. */
const LEAST_STRIP = 24;

/** What a row has in a list box, and not in a picture. */
const OPTION_ATTRIBUTES = [
  'role',
  'id',
  'aria-label',
  'aria-setsize',
  'aria-posinset',
  'aria-selected',
  'cursor',
];

interface Columns {
  readonly bar: number;
  readonly barWidth: number;
  readonly valueEnd: number;
  /** In the narrowest list activations are left to the card of the neuron. */
  readonly hasActivation: boolean;
  readonly activationEnd: number;
  readonly strip: number;
  readonly stripWidth: number;
  readonly words: number;
}

function columnsOf({ width, theme, pieces, hasWords }: NeuronListOptions): Columns {
  const isWide = width >= WIDE;
  const gap = isWide ? GAP : 6;
  const address = measureText('L0.resid.8888', `${FONT - 1}px ${theme.mono}`);
  const bar = address + gap;
  const number = measureText('+88.88', `${FONT}px ${theme.sans}`);
  const roomForBar = width - bar - gap / 2 - number;
  const barWidth = isWide ? Math.min(160, width * 0.18) : Math.max(0, Math.min(44, roomForBar));
  const valueEnd = bar + barWidth + gap / 2 + number;
  const activationWidth = gap + (isWide ? Math.max(number, 58) : number);
  const hasActivation = valueEnd + activationWidth <= width;
  const activationEnd = valueEnd + (hasActivation ? activationWidth : 0);
  const strip = activationEnd + gap;
  const room = Math.max(0, width - strip - 4) * (hasWords && isWide ? 0.55 : 1);
  const used = room < LEAST_STRIP ? 0 : stripWidth(pieces, room);
  return {
    bar,
    barWidth,
    valueEnd,
    hasActivation,
    activationEnd,
    strip,
    stripWidth: used,
    words: strip + used + gap,
  };
}

/** The names of the columns, above the rows; `value` names the quantity that ranks. */
export function drawNeuronHead(
  svg: SVGSVGElement,
  { value, unit, ...options }: NeuronListOptions & { readonly value: string; readonly unit: string },
): void {
  const { width, theme, hasWords } = options;
  const columns = columnsOf(options);
  const font = `${FONT - 1}px ${theme.sans}`;
  const isWide = width >= WIDE;
  const named = unit === '' ? value : `${value} (${unit})`;
  const roomForValue = columns.valueEnd - columns.bar;
  const heads = [
    { x: 4, anchor: 'start', text: 'neuron' },
    {
      x: columns.valueEnd,
      anchor: 'end',
      text:
        [named, value].find(text => measureText(text, font) <= roomForValue) ??
        fitText(value, roomForValue, text => measureText(text, font)),
    },
    ...(columns.hasActivation
      ? [{ x: columns.activationEnd, anchor: 'end', text: isWide ? 'activation' : 'act.' }]
      : []),
    ...(columns.stripWidth >= LEAST_STRIP
      ? [{ x: columns.strip, anchor: 'start', text: isWide ? 'over the text' : 'text' }]
      : []),
    ...(hasWords && isWide ? [{ x: columns.words, anchor: 'start', text: 'fires most on' }] : []),
  ];
  select(svg)
    .attr('width', width)
    .attr('height', HEAD)
    .attr('viewBox', `0 0 ${width} ${HEAD}`)
    .attr('aria-hidden', 'true')
    .attr('font-family', theme.sans)
    .attr('font-size', FONT - 1)
    .selectAll<SVGTextElement, (typeof heads)[number]>('text')
    .data(heads)
    .join('text')
    .attr('x', ({ x }) => x)
    .attr('y', 14)
    .attr('text-anchor', ({ anchor }) => anchor)
    .attr('fill', theme.dim)
    .text(({ text }) => text);
}

/**
 * Draws these rows, of all those that there are, into an empty or an earlier list's svg, and sets its size;
 * `markNeurons` comes after it.
 */
export function drawNeuronList(
  svg: SVGSVGElement,
  rows: readonly NeuronRow[],
  options: NeuronListOptions,
): void {
  const { width, theme, max, isSigned, isActivation, marked, pieces, hasWords } = options;
  const { idOf, count, onSelect } = options;
  const columns = columnsOf(options);
  const height = Math.max(1, rows.length) * NEURON_ROW;
  const baseline = NEURON_ROW / 2 + FONT * 0.35;
  const zero = columns.bar + (isSigned ? columns.barWidth / 2 : 0);
  const unit = max > 0 ? (isSigned ? columns.barWidth / 2 : columns.barWidth) / max : 0;
  const lengthOf = (value: number) => Math.min(max, Math.abs(value)) * unit;

  const root = select(svg)
    .attr('width', width)
    .attr('height', height)
    .attr('viewBox', `0 0 ${width} ${height}`)
    .attr('role', idOf ? 'presentation' : 'img')
    .attr('font-family', theme.sans)
    .attr('font-size', FONT)
    .style('font-variant-numeric', 'tabular-nums');
  const groups = root
    .selectAll<SVGGElement, NeuronRow>('g.neuron')
    .data(rows, row => row.address)
    .join(enter => {
      const group = enter.append('g').attr('class', 'neuron');
      group.append('rect').attr('class', 'row');
      group.append('text').attr('class', 'address');
      group.append('line').attr('class', 'zero');
      group.append('rect').attr('class', 'bar').attr('rx', 1.5);
      group.append('text').attr('class', 'value').attr('text-anchor', 'end');
      group.append('text').attr('class', 'activation').attr('text-anchor', 'end');
      group.append('rect').attr('class', 'mark');
      group.append('g').attr('class', 'strip');
      group.append('text').attr('class', 'words');
      return group;
    })
    .order()
    .attr('transform', (_, i) => `translate(0,${i * NEURON_ROW})`);
  groups
    .select('rect.row')
    .attr('x', 1)
    .attr('y', 1)
    .attr('width', width - 2)
    .attr('height', NEURON_ROW - 2)
    .attr('rx', 3)
    .attr('fill', theme.accent)
    .attr('stroke', theme.accent);
  groups
    .select('text.address')
    .attr('x', 4)
    .attr('y', baseline)
    .attr('font-family', theme.mono)
    .attr('font-size', FONT - 1)
    .attr('fill', theme.ink)
    .text(({ address }) => address);
  groups
    .select('line.zero')
    .attr('x1', zero)
    .attr('x2', zero)
    .attr('y2', NEURON_ROW)
    .attr('stroke', theme.rule);
  groups
    .select('rect.bar')
    .attr('x', ({ value }) => (value < 0 ? zero - lengthOf(value) : zero))
    .attr('y', (NEURON_ROW - BAR) / 2)
    .attr('width', ({ value }) => lengthOf(value))
    .attr('height', BAR)
    .attr('fill', ({ value }) => (isActivation ? theme.activation : value < 0 ? theme.away : theme.toward));
  groups
    .select('text.value')
    .attr('x', columns.valueEnd)
    .attr('y', baseline)
    .attr('fill', theme.ink)
    .text(({ value }) => formatSigned(value));
  groups
    .select('text.activation')
    .attr('x', columns.activationEnd)
    .attr('y', baseline)
    .attr('fill', theme.activation)
    .text(({ activation }) => (columns.hasActivation ? formatActivation(activation) : ''));
  const step = columns.stripWidth / Math.max(1, pieces);
  groups
    .select('rect.mark')
    .attr('x', columns.strip + (marked ?? 0) * step - 0.5)
    .attr('width', marked === null ? 0 : step)
    .attr('y', 2)
    .attr('height', NEURON_ROW - 4)
    .attr('rx', 1.5)
    .attr('fill', theme.activation)
    .attr('fill-opacity', 0.22);
  groups
    .select<SVGGElement>('g.strip')
    .attr('transform', `translate(${columns.strip},${(NEURON_ROW - STRIP) / 2})`)
    .selectAll<SVGRectElement, ReturnType<typeof stripBars>[number]>('rect')
    .data(({ strip }) => (columns.stripWidth > 0 ? stripBars(strip, columns.stripWidth, STRIP) : []))
    .join('rect')
    .attr('x', ({ x }) => x)
    .attr('y', ({ y }) => y)
    .attr('width', ({ width: barWidth }) => barWidth)
    .attr('height', ({ height: barHeight }) => barHeight)
    .attr('fill', theme.activation);
  const wordsRoom = hasWords && width >= WIDE ? width - columns.words - 4 : 0;
  const italic = `italic ${FONT}px ${theme.serif}`;
  groups
    .select('text.words')
    .attr('x', columns.words)
    .attr('y', baseline)
    .attr('font-family', theme.serif)
    .attr('font-style', 'italic')
    .attr('fill', theme.dim)
    .text(({ topWords = [] }) =>
      wordsRoom > 0 ? fitText(topWords.join(' · '), wordsRoom, text => measureText(text, italic)) : '',
    );
  groups.selectChildren('title').remove();
  if (!idOf) {
    for (const name of OPTION_ATTRIBUTES) groups.attr(name, null);
    groups.on('click', null).selectAll('g.switch-of-row').remove();
    groups.append('title').text(({ label }) => label);
    return;
  }
  groups
    .attr('role', 'option')
    .attr('id', ({ place }) => idOf(place))
    .attr('aria-label', ({ label }) => label)
    .attr('aria-setsize', count)
    .attr('aria-posinset', ({ place }) => place)
    .attr('cursor', 'pointer')
    .on('click', (_, { place }) => onSelect?.(place));
}

/** Marks the selected and the active row among those drawn. */
export function markNeurons(svg: SVGSVGElement, { selected, active }: NeuronMarks): void {
  const groups = select(svg).selectAll<SVGGElement, NeuronRow>('g.neuron');
  groups
    .select('rect.row')
    .attr('fill-opacity', ({ address }) => (address === selected ? 0.14 : 0))
    .attr('stroke-width', ({ place }) => (place === active ? 2 : 0));
  groups.classed('is-active', ({ place }) => place === active);
  groups.select('text.address').attr('font-weight', ({ address }) => (address === selected ? 700 : 400));
  groups.filter('[role="option"]').attr('aria-selected', ({ address }) => String(address === selected));
}
