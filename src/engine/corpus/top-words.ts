/** A neuron's top words as NeuroX has them: mean |z| over a word's occurrences, divided by the greatest, above 0.1. */

import { type IndexPart, neuronCount } from './part';
import { createTopLists, kept, offer } from './top-k';

const LEAST_SCORE = 0.1;

export interface TopWords {
  /** Mean |z| of the word that has most. */
  readonly greatest: number;
  readonly words: readonly { readonly type: number; readonly score: number }[];
}

/** Top words of all neurons; a word's activation is that of its last token. */
export function topWords({ header, wordSums, wordCounts }: IndexPart): (neuron: number) => TopWords {
  const neurons = neuronCount(header);
  const lists = createTopLists(neurons, header.settings.words);
  header.types.forEach((_, type) => {
    const occurrences = wordCounts[type] ?? 0;
    if (occurrences === 0) return;
    const unit = 1 / (occurrences * header.wordUnit);
    for (let neuron = 0; neuron < neurons; neuron++) {
      const mean = Math.fround((wordSums[type * neurons + neuron] as number) * unit);
      offer(lists, neuron, mean, type, 0);
    }
  });
  return neuron => {
    const words = kept(lists, neuron);
    const greatest = words[0]?.value ?? 0;
    if (greatest === 0) return { greatest, words: [] };
    const scored = words.map(({ value, key }) => ({ type: key, score: value / greatest }));
    return { greatest, words: scored.filter(({ score }) => score > LEAST_SCORE) };
  };
}
