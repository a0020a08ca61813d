/** The heatmap: the user's text, each word or token coloured by its attribution, each one a button. */

import { select } from 'd3-selection';
import { divergingScale } from './diverging';
import { flowPieces, type PlacedPiece, readsRightToLeft } from './flow';
import { measureText } from './measure';
import { makeOperable, titleMarks } from './roving';
import type { FigureTheme } from './theme';

export interface HeatmapPiece {
  readonly id: number;
  readonly text: string;
  readonly value: number;
  /** Set apart, in small monospace. */
  readonly special: boolean;
  /** Follows the piece before without white space. */
  readonly joins: boolean;
  /** Goes on with the word of the piece before. */
  readonly continues: boolean;
  /** What a screen reader says; holds the value. */
  readonly label: string;
}

/** A place in the figure, in its units. */
export interface Anchor {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface HeatmapOptions {
  readonly width: number;
  readonly theme: FigureTheme;
  /** The value at full colour. */
  readonly max: number;
  readonly selected: number | null;
  /** What the figure shows, in a sentence. */
  readonly label: string;
  /** The values are still being refined. */
  readonly rough?: boolean;
  readonly onSelect?: (id: number) => void;
  /** Hover or focus entered a piece, or left (null). */
  readonly onPoint?: (id: number | null, anchor: Anchor | null) => void;
}

/** From this width on, text is set in the large size. */
const WIDE = 560;
const SIZES = { wide: { text: 26, special: 12, line: 46 }, narrow: { text: 20, special: 11, line: 38 } };
const PADDING = 3;
const CORNER = 4;
/** Strength of the fills while the values are still being refined. */
const ROUGH_STRENGTH = 0.75;

interface Cell extends HeatmapPiece {
  readonly place: PlacedPiece;
  /** Whether a part of the same word touches it on the left or right. */
  readonly opens: boolean;
  readonly closes: boolean;
}

/** Draws into an empty or an earlier heatmap's svg, and sets its size. */
export function drawHeatmap(
  svg: SVGSVGElement,
  pieces: readonly HeatmapPiece[],
  options: HeatmapOptions,
): void {
  const { width, theme, max, selected, label, rough = false, onSelect, onPoint } = options;
  const size = width >= WIDE ? SIZES.wide : SIZES.narrow;
  const rightToLeft = readsRightToLeft(pieces.map(piece => (piece.special ? '' : piece.text)).join(' '));
  const { placed, lines } = flowPieces(pieces, {
    width,
    measure: (text, special) =>
      measureText(text, special ? `${size.special}px ${theme.mono}` : `${size.text}px ${theme.serif}`),
    lineHeight: size.line,
    gap: size.text * 0.22,
    padding: PADDING,
    rightToLeft,
  });
  const cells = pieces.flatMap((piece, i): Cell[] => {
    const place = placed[i];
    if (!place) return [];
    const next = pieces[i + 1];
    const opens = !(piece.continues && placed[i - 1]?.line === place.line);
    const closes = !(next?.continues && placed[i + 1]?.line === place.line);
    return [{ ...piece, place, opens, closes }];
  });
  // Fills alone turn paler while rough: the scale chooses an ink that can be read on each.
  const colour = divergingScale(rough ? max / ROUGH_STRENGTH : max, theme);
  const inset = (size.line - size.text * 1.4) / 2;
  const height = Math.max(1, lines) * size.line;
  const anchorOf = ({ place }: Cell): Anchor => ({
    x: place.x,
    y: place.line * size.line + inset,
    width: place.width,
    height: size.line - 2 * inset,
  });

  const root = select(svg)
    .attr('width', width)
    .attr('height', height)
    .attr('viewBox', `0 0 ${width} ${height}`)
    .attr('role', onSelect ? 'group' : 'img')
    .attr('aria-label', label)
    .attr('aria-busy', rough ? 'true' : null);

  const groups = root
    .selectAll<SVGGElement, Cell>('g.piece')
    .data(cells, cell => cell.id)
    .join(enter => {
      const group = enter.append('g').attr('class', 'piece');
      group.append('path');
      group.append('text').attr('text-anchor', 'middle');
      return group;
    });
  groups
    .select<SVGPathElement>('path')
    .attr('d', cell => rounded(anchorOf(cell), cell, rightToLeft))
    .attr('fill', ({ value }) => colour(value).fill)
    .attr('stroke', ({ id }) => (id === selected ? theme.ink : 'none'))
    .attr('stroke-width', 2);
  groups
    .select<SVGTextElement>('text')
    .attr('x', ({ place }) => place.x + place.width / 2)
    .attr('y', ({ place }) => place.line * size.line + size.line / 2 + size.text * 0.32)
    .attr('font-family', ({ special }) => (special ? theme.mono : theme.serif))
    .attr('font-size', ({ special }) => (special ? size.special : size.text))
    .attr('fill', ({ value }) => colour(value).ink)
    .text(({ place }) => place.text);
  // A screen reader's name where pieces can be reached, a title where the figure is a picture.
  if (!onSelect) {
    titleMarks(groups);
    return;
  }
  makeOperable(groups, cells, {
    selected,
    onSelect,
    walk: (all, from, key) => walk(all, from, key, rightToLeft),
    onPoint: cell => onPoint?.(cell?.id ?? null, cell && anchorOf(cell)),
  });
}

/** Where a key leads from a cell; undefined for keys that lead nowhere. */
function walk(cells: readonly Cell[], from: Cell, key: string, rightToLeft: boolean): Cell | undefined {
  const index = cells.indexOf(from);
  const forward = rightToLeft ? -1 : 1;
  switch (key) {
    case 'ArrowRight':
      return cells[index + forward];
    case 'ArrowLeft':
      return cells[index - forward];
    case 'Home':
      return cells[0];
    case 'End':
      return cells.at(-1);
    case 'ArrowUp':
      return nearest(cells, from, -1);
    case 'ArrowDown':
      return nearest(cells, from, 1);
    default:
      return undefined;
  }
}

/** The cell of the next or the last line whose middle is nearest. */
function nearest(cells: readonly Cell[], from: Cell, lines: number): Cell | undefined {
  const middle = ({ place }: Cell) => place.x + place.width / 2;
  return cells
    .filter(({ place }) => place.line === from.place.line + lines)
    .sort((a, b) => Math.abs(middle(a) - middle(from)) - Math.abs(middle(b) - middle(from)))[0];
}

/** A rectangle, rounded only where the word begins and ends, so that its parts join visibly. */
function rounded({ x, y, width, height }: Anchor, { opens, closes }: Cell, rightToLeft: boolean): string {
  const left = (rightToLeft ? closes : opens) ? CORNER : 0;
  const right = (rightToLeft ? opens : closes) ? CORNER : 0;
  // Half a pixel stays free at an inner edge: the ground shows through as the seam.
  const from = x + (left ? 0 : 0.5);
  const to = x + width - (right ? 0 : 0.5);
  const top = `M${from + left},${y}H${to - right}q${right},0 ${right},${right}V${y + height - right}`;
  const bottom = `q0,${right} ${-right},${right}H${from + left}q${-left},0 ${-left},${-left}V${y + left}`;
  return `${top}${bottom}q0,${-left} ${left},${-left}Z`;
}
