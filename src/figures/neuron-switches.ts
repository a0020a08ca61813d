/**
 * Beside each row of a neuron list its switches: "off", filled where the neuron is switched off, and "…" for every other
 * change, filled where one is made.
 */

import { type Selection, select } from 'd3-selection';
import { NEURON_ROW, type NeuronRow } from './neuron-list';
import type { FigureTheme } from './theme';

export interface NeuronSwitchesOptions {
  /** Of the rows, beside which the switches stand. */
  readonly width: number;
  readonly theme: FigureTheme;
  /** Addresses of the neurons that are switched off, and of those that are changed otherwise. */
  readonly off: ReadonlySet<string>;
  readonly changed: ReadonlySet<string>;
  readonly onSwitch: (place: number) => void;
  readonly onMore: (place: number) => void;
  /** Whether there is room for "off"; the rows tell of it in any case. */
  readonly hasRoom: boolean;
}

const OFF = 34;
const MORE = 26;
const GAP = 4;
const FONT = 12;

/** Room that switches take beside the rows. */
export const switchesWidth = (hasRoom: boolean) => GAP + MORE + (hasRoom ? OFF + GAP : 0);

/** Widens a drawn list by its switches. To a screen reader each row tells what is changed, and keys change it. */
export function drawNeuronSwitches(svg: SVGSVGElement, options: NeuronSwitchesOptions): void {
  const { width, off, changed, onSwitch, onMore, hasRoom } = options;
  const root = select(svg);
  const height = Number(root.attr('height'));
  const whole = width + switchesWidth(hasRoom);
  root.attr('width', whole).attr('viewBox', `0 0 ${whole} ${height}`);
  const rows = root.selectAll<SVGGElement, NeuronRow>('g.neuron').attr('aria-label', row => {
    const state = off.has(row.address) ? ', switched off' : changed.has(row.address) ? ', changed' : '';
    return `${row.label}${state}`;
  });
  drawSwitch(
    rows,
    {
      name: 'off',
      text: 'off',
      title: 'Switch off, or on again (key O)',
      at: width + GAP,
      width: OFF,
      isThere: hasRoom,
    },
    off,
    onSwitch,
    options,
  );
  const at = width + GAP + (hasRoom ? OFF + GAP : 0);
  drawSwitch(
    rows,
    { name: 'more', text: '…', title: 'Change otherwise (key C)', at, width: MORE, isThere: true },
    changed,
    onMore,
    options,
  );
}

interface Switch {
  readonly name: string;
  readonly text: string;
  /** What it does, for who points at it. */
  readonly title: string;
  /** Its left edge. */
  readonly at: number;
  readonly width: number;
  readonly isThere: boolean;
}

function drawSwitch(
  rows: Selection<SVGGElement, NeuronRow, SVGSVGElement, unknown>,
  { name, text, title, at, width, isThere }: Switch,
  on: ReadonlySet<string>,
  onClick: (place: number) => void,
  { theme }: Pick<NeuronSwitchesOptions, 'theme'>,
): void {
  const isOn = ({ address }: NeuronRow) => on.has(address);
  const switches = rows
    .selectAll<SVGGElement, NeuronRow>(`g.${name}`)
    .data(row => (isThere ? [row] : []))
    .join(enter => {
      // "off" stands before "…", also where there was no room for it before.
      const group = enter.insert('g', 'g.more').attr('class', `switch-of-row ${name}`);
      group.append('title').text(title);
      group.append('rect').attr('rx', 9);
      group.append('text').attr('text-anchor', 'middle').text(text);
      return group;
    })
    .attr('transform', `translate(${at},0)`)
    .classed('is-on', isOn)
    .on('click', (event: MouseEvent, { place }) => {
      // The row beneath would be selected.
      event.stopPropagation();
      onClick(place);
    });
  switches
    .select('rect')
    .attr('y', 1)
    .attr('width', width)
    .attr('height', NEURON_ROW - 2)
    .attr('stroke', row => (isOn(row) ? theme.ink : theme.dim))
    .attr('fill', theme.ink)
    .attr('fill-opacity', row => (isOn(row) ? 1 : 0));
  switches
    .select('text')
    .attr('x', width / 2)
    .attr('y', NEURON_ROW / 2 + FONT * 0.35)
    .attr('font-size', FONT)
    .attr('fill', row => (isOn(row) ? theme.ground : theme.ink));
}
