/** Tokens grouped into the words that a reader sees, and token values summed into word values. */

import type { Encoding } from './encoding';
import type { Span } from './span';

/** A word of an encoded text. */
export interface Word {
  /** UTF-16 offsets `[start, end)` into the user's text, marks after the last letter included. */
  readonly start: number;
  readonly end: number;
  /** The user's text at these offsets. */
  readonly text: string;
  /** Places in the encoding's token list, ascending. */
  readonly tokenIndices: readonly number[];
}

// Between two parts of one word: apostrophes (don't, l’eau) and hyphens (well-made), Hebrew's included.
const JOINER = /^['’＇׳״\-‐‑－־]$/u;
const HAS_LETTER_OR_DIGIT = /[\p{L}\p{N}]/u;
const HAS_WHITE_SPACE = /\s/;
// Characters that show on the one before them, or not at all.
const ATTACHED = /[\p{M}\p{Cf}]/uy;

/** Consecutive tokens that the pre-tokenizer keeps together. */
interface Piece {
  tokens: number;
  readonly start: number;
  end: number;
  readonly added: boolean;
}

/**
 * The word index of each span, counted from 0. A piece is a word; pieces that an apostrophe or a hyphen joins
 * without white space are one word with it.
 */
export function wordsOfSpans(spans: readonly Span[], text: string): number[] {
  const pieces: Piece[] = [];
  for (const { opensPiece, start, end, added } of spans) {
    const last = pieces.at(-1);
    if (opensPiece || !last) pieces.push({ tokens: 1, start, end, added });
    else {
      last.tokens += 1;
      last.end = end;
    }
  }
  let word = -1;
  let joinedUntil = -1;
  return pieces.flatMap((piece, index) => {
    if (index > joinedUntil) word += 1;
    if (joins(pieces.slice(index, index + 3), text)) joinedUntil = index + 2;
    return Array<number>(piece.tokens).fill(word);
  });
}

/** Whether the second of three pieces makes one word of them. */
function joins([left, joiner, right]: readonly Piece[], text: string): boolean {
  if (!left || !joiner || !right) return false;
  return (
    JOINER.test(text.slice(joiner.start, joiner.end)) &&
    [left, right].every(part => !part.added && HAS_LETTER_OR_DIGIT.test(text.slice(part.start, part.end))) &&
    !HAS_WHITE_SPACE.test(text.slice(left.end, right.start))
  );
}

/** The words of an encoded text, in reading order; special tokens belong to none. */
export function groupWords({ text, tokens }: Pick<Encoding, 'text' | 'tokens'>): Word[] {
  const words: { start: number; end: number; tokenIndices: number[] }[] = [];
  for (const [index, { word, start, end }] of tokens.entries()) {
    if (word === null || start === null || end === null) continue;
    const known = words[word];
    if (known) {
      known.end = end;
      known.tokenIndices.push(index);
    } else words[word] = { start, end, tokenIndices: [index] };
  }
  return words.map(({ start, end, tokenIndices }, index) => {
    const shownEnd = withAttached(text, end, words[index + 1]?.start ?? text.length);
    return { start, end: shownEnd, text: text.slice(start, shownEnd), tokenIndices };
  });
}

/**
 * Word values from token values.
 * @param values one number a token of the encoding that the words come from
 * @returns one number a word, the sum over its tokens
 * @throws Error where a word has a token without a value
 */
export function sumByWord(words: readonly Word[], values: readonly number[]): number[] {
  return words.map(({ tokenIndices }) =>
    tokenIndices.reduce((sum, index) => {
      const value = values[index];
      if (value === undefined) throw new Error(`Token ${index} has no value, expected one number a token.`);
      return sum + value;
    }, 0),
  );
}

/** Moves `end` past the characters that attach to the one before it, not past `limit`. */
function withAttached(text: string, end: number, limit: number): number {
  let next = end;
  ATTACHED.lastIndex = next;
  while (next < limit && ATTACHED.test(text)) next = ATTACHED.lastIndex;
  return next;
}
