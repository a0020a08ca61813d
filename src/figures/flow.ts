/** Places pieces of text in lines of a given width, as a reader would set them. */

import { baseDirection, type Direction, visualOrder, type WordDirection, wordDirection } from './bidi';

export interface FlowPiece {
  readonly text: string;
  readonly special: boolean;
  /** Follows the piece before without white space. */
  readonly joins: boolean;
}

export interface FlowOptions {
  readonly width: number;
  /** Width of a text as it will be drawn. */
  readonly measure: (text: string, special: boolean) => number;
  readonly lineHeight: number;
  /** Between pieces that white space divides. */
  readonly gap: number;
  /** Inside a piece, left and right. */
  readonly padding: number;
  readonly rightToLeft: boolean;
}

/** A piece in its place; `text` is cut with an ellipsis where it is wider than a line. */
export interface PlacedPiece {
  readonly text: string;
  readonly x: number;
  readonly width: number;
  readonly line: number;
}

/** A piece that fits into a line. */
interface FittedPiece extends FlowPiece {
  readonly width: number;
  readonly direction: WordDirection;
}

/** Lines are broken in reading order; on each line the pieces then take their places by direction. */
export function flowPieces(
  pieces: readonly FlowPiece[],
  options: FlowOptions,
): { placed: PlacedPiece[]; lines: number } {
  const { width, padding, rightToLeft, measure } = options;
  const base: Direction = rightToLeft ? 'rtl' : 'ltr';
  const fitted = pieces.map((piece): FittedPiece => {
    const text = fitText(piece.text, width - 2 * padding, t => measure(t, piece.special));
    return {
      ...piece,
      text,
      width: Math.min(width, measure(text, piece.special) + 2 * padding),
      // A special token stands at the end of the text that it marks, whatever its name is written in.
      direction: piece.special ? base : wordDirection(piece.text),
    };
  });
  const lines = withoutWidow(breakLines(fitted, options), options);
  return { placed: lines.flatMap((line, index) => placeLine(line, index, options)), lines: lines.length };
}

/** Pieces that join stay on one line while that is wide enough for them. */
function breakLines(pieces: readonly FittedPiece[], { width, gap }: FlowOptions): FittedPiece[][] {
  const lines: FittedPiece[][] = [];
  let line: FittedPiece[] = [];
  let x = 0;
  pieces.forEach((piece, i) => {
    const opensRun = !piece.joins || i === 0;
    const runWidth = opensRun ? widthOfRun(pieces, i) : piece.width;
    const before = opensRun && line.length > 0 ? gap : 0;
    // A run wider than a line breaks where it must, and not before.
    const needed = runWidth <= width ? runWidth : piece.width;
    if (line.length === 0 || x + before + needed > width) {
      line = [];
      lines.push(line);
      x = 0;
    } else x += before;
    line.push(piece);
    x += piece.width;
  });
  return lines;
}

/** A special last piece does not stand alone: the word before it moves to its line, where that is wide enough. */
function withoutWidow(lines: FittedPiece[][], { width, gap }: FlowOptions): FittedPiece[][] {
  const [before, last] = lines.slice(-2);
  const [widow, ...others] = last ?? [];
  if (!before || !widow?.special || others.length > 0) return lines;
  const from = before.findLastIndex(piece => !piece.joins);
  const word = before.slice(from);
  const needed = widthOfRun(before, from) + (widow.joins ? 0 : gap) + widow.width;
  // A word that fills its own line would only leave that empty.
  if (from <= 0 || needed > width) return lines;
  return [...lines.slice(0, -2), before.slice(0, from), [...word, widow]];
}

/** The pieces of one line, in reading order, each at the x that its direction gives it. */
function placeLine(
  pieces: readonly FittedPiece[],
  line: number,
  { width, gap, rightToLeft }: FlowOptions,
): PlacedPiece[] {
  const slots = pieces.flatMap((piece, index) => {
    const slot = { index, width: piece.width, direction: piece.direction };
    if (index === 0 || piece.joins) return [slot];
    return [{ index: null, width: gap, direction: 'space' as const }, slot];
  });
  const order = visualOrder(
    slots.map(({ direction }) => direction),
    rightToLeft ? 'rtl' : 'ltr',
  );
  const lineWidth = slots.reduce((sum, slot) => sum + slot.width, 0);
  const xs = new Map<number | null, number>();
  let x = rightToLeft ? width - lineWidth : 0;
  for (const place of order) {
    const slot = slots[place];
    if (!slot) continue;
    xs.set(slot.index, x);
    x += slot.width;
  }
  return pieces.map((piece, index) => ({
    text: piece.text,
    x: xs.get(index) ?? 0,
    width: piece.width,
    line,
  }));
}

function widthOfRun(pieces: readonly { joins: boolean; width: number }[], from: number): number {
  let width = 0;
  for (let i = from; i < pieces.length; i++) {
    const piece = pieces[i];
    if (!piece || (i > from && !piece.joins)) break;
    width += piece.width;
  }
  return width;
}

/** The longest beginning of a text, with an ellipsis, that is at most `width` wide. */
export function fitText(text: string, width: number, measure: (text: string) => number): string {
  if (measure(text) <= width) return text;
  const characters = Array.from(text);
  let low = 0;
  let high = characters.length;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (measure(`${characters.slice(0, middle).join('')}…`) <= width) low = middle;
    else high = middle - 1;
  }
  return `${characters.slice(0, low).join('')}…`;
}

/** Whether a text reads from right to left: its first letter decides (Unicode UAX #9, rules P2 and P3). */
export function readsRightToLeft(text: string): boolean {
  return baseDirection(text) === 'rtl';
}
