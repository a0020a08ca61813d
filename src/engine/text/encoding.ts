/** A text as the model sees it: tokens, each with the place in the user's text that it came from. */

/** One token of an encoded text. */
export interface Token {
  readonly id: number;
  /** The vocabulary entry, markers included: `##ing`, `[CLS]`. */
  readonly text: string;
  /** UTF-16 offsets `[start, end)` into the user's text; null for special tokens that stand for no text. */
  readonly start: number | null;
  readonly end: number | null;
  /** True for tokens the template adds ([CLS], [SEP]), which keep their own embedding in every baseline. */
  readonly special: boolean;
  /** Index of the word that the token belongs to, counted from 0 in reading order; null for special tokens. */
  readonly word: number | null;
}

/** The tokens of one text. */
export interface Encoding {
  readonly text: string;
  readonly tokens: readonly Token[];
  /** True where the text was cut at the model's limit; the cut begins at the end of the last token with offsets. */
  readonly truncated: boolean;
}

/** Ids that baselines need. */
export interface SpecialIds {
  readonly pad: number;
  readonly mask: number | null;
}

/** Turns text into tokens with offsets. */
export interface TextTokenizer {
  readonly specialIds: SpecialIds;
  /** The most tokens that an encoding has, special tokens included. */
  readonly maxTokens: number;
  encode(text: string): Encoding;
}
