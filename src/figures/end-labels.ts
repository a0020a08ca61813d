/** Names at the right ends of lines, moved apart where they would meet. */

import { AXIS_FONT, type PlotBox, type Root, write } from './axes';
import { measureText } from './measure';
import { spread } from './spread';
import type { FigureTheme } from './theme';

export interface EndLabel {
  /** Before the name, where it also stands on the line; left out or empty where it does not. */
  readonly letter?: string;
  /** One below the other. */
  readonly lines: readonly string[];
  /** Where the line ends; the name stands as near to it as others allow. */
  readonly y: number;
  readonly fill: string;
  /** Of the line that leads from there to the name; null for none. */
  readonly stroke: string | null;
  readonly isBold?: boolean;
  readonly isAddress?: boolean;
}

const LINE = 15;
const LEADER = 14;
const GAP = 4;
const LETTER = 14;

/** Room to the right of the plot that these names need. */
export function endLabelRoom(labels: readonly EndLabel[], theme: FigureTheme): number {
  const widths = labels.flatMap(({ letter = '', lines, isBold = false, isAddress = false }) => {
    const font = `${isBold ? '700 ' : ''}${AXIS_FONT}px ${isAddress ? theme.mono : theme.sans}`;
    return lines.map(line => measureText(line, font) + (letter === '' ? 0 : LETTER));
  });
  return LEADER + GAP + Math.ceil(Math.max(0, ...widths)) + 2;
}

export function drawEndLabels(
  root: Root,
  labels: readonly EndLabel[],
  { right, top, bottom }: PlotBox,
  theme: FigureTheme,
): void {
  const middles = spread(
    labels.map(({ y, lines }) => ({ at: y, size: lines.length * LINE })),
    top,
    bottom + LINE / 2,
  );
  labels.forEach(({ letter = '', lines, y, fill, stroke, isBold, isAddress }, i) => {
    const middle = middles[i] ?? y;
    if (stroke !== null)
      root
        .append('path')
        .attr('fill', 'none')
        .attr('stroke', stroke)
        .attr('stroke-width', 0.75)
        .attr('d', `M${right + 3},${y}L${right + LEADER},${middle}`);
    const left = right + LEADER + GAP;
    if (letter !== '')
      write(root, letter, left, middle + AXIS_FONT * 0.35, 'start', fill).attr('font-weight', 700);
    lines.forEach((line, at) => {
      const offset = (at - (lines.length - 1) / 2) * LINE;
      const indent = letter === '' ? 0 : LETTER;
      write(root, line, left + indent, middle + offset + AXIS_FONT * 0.35, 'start', fill)
        .attr('font-weight', isBold && at === 0 ? 700 : 400)
        .attr('font-family', isAddress && at === 0 ? theme.mono : theme.sans);
    });
  });
}
