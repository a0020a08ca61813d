/**
 * BERT's normalizer and pre-tokenizer with the place of every character: a text becomes lower-case pieces.
 * Source: `BertNormalizer` and `BertPreTokenizer` of the Hugging Face tokenizers library, which models are
 * trained with; its Unicode tables are older than JavaScript's and are kept in bert-characters.json
 * (written by training/characters.py).
 */

import tables from './bert-characters.json';
import { type Character, inRanges, isWhiteSpace, parseRanges } from './characters';

/** What the normalizer does to a text. */
export interface BertSettings {
  /** Remove control characters, make every white space a space. */
  readonly cleanText: boolean;
  /** Put spaces around ideographs. */
  readonly handleChineseChars: boolean;
  /** Decompose and drop combining marks. */
  readonly stripAccents: boolean;
  readonly lowercase: boolean;
}

/** A stretch without white space: one punctuation character, or a run of anything else. */
export interface Piece {
  /** The first characters of the piece, at most the limit that was asked for. */
  readonly characters: readonly Character[];
  /** UTF-16 offset into the user's text where the whole piece ends. */
  readonly end: number;
}

const REMOVED = parseRanges(tables.removed);
const MARKS = parseRanges(tables.marks);
const PUNCTUATION = parseRanges(tables.punctuation);
const DECOMPOSED = parseRanges(tables.decomposed);
// U+2B820–2B91F are ideographs too, but not to the library.
const IDEOGRAPHS = parseRanges(
  '3400-4dbf 4e00-9fff f900-faff 20000-2a6df 2a700-2b81f 2b920-2ceaf 2f800-2fa1f',
);
// Below it no character is a mark or decomposes.
const FIRST_ACCENTED = Math.min(MARKS[0] ?? 0, DECOMPOSED[0] ?? 0);
const FIRST_ASTRAL = 0x10000;
const FIRST_SURROGATE = 0xd800;
const LAST_SURROGATE = 0xdfff;
const REPLACEMENT = 0xfffd;
const SPACE = ' ';

/**
 * The normalised characters of `text[start, end)`, one at a time. Marks are not put into canonical order: most
 * are dropped, and beside one that is kept (a musical stem, say) only the ends of an unknown token can move.
 */
export function* bertCharacters(
  text: string,
  start: number,
  end: number,
  settings: BertSettings,
): Generator<Character> {
  let next = start;
  while (next < end) {
    const at = next;
    const point = text.codePointAt(at) ?? REPLACEMENT;
    next += point >= FIRST_ASTRAL ? 2 : 1;
    // A lone surrogate has no UTF-8 form; encoders write U+FFFD in its place.
    const known = point >= FIRST_SURROGATE && point <= LAST_SURROGATE ? REPLACEMENT : point;
    if (settings.cleanText && inRanges(REMOVED, known)) continue;
    if (settings.cleanText && isWhiteSpace(known)) {
      yield { text: SPACE, start: at, end: next };
      continue;
    }
    const spaced = settings.handleChineseChars && inRanges(IDEOGRAPHS, known);
    if (spaced) yield { text: SPACE, start: at, end: next };
    for (const form of forms(known, settings)) yield { text: form, start: at, end: next };
    if (spaced) yield { text: SPACE, start: at, end: next };
  }
}

/** The pieces of a stream of characters; of each, no more than `limit` characters are kept. */
export function* bertPieces(characters: Iterable<Character>, limit: number): Generator<Piece> {
  let kept: Character[] = [];
  let end = 0;
  for (const character of characters) {
    const point = character.text.codePointAt(0) ?? REPLACEMENT;
    const alone = inRanges(PUNCTUATION, point);
    if (alone || isWhiteSpace(point)) {
      if (kept.length > 0) yield { characters: kept, end };
      kept = [];
      if (alone) yield { characters: [character], end: character.end };
    } else {
      if (kept.length < limit) kept.push(character);
      end = character.end;
    }
  }
  if (kept.length > 0) yield { characters: kept, end };
}

/** What one code point becomes: none, one or several characters. */
function forms(point: number, { stripAccents, lowercase }: BertSettings): Iterable<string> {
  const character = String.fromCodePoint(point);
  if (!stripAccents || point < FIRST_ACCENTED) return lowercase ? character.toLowerCase() : character;
  const decomposed = inRanges(DECOMPOSED, point) ? character.normalize('NFD') : character;
  const bases = [...decomposed].filter(base => !inRanges(MARKS, base.codePointAt(0) ?? REPLACEMENT));
  return lowercase ? bases.flatMap(base => [...base.toLowerCase()]) : bases;
}
