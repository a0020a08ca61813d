/** Neurons in the order in which an experiment takes them. */

import { isLong } from '../attribution/panels';
import { type ExplanationRequest, explain, type Refining } from '../explanation/explain';
import { rankingMethod } from '../explanation/neuron-records';
import type { Neuron } from '../neurons/neuron';
import type { NeuronMethod, NeuronTable } from '../neurons/neuron-table';
import { everyToken } from '../neurons/neuron-values';
import { rankNeurons } from '../neurons/ranking';
import { relay } from '../relay';
import type { Site, SiteInfo } from '../transformer/sites';
import type { ExperimentContext } from './experiment';

/** A neuron and what a method says of it over all tokens. */
export interface ValuedNeuron extends Neuron {
  readonly value: number;
}

/** Steps that an explanation counts for in an experiment's progress: the evaluations that one usually takes. */
export const EXPLANATION_STEPS = 64;

/**
 * What the neurons of some sites do in the text of an experiment, its interventions in force. Yields how far
 * that is, from 0 to `EXPLANATION_STEPS`.
 * @throws Error where the attribution method of the text knows nothing of a neuron method that is asked for
 */
export async function* neuronTable(
  { model, subject, corpus, signal }: ExperimentContext,
  sites: readonly SiteInfo[],
  methods: readonly NeuronMethod[],
  changed: Partial<ExplanationRequest> = {},
): AsyncGenerator<number, NeuronTable> {
  const isLayerPath = methods.includes('layer-integrated-gradients');
  const request: ExplanationRequest = {
    ...subject,
    ...changed,
    neuronMethod: isLayerPath ? 'layer-integrated-gradients' : null,
  };
  const names: Site[] = sites.map(({ site }) => site);
  const run = explain(model, request, {
    rough: false,
    neurons: { sites: names, method: null, count: 0 },
    ...(corpus && { corpus }),
    ...(signal && { signal }),
  });
  let isTwofold = isLayerPath;
  const { neurons } = yield* relay(run, event => {
    if (event.stage === 'tokens') isTwofold ||= isLong(event.tokens.length);
    return event.stage === 'refining' ? Math.floor(EXPLANATION_STEPS * shareDone(event, isTwofold)) : null;
  });
  if (!neurons) throw new Error('The explanation has no neurons.');
  for (const method of methods) rankingMethod(neurons, method);
  return neurons;
}

/** How much of an explanation is done, from 0 to 1; of one whose neurons follow its words, these are the first half. */
function shareDone({ of, done, expected }: Refining, isTwofold: boolean): number {
  const share = Math.min(1, done / expected);
  if (!isTwofold) return share;
  return of === 'words' ? share / 2 : (1 + share) / 2;
}

/**
 * All neurons of a table, the one that adds most to the target first, the one that takes most from it last. An
 * activation adds nothing: there the one furthest from zero comes first.
 */
export function descending(table: NeuronTable, method: NeuronMethod): ValuedNeuron[] {
  const neurons = bySize(table, method);
  return method === 'activation' ? neurons : neurons.sort((a, b) => b.value - a.value);
}

/** All neurons of a table, the largest |value| first. */
export function bySize(table: NeuronTable, method: NeuronMethod): ValuedNeuron[] {
  const sites = new Set(table.sites.map(({ site }) => site));
  return rankNeurons(table, { method, sites, tokens: everyToken(table), sign: 'both' });
}
