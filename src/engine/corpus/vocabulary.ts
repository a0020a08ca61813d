/** Word types of a corpus: the words whose activations are averaged. Fixed by the corpus, so that all parts agree. */

import { counted } from '../counted';
import { FINEST_WORD_UNIT } from './part';
import type { Sentence } from './sentences';
import type { IndexSettings } from './settings';

export interface Vocabulary {
  /** Lower-case words, the most frequent first, equals in code-unit order. */
  readonly types: readonly string[];
  /** What their sums count in, see `wordUnitOf`. */
  readonly wordUnit: number;
}

/** Sums are held as int32. */
const SUM_LIMIT = 2 ** 31;
/** How far a sum may exceed its bound: z goes by the mean and deviation of a sample, not of the corpus. */
const MARGIN = 4;

/**
 * The corpus's types that are frequent enough.
 * @throws Error where the corpus has too many words to add up
 */
export function buildVocabulary(
  sentences: readonly Sentence[],
  { minOccurrences, maxTypes }: Pick<IndexSettings, 'minOccurrences' | 'maxTypes'>,
): Vocabulary {
  const counts = new Map<string, number>();
  for (const { text, words } of sentences) {
    for (const { start, end } of words) {
      const type = text.slice(start, end).toLowerCase();
      counts.set(type, (counts.get(type) ?? 0) + 1);
    }
  }
  let total = 0;
  let most = 0;
  for (const count of counts.values()) {
    total += count;
    most = Math.max(most, count);
  }
  const types = [...counts]
    .filter(([, count]) => count >= minOccurrences)
    .sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))
    .slice(0, maxTypes)
    .map(([type]) => type);
  return { types, wordUnit: wordUnitOf(total, most) };
}

/** A word's place in `types`, in whatever case; -1 for a word that is not counted. */
export function typeLookup(types: readonly string[]): (word: string) => number {
  const places = new Map(types.map((type, index) => [type, index]));
  return word => places.get(word.toLowerCase()) ?? -1;
}

/**
 * The finest unit, a power of two of at most `FINEST_WORD_UNIT`, in which no word's Σ|z| outgrows int32. By
 * Cauchy–Schwarz Σ|z| ≤ √(occurrences · Σz²), and Σz² over all words is about their number.
 * @param words occurrences of all words of the corpus
 * @param most occurrences of the most frequent type
 * @throws Error where not even whole z fit
 */
export function wordUnitOf(words: number, most: number): number {
  const bound = MARGIN * Math.sqrt(most * words);
  let unit = FINEST_WORD_UNIT;
  while (unit >= 1 && unit * bound > SUM_LIMIT) unit /= 2;
  if (unit < 1) {
    throw new Error(
      `The corpus has ${counted(words, 'word')}, one of them ${most} times, too many to add up: build it as several corpora.`,
    );
  }
  return unit;
}
