/** Rows of the neuron list: each neuron with its activation at every piece. */

import { topWordsOf, type WordTable } from '../engine/corpus/word-table';
import { formatNeuron } from '../engine/neurons/neuron';
import type { NeuronTable } from '../engine/neurons/neuron-table';
import type { TokenSpan } from '../engine/neurons/neuron-values';
import type { RankedNeuron } from '../engine/neurons/ranking';
import { formatSigned } from '../figures/format';
import type { NeuronRow } from '../figures/neuron-list';
import type { Piece } from './pieces';

export interface RowContext {
  readonly table: NeuronTable;
  readonly pieces: readonly Pick<Piece, 'id' | 'tokens'>[];
  /** The tokens that the activation beside the value is looked up at. */
  readonly span: TokenSpan;
  /** What the values are called. */
  readonly valueName: string;
  /** The words that neurons fire most on; null where no index knows them. */
  readonly wordTable: WordTable | null;
}

/** The row of a neuron at its place in the ranking. */
export function neuronRow(neuron: RankedNeuron, place: number, context: RowContext): NeuronRow {
  const { table, pieces, span, valueName, wordTable } = context;
  const address = formatNeuron(neuron);
  const activations = activationsOf(table, neuron);
  const peak = (from: number, to: number) => furthest(activations.subarray(from, to));
  const activation = peak(span.from, span.to);
  const words = wordTable && topWordsOf(wordTable, table.sites, neuron);
  return {
    place,
    address,
    value: neuron.value,
    activation,
    strip: pieces.map(({ id, tokens }) => peak(id, id + tokens.length)),
    ...(words && { topWords: words }),
    label:
      `${address}, ${valueName} ${formatSigned(neuron.value)}, activation ${formatSigned(activation)}` +
      (words && words.length > 0 ? `, fires most on ${words.join(', ')}` : ''),
  };
}

/** What a neuron does at each token. */
export function activationsOf(
  { methods, sites, tokens }: NeuronTable,
  { siteAt, index }: Pick<RankedNeuron, 'siteAt' | 'index'>,
): Float32Array {
  const matrix = methods.activation?.[siteAt];
  const width = sites[siteAt]?.width ?? 0;
  return Float32Array.from({ length: tokens }, (_, token) => matrix?.[token * width + index] ?? 0);
}

function furthest(values: Float32Array): number {
  return values.reduce((peak, value) => (Math.abs(value) > Math.abs(peak) ? value : peak), 0);
}
