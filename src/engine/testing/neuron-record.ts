/** A neuron record for tests. */

import type { NeuronRecord } from '../corpus/neuron-record';

export function neuronRecordOf(neuron: string): NeuronRecord {
  return {
    schema: 'finegrain/neuron@1',
    neuron,
    model: { id: 'minilm-sst2', sha256: '00', backend: 'cpu' },
    corpus: { name: 'Tiny corpus', version: '1', sha256: '11', sentences: 2, tokens: 5 },
    statistics: {
      mean: 0.1,
      deviation: 0.7,
      skewness: 4,
      kurtosis: 18,
      minimum: -0.17,
      maximum: 6.38,
      positive: 0.17,
    },
    quantiles: [{ share: 0.5, value: -0.1 }],
    histogram: { from: -0.5, to: 6, counts: [4, 1] },
    examples: [
      {
        sentence: 1,
        token: 1,
        activation: 6.38,
        text: 'so clumsy',
        tokens: [
          { id: 1, text: 'so', start: 0, end: 2, special: false, word: 0 },
          { id: 2, text: 'clumsy', start: 3, end: 9, special: false, word: 1 },
        ],
        activations: [0, 6.38],
      },
    ],
    bands: [{ from: 0, to: 0.5, examples: [] }],
    words: [
      { word: 'clumsy', score: 1, meanAbsoluteZ: 9 },
      { word: 'awkward', score: 0.9, meanAbsoluteZ: 8 },
    ],
    tags: [{ tag: 'ADJ', averagePrecision: 0.4, prevalence: 0.1, sign: 1 }],
    correlationTokens: 8000,
    similar: [{ neuron: 'L2.ffn.1265', correlation: 0.69, low: 0.66, high: 0.72 }],
  };
}
