/** Word types of a corpus: the words whose activations are averaged. Fixed by the corpus, so that all parts agree. */

import type { Sentence } from './sentences';
import type { IndexSettings } from './settings';

export interface Vocabulary {
  /** Lower-case words, the most frequent first, equals in code-unit order. */
  readonly types: readonly string[];
  /** The type's place in `types`; -1 for a word that is not counted. */
  typeOf(word: string): number;
}

/** The corpus's types that are frequent enough. */
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
  const types = [...counts]
    .filter(([, count]) => count >= minOccurrences)
    .sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))
    .slice(0, maxTypes)
    .map(([type]) => type);
  const places = new Map(types.map((type, index) => [type, index]));
  return { types, typeOf: word => places.get(word.toLowerCase()) ?? -1 };
}
