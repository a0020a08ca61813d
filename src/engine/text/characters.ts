/** Text as a stream of characters that remember where they came from. */

/** One code point of a normalised text. */
export interface Character {
  readonly text: string;
  /** UTF-16 offsets `[start, end)` of the source character that it stands for. */
  readonly start: number;
  readonly end: number;
}

/** Sorted, disjoint ranges of code points: first, last, first, last, … */
export type CodePointRanges = Uint32Array;

/** Ranges from their hexadecimal notation, `300-36f 483`. */
export function parseRanges(notation: string): CodePointRanges {
  return Uint32Array.from(
    notation.split(' ').flatMap(range => {
      const [first = '', last = first] = range.split('-');
      return [Number.parseInt(first, 16), Number.parseInt(last, 16)];
    }),
  );
}

/** Whether a code point lies in one of the ranges. */
export function inRanges(ranges: CodePointRanges, point: number): boolean {
  let low = 0;
  let high = ranges.length / 2;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (point > (ranges[2 * middle + 1] ?? 0)) low = middle + 1;
    else high = middle;
  }
  return point >= (ranges[2 * low] ?? Number.POSITIVE_INFINITY);
}

// The property White_Space, which differs from the `\s` of JavaScript in U+0085 and U+FEFF.
const WHITE_SPACE = parseRanges('9-d 20 85 a0 1680 2000-200a 2028-2029 202f 205f 3000');

/** Whether a code point has the Unicode property White_Space. */
export function isWhiteSpace(point: number): boolean {
  return inRanges(WHITE_SPACE, point);
}
