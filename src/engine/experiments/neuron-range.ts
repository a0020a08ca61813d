/** Where a neuron's activations lie over a corpus, and holding others at the same place of their own range. */

import type { CorpusOf } from '../explanation/prepared-text';
import { held, type NeuronChange, noCorpus } from '../interventions/resolve';
import { formatNeuron, type Neuron } from '../neurons/neuron';

export interface NeuronRange {
  readonly minimum: number;
  readonly maximum: number;
}

/**
 * Ranges by address.
 * @throws Error where the index is missing
 */
export async function rangesOf(
  neurons: readonly Neuron[],
  corpus: CorpusOf = noCorpus,
): Promise<ReadonlyMap<string, NeuronRange>> {
  const ranges = new Map<string, NeuronRange>();
  for (const neuron of neurons) {
    const { minimum, maximum } = (await corpus(neuron)).statistics;
    ranges.set(formatNeuron(neuron), { minimum, maximum });
  }
  return ranges;
}

/** Each neuron held as far between its own minimum and maximum as `value` is between those of `measure`. */
export function heldInRange(
  neurons: readonly Neuron[],
  measure: Neuron,
  value: number,
  ranges: ReadonlyMap<string, NeuronRange>,
): NeuronChange[] {
  if (neurons.length === 1 && neurons[0] === measure) return [held(measure.site, [measure.index], value)];
  const own = ranges.get(formatNeuron(measure));
  const share = own && own.maximum > own.minimum ? (value - own.minimum) / (own.maximum - own.minimum) : 0;
  return neurons.map(neuron => {
    const range = ranges.get(formatNeuron(neuron));
    if (!range) throw new Error(`${formatNeuron(neuron)} has no corpus range.`);
    return held(neuron.site, [neuron.index], range.minimum + share * (range.maximum - range.minimum));
  });
}
