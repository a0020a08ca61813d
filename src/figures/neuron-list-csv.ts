/** Ranked neurons as comma-separated values (RFC 4180): one row a neuron, with its activation at every token. */

import type { Explanation } from '../engine/explanation/record';
import { formatNeuron } from '../engine/neurons/neuron';
import type { NeuronMethod, NeuronTable } from '../engine/neurons/neuron-table';
import type { RankedNeuron } from '../engine/neurons/ranking';
import { csvOf, writtenAs } from './csv';

/** Beyond this many activations a file would be tens of megabytes; what is left out stands last in the ranking. */
const MAX_CELLS = 1_000_000;

/** @param method what `value` is */
export function neuronsCsv(
  ranking: readonly RankedNeuron[],
  table: NeuronTable,
  method: NeuronMethod,
  { text, tokens }: Pick<Explanation, 'text' | 'tokens'>,
): string {
  const count = Math.floor(MAX_CELLS / Math.max(1, table.tokens));
  return csvOf(
    [
      'place',
      'neuron',
      method,
      ...tokens.map((token, at) => `activation ${at} ${writtenAs(text, token) ?? token.text}`),
    ],
    ranking.slice(0, count).map((neuron, at) => {
      const { siteAt, index, value } = neuron;
      const matrix = table.methods.activation?.[siteAt];
      const width = table.sites[siteAt]?.width ?? 0;
      const activations = tokens.map((_, token) => matrix?.[token * width + index] ?? null);
      return [at + 1, formatNeuron(neuron), value, ...activations];
    }),
  );
}
