/** A neuron's examples as a table: which tokens of the corpus, how active, in which sentence. */

import type { NeuronRecord } from '../engine/corpus/neuron-record';
import { csvOf } from './csv';

/** One row an example, those of the quantile bands included. */
export function neuronExamplesCsv({ neuron, examples, bands }: NeuronRecord): string {
  const groups = [
    { group: 'top', examples },
    ...bands.map(({ from, to, examples: some }) => ({ group: `${from}-${to}`, examples: some })),
  ];
  const rows = groups.flatMap(({ group, examples: some }) =>
    some.map(({ sentence, token, activation, text, tokens }) => {
      const { start = null, end = null } = tokens?.[token] ?? {};
      const word = text !== null && start !== null && end !== null ? text.slice(start, end) : null;
      return [neuron, group, activation, word, sentence, token, text];
    }),
  );
  return csvOf(['neuron', 'group', 'activation', 'token', 'sentence', 'position', 'text'], rows);
}
