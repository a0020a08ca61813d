/**
 * Splits a text at the added tokens that occur in it literally, such as `[MASK]`.
 * Source: `AddedVocabulary` of the Hugging Face tokenizers library: leftmost, then longest match.
 */

import { isWhiteSpace } from './characters';

/** A token on top of the model's vocabulary. */
export interface AddedToken {
  readonly content: string;
  /** Only where no word character touches it. */
  readonly singleWord: boolean;
  /** Takes the white space on its left, or right, into its span. */
  readonly lstrip: boolean;
  readonly rstrip: boolean;
  /** Looked for in the normalised text rather than in the user's. */
  readonly normalized: boolean;
}

/** A stretch of a text: an added token, or (null) what lies between two. */
export interface Section {
  readonly token: AddedToken | null;
  readonly start: number;
  readonly end: number;
}

// `\w` as the library's regular expressions define it.
const WORD_AT_END = /[\p{Alphabetic}\p{M}\p{Nd}\p{Pc}\p{Join_Control}]$/u;
const WORD_AT_START = /^[\p{Alphabetic}\p{M}\p{Nd}\p{Pc}\p{Join_Control}]/u;
const LONGEST_CODE_POINT = 2;

/**
 * Makes the function that splits a text at `tokens`; the sections that it gives lazily cover the text.
 * @param spelling how a token is written in the texts to split; empty spellings are never found
 */
export function addedTokenSplitter(
  tokens: readonly AddedToken[],
  spelling: (content: string) => string = content => content,
): (text: string) => Iterable<Section> {
  const bySpelling = new Map(tokens.map(token => [spelling(token.content), token]));
  const spellings = [...bySpelling.keys()].filter(written => written.length > 0);
  if (spellings.length === 0) return whole;
  const longestFirst = spellings.sort((a, b) => b.length - a.length).map(escapePattern);
  const pattern = new RegExp(longestFirst.join('|'), 'g');
  return function* split(text) {
    let from = 0;
    for (const match of text.matchAll(pattern)) {
      const token = bySpelling.get(match[0]);
      const found = token && extent(text, token, match.index, match.index + match[0].length, from);
      if (!token || !found) continue;
      if (found.start > from) yield { token: null, start: from, end: found.start };
      yield { token, ...found };
      from = found.end;
    }
    if (from < text.length) yield { token: null, start: from, end: text.length };
  };
}

function* whole(text: string): Generator<Section> {
  if (text.length > 0) yield { token: null, start: 0, end: text.length };
}

/** The span of a token found at `[start, end)`, not before `from`; null where its settings reject the place. */
function extent(text: string, token: AddedToken, start: number, end: number, from: number) {
  if (token.singleWord) {
    if (WORD_AT_END.test(text.slice(Math.max(0, start - LONGEST_CODE_POINT), start))) return null;
    if (WORD_AT_START.test(text.slice(end, end + LONGEST_CODE_POINT))) return null;
  }
  let first = Math.max(start, from);
  let last = end;
  if (token.lstrip) while (first > from && isWhiteSpace(text.charCodeAt(first - 1))) first -= 1;
  if (token.rstrip) while (last < text.length && isWhiteSpace(text.charCodeAt(last))) last += 1;
  return { start: first, end: last };
}

function escapePattern(literal: string): string {
  return literal.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
}
