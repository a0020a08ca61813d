/** A token's text with its place in the user's text: what an algorithm gives before ids are looked up. */

/** One token; several tokens make a piece, which is what the pre-tokenizer hands to the model. */
export interface Span {
  /** The vocabulary entry, markers included. */
  readonly text: string;
  /** UTF-16 offsets `[start, end)` into the user's text. */
  readonly start: number;
  readonly end: number;
  /** True for the first token of a piece. */
  readonly opensPiece: boolean;
  /** True for an added token that the user typed, such as `[MASK]`. */
  readonly added: boolean;
}

/** Tokens of `text[start, end)`, a stretch that holds no added token, in order; stops when its reader stops. */
export type Segmenter = (text: string, start: number, end: number) => Iterable<Span>;
