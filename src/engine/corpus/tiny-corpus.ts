/** For tests: a corpus of a few made-up sentences, the tiny BERT that reads it, and small settings. */

import { startBackend } from '../backend/backend';
import { nodeBackends } from '../backend/node';
import { seededNoise, tinyConfig, tinyWeights } from '../testing/tiny-bert';
import type { Token } from '../text/encoding';
import { createBert } from '../transformer/bert';
import type { Reader } from './reading';
import { plainSentence, type Sentence, UNIVERSAL_TAGS } from './sentences';
import type { IndexSettings } from './settings';

const WORDS = ['sun', 'rain', 'snow', 'wind', 'fog', 'hail', 'dew', 'ice', 'mist', 'sleet'];
const SPECIAL_ID = 1;
const FIRST_WORD_ID = 2;

/** One tag a word, and every seventh word without one. */
export function tinySentences(count: number): Sentence[] {
  const noise = seededNoise(5);
  const below = (n: number) => Math.min(n - 1, Math.floor(((noise() + 1) / 2) * n));
  let words = 0;
  return Array.from({ length: count }, () => {
    const text = Array.from({ length: 1 + below(9) }, () => WORDS[below(WORDS.length)]).join(' ');
    const plain = plainSentence(text);
    return {
      text,
      words: plain.words.map(word => {
        const tag = UNIVERSAL_TAGS[WORDS.indexOf(text.slice(word.start, word.end)) % UNIVERSAL_TAGS.length];
        words += 1;
        return { ...word, tag: words % 7 === 0 ? null : (tag ?? null) };
      }),
    };
  });
}

/** The tiny BERT, and a tokenizer of one token a word between two special ones. */
export async function tinyReader(): Promise<Reader> {
  await startBackend(nodeBackends, 'cpu', () => {});
  const special: Token = { id: SPECIAL_ID, text: '[S]', start: null, end: null, special: true, word: null };
  return {
    transformer: createBert(tinyConfig, tinyWeights()),
    tokenizer: {
      encode(text) {
        const tokens = Array.from(text.matchAll(/\w+/g), ({ 0: word, index }, place): Token => {
          const id = FIRST_WORD_ID + WORDS.indexOf(word);
          return { id, text: word, start: index, end: index + word.length, special: false, word: place };
        });
        return { text, tokens: [special, ...tokens, special], truncated: false };
      },
    },
  };
}

export const tinySettings: IndexSettings = {
  chunkSentences: 8,
  calibrationSentences: 16,
  tokensPerSentence: 4,
  bins: 16,
  shownBins: 8,
  examples: 5,
  bandExamples: 2,
  sketchRows: 32,
  candidates: 6,
  similar: 3,
  minOccurrences: 3,
  maxTypes: 8,
  words: 4,
  tags: 3,
};
