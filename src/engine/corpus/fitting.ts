/** Passages cut so that a model reads all of them: its tokenizer would drop in silence what is beyond its limit. */

import type { TextTokenizer } from '../text/encoding';
import { placeToCut } from './readers/passages';

export interface FittingPiece {
  readonly text: string;
  /** Special ones included. */
  readonly tokens: number;
}

/** The pieces of a passage that a model reads whole, in order, cut between words where that is possible. */
export function* piecesThatFit(
  passage: string,
  tokenizer: Pick<TextTokenizer, 'encode'>,
): Generator<FittingPiece> {
  let rest = passage;
  while (rest !== '') {
    const { text, tokens } = firstThatFits(rest, tokenizer);
    yield { text: text.trimEnd(), tokens };
    rest = rest.slice(text.length).trimStart();
  }
}

function firstThatFits(text: string, tokenizer: Pick<TextTokenizer, 'encode'>): FittingPiece {
  let piece = text;
  for (;;) {
    const { truncated, tokens } = tokenizer.encode(piece);
    if (!truncated || piece.length <= 1) return { text: piece, tokens: tokens.length };
    const read = tokens.findLast(({ end }) => end !== null)?.end ?? 0;
    // Cut within a word, its first part may be more tokens than it was in the whole: so it is tried again.
    piece = piece.slice(0, placeToCut(piece, Math.max(1, Math.min(read, piece.length - 1))));
  }
}
