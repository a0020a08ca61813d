/** Beside each row of a neuron list a switch: "off", filled where the neuron is switched off. */

import { select } from 'd3-selection';
import { NEURON_ROW, type NeuronRow } from './neuron-list';
import type { FigureTheme } from './theme';

export interface NeuronSwitchesOptions {
  /** Of the rows, beside which the switches stand. */
  readonly width: number;
  readonly theme: FigureTheme;
  /** Addresses of the neurons that are switched off. */
  readonly off: ReadonlySet<string>;
  readonly onSwitch: (place: number) => void;
  /** Whether there is room for the switches; the rows tell of them in any case. */
  readonly hasRoom: boolean;
}

/** Room that switches take beside the rows. */
export const SWITCHES_WIDTH = 40;
const FONT = 12;

/** Widens a drawn list by its switches. To a screen reader each row tells whether it is off, and a key switches it. */
export function drawNeuronSwitches(
  svg: SVGSVGElement,
  { width, theme, off, onSwitch, hasRoom }: NeuronSwitchesOptions,
): void {
  const root = select(svg);
  const height = Number(root.attr('height'));
  const whole = hasRoom ? width + SWITCHES_WIDTH : width;
  root.attr('width', whole).attr('viewBox', `0 0 ${whole} ${height}`);
  const isOff = ({ address }: NeuronRow) => off.has(address);
  const switches = root
    .selectAll<SVGGElement, NeuronRow>('g.neuron')
    .attr('aria-label', row => `${row.label}${isOff(row) ? ', switched off' : ''}`)
    .selectAll<SVGGElement, NeuronRow>('g.off')
    .data(row => (hasRoom ? [row] : []))
    .join(enter => {
      const group = enter.append('g').attr('class', 'off');
      group.append('rect').attr('rx', 9);
      group.append('text').attr('text-anchor', 'middle').text('off');
      return group;
    })
    .attr('transform', `translate(${width + 4},0)`)
    .classed('is-off', isOff)
    .on('click', (event: MouseEvent, { place }) => {
      // The row beneath would be selected.
      event.stopPropagation();
      onSwitch(place);
    });
  switches
    .select('rect')
    .attr('y', 1)
    .attr('width', SWITCHES_WIDTH - 6)
    .attr('height', NEURON_ROW - 2)
    .attr('fill', theme.ink)
    .attr('fill-opacity', row => (isOff(row) ? 1 : 0));
  switches
    .select('text')
    .attr('x', (SWITCHES_WIDTH - 6) / 2)
    .attr('y', NEURON_ROW / 2 + FONT * 0.35)
    .attr('font-size', FONT)
    .attr('fill', row => (isOff(row) ? theme.ground : theme.dim));
}
