/** A corpus as the index sees it: a list of sentences, each a text and its words, some with a part of speech. */

import { sha256 } from '../checkpoint/hash';

/** The twelve universal part-of-speech tags (Petrov, Das and McDonald 2012, arXiv 1104.2086). */
export const UNIVERSAL_TAGS = [
  'NOUN',
  'VERB',
  'ADJ',
  'ADV',
  'PRON',
  'DET',
  'ADP',
  'NUM',
  'CONJ',
  'PRT',
  'X',
  '.',
] as const;
export type UniversalTag = (typeof UNIVERSAL_TAGS)[number];

/** A word of a sentence. */
export interface CorpusWord {
  /** UTF-16 offsets `[start, end)` into the sentence's text. */
  readonly start: number;
  readonly end: number;
  /** Null where nobody tagged it. */
  readonly tag: UniversalTag | null;
}

/** A sentence; its id is its place in the corpus, counted from 0. */
export interface Sentence {
  readonly text: string;
  /** In reading order, without overlap. */
  readonly words: readonly CorpusWord[];
}

export interface Corpus {
  readonly name: string;
  readonly version: string;
  readonly sentences: readonly Sentence[];
}

// Letters and digits, joined within by apostrophes, hyphens, points and the like; any other sign stands alone.
const WORD = /[\p{L}\p{M}\p{N}]+(?:['’.,\-‐‑][\p{L}\p{M}\p{N}]+)*|[^\s\p{L}\p{M}\p{N}]/gu;

/** A text without tags as a sentence. */
export function plainSentence(text: string): Sentence {
  const words = Array.from(text.matchAll(WORD), ({ 0: word, index }) => ({
    start: index,
    end: index + word.length,
    tag: null,
  }));
  return { text, words };
}

/** Hex SHA-256 of what the index reads of a corpus: its texts, words and tags, in order. */
export async function corpusDigest(sentences: readonly Sentence[]): Promise<string> {
  const lines = sentences.map(
    ({ text, words }) =>
      `${JSON.stringify(text)} ${words.map(({ start, end, tag }) => `${start}-${end}${tag ?? ''}`).join(' ')}\n`,
  );
  return sha256(new TextEncoder().encode(lines.join('')));
}
