/** The pieces of a text as the figures show them: its words or its tokens, each with its value. */

import { measurableChange } from '../engine/attribution/completeness';
import type { Attribution } from '../engine/explanation/record';
import type { Token } from '../engine/text/encoding';
import { groupWords, sumByWord } from '../engine/text/words';
import { shortened } from '../figures/settings';
import type { Unit } from '../state/view';

export interface Piece {
  /** Index of the piece's first token among all tokens. */
  readonly id: number;
  /** The user's text, a very long one cut, or the vocabulary entry of a token that stands for none. */
  readonly text: string;
  readonly tokens: readonly Token[];
  /** In units of the target; 0 while there is no attribution. */
  readonly value: number;
  /** value / ΔF; null where there is no ΔF, or where it is too small to be a measure. */
  readonly share: number | null;
  readonly special: boolean;
  /** Follows the piece before it without white space. */
  readonly joins: boolean;
  /** Continues the word of the piece before it. */
  readonly continues: boolean;
  /** Its values with interventions and without, where both are known. */
  readonly runs?: { readonly changed: number; readonly untouched: number };
}

/** F(x) − F(baseline); null where the method has no baseline. */
export function differenceOf({ value, baselineValue }: Attribution): number | null {
  return baselineValue === null ? null : value - baselineValue;
}

/**
 * The pieces of a text in reading order, special tokens included.
 * @param attribution null while it is computed; every value is 0 then
 */
export function piecesOf(
  text: string,
  tokens: readonly Token[],
  attribution: Attribution | null,
  unit: Unit,
): Piece[] {
  const values = attribution ? attribution.tokens : tokens.map(() => 0);
  const whole =
    attribution && measurableChange(attribution.value, attribution.baselineValue, attribution.tokens);
  const shareOf = (value: number) => (whole === null ? null : value / whole);
  const valued = unit === 'words' ? byWord(text, tokens, values) : byToken(text, tokens, values);
  let lastEnd: number | null = null;
  let lastWord: number | null = null;
  return valued.map(({ start, end, ...piece }) => {
    const word = piece.tokens[0]?.word ?? null;
    const joins = start !== null && lastEnd !== null && !/\s/.test(text.slice(lastEnd, start));
    const continues = word !== null && word === lastWord;
    lastEnd = end;
    lastWord = word;
    return { ...piece, share: shareOf(piece.value), joins, continues };
  });
}

/** The token index that stands for a selected token in this unit: that of its piece. */
export function selectedPiece(pieces: readonly Piece[], selected: number | null): number | null {
  if (selected === null) return null;
  return pieces.find(({ id, tokens }) => selected >= id && selected < id + tokens.length)?.id ?? null;
}

/** The pieces of the text itself, largest |value| first; those of equal size in reading order. */
export function byMagnitude<P extends Piece>(pieces: readonly P[]): P[] {
  return pieces.filter(piece => !piece.special).sort((a, b) => Math.abs(b.value) - Math.abs(a.value));
}

/** The largest |value|; 0 where there are no pieces. */
export function largestValue(pieces: readonly Piece[]): number {
  return pieces.reduce((most, { value }) => Math.max(most, Math.abs(value)), 0);
}

type ValuedPiece = Pick<Piece, 'id' | 'text' | 'tokens' | 'value' | 'special'> & {
  readonly start: number | null;
  readonly end: number | null;
};

function byToken(text: string, tokens: readonly Token[], values: readonly number[]): ValuedPiece[] {
  return tokens.map((token, id) => {
    const { start, end, special } = token;
    // Tokens that share characters, as the parts of a Hangul syllable do, would all show the same text.
    const isShared = overlaps(tokens[id - 1], token) || overlaps(token, tokens[id + 1]);
    const shown = isShared || start === null || end === null ? '' : text.slice(start, end);
    return {
      id,
      text: cut(shown) || token.text,
      tokens: [token],
      value: values[id] ?? 0,
      special,
      start,
      end,
    };
  });
}

/** An unknown word may be a megabyte long, which no figure should measure and no table hold. */
const MOST_UNITS = 200;
const cut = (text: string) => (text.length > MOST_UNITS ? shortened(text, MOST_UNITS) : text);

/** Whether a token begins before the one in front of it has ended. */
function overlaps(before: Token | undefined, after: Token | undefined): boolean {
  const [end, start] = [before?.end ?? null, after?.start ?? null];
  return end !== null && start !== null && start < end;
}

function byWord(text: string, tokens: readonly Token[], values: readonly number[]): ValuedPiece[] {
  const words = groupWords({ text, tokens });
  const sums = sumByWord(words, values);
  const pieces = words.map(({ text: shown, tokenIndices, start, end }, index) => ({
    id: tokenIndices[0] ?? 0,
    text: cut(shown),
    tokens: tokenIndices.flatMap(at => tokens[at] ?? []),
    value: sums[index] ?? 0,
    special: false,
    start,
    end,
  }));
  const apart = byToken(text, tokens, values).filter(({ tokens: [token] }) => token?.word === null);
  return [...pieces, ...apart].sort((a, b) => a.id - b.id);
}
