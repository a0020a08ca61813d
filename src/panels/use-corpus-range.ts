/** The range of a neuron over the corpus that interventions refer to, where the page knows it. */

import { useMemo } from 'react';
import type { NeuronRecord } from '../engine/corpus/neuron-record';
import { useSession } from '../state/session';
import { BROWN } from '../state/view';

export interface CorpusRange {
  readonly minimum: number;
  readonly maximum: number;
  /** `p50` and the like, ascending. */
  readonly quantiles: readonly { readonly name: string; readonly at: number }[];
}

/** Null for a set, for a neuron that is not on the page, and where its record has not come. */
export function useCorpusRange(neurons: readonly string[]): CorpusRange | null {
  const pages = useSession(state => state.neuronPages);
  const address = neurons.length === 1 ? neurons[0] : undefined;
  const record = Object.values(pages).find(
    page => page?.corpus === BROWN && page.address === address,
  )?.record;
  return useMemo(() => (record ? rangeOf(record) : null), [record]);
}

function rangeOf({ statistics, quantiles }: NeuronRecord): CorpusRange {
  return {
    minimum: statistics.minimum,
    maximum: statistics.maximum,
    quantiles: quantiles.map(({ share, value }) => ({
      name: `p${Number((100 * share).toFixed(4))}`,
      at: value,
    })),
  };
}
