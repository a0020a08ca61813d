/** The key of a figure's marks, for those that have no room for their names beside them. */

import type { Selection } from 'd3-selection';
import { AXIS_FONT, write } from './axes';
import { flowRows } from './labels';
import { measureText } from './measure';
import type { FigureTheme } from './theme';

export interface KeyEntry {
  readonly text: string;
  /** A line, a band with its median, a dot (hollow or filled), or the letter that stands at the mark. */
  readonly mark:
    | { readonly type: 'line'; readonly width: number; readonly dashes: string | null }
    | { readonly type: 'band'; readonly median: string }
    | { readonly type: 'dot'; readonly filled: boolean }
    | { readonly type: 'letter'; readonly letter: string };
  readonly colour: string;
  readonly isAddress?: boolean;
}

const MARK = 22;
const DOT = 12;
const GAP = 16;
const KEY_ROW = 18;

const fontOf = ({ isAddress }: KeyEntry, theme: FigureTheme) => (isAddress ? theme.mono : theme.sans);
const markWidth = ({ mark }: KeyEntry) => (mark.type === 'line' || mark.type === 'band' ? MARK : DOT);

export interface KeyLayout {
  readonly places: readonly { readonly left: number; readonly row: number }[];
  readonly height: number;
}

export function layoutKey(entries: readonly KeyEntry[], width: number, theme: FigureTheme): KeyLayout {
  const widths = entries.map(
    entry => markWidth(entry) + 5 + measureText(entry.text, `${AXIS_FONT}px ${fontOf(entry, theme)}`),
  );
  const places = flowRows(widths, width, GAP);
  return { places, height: entries.length === 0 ? 0 : ((places.at(-1)?.row ?? 0) + 1) * KEY_ROW };
}

/** Draws the entries from a left upper corner. */
export function drawKey<E extends SVGElement>(
  root: Selection<E, unknown, null, undefined>,
  entries: readonly KeyEntry[],
  { places }: KeyLayout,
  corner: { readonly x: number; readonly y: number },
  theme: FigureTheme,
): void {
  entries.forEach((entry, i) => {
    const { left = 0, row = 0 } = places[i] ?? {};
    const group = root
      .append('g')
      .attr('transform', `translate(${corner.x + left},${corner.y + row * KEY_ROW})`);
    drawMark(group, entry, theme);
    write(group, entry.text, markWidth(entry) + 5, 13, 'start', theme.dim).attr(
      'font-family',
      fontOf(entry, theme),
    );
  });
}

function drawMark(
  group: Selection<SVGGElement, unknown, null, undefined>,
  { mark, colour }: KeyEntry,
  theme: FigureTheme,
): void {
  switch (mark.type) {
    case 'line':
      group
        .append('line')
        .attr('x2', MARK)
        .attr('y1', 9)
        .attr('y2', 9)
        .attr('stroke', colour)
        .attr('stroke-width', mark.width)
        .attr('stroke-dasharray', mark.dashes);
      return;
    case 'band':
      group.append('rect').attr('y', 3).attr('width', MARK).attr('height', 12).attr('fill', colour);
      group.append('line').attr('x2', MARK).attr('y1', 9).attr('y2', 9).attr('stroke', mark.median);
      return;
    case 'dot':
      group
        .append('circle')
        .attr('cx', DOT / 2)
        .attr('cy', 9)
        .attr('r', 3.5)
        .attr('fill', mark.filled ? colour : theme.ground)
        .attr('stroke', colour)
        .attr('stroke-width', 1.25);
      return;
    case 'letter':
      write(group, mark.letter, DOT / 2, 13, 'middle', colour).attr('font-weight', 700);
  }
}
