/** What all neurons cost: the sweep that tells of every site against the words alone at as many points; runs anywhere. */

import { integratedGradients } from '../src/engine/attribution/integrated-gradients';
import type { Model } from '../src/engine/explanation/model';
import { finish } from '../src/engine/finish';
import { differentiable } from '../src/engine/transformer/transformer';
import { embedSentence } from './sentence';
import { type Times, timeInTurns } from './timing';

export interface SweepResults {
  readonly sites: number;
  readonly neurons: number;
  /** Points that the rule `adaptive` evaluated, and that the words alone were given. */
  readonly evaluations: number;
  readonly withinTolerance: boolean;
  /** Integrated gradients of the words alone, a fixed rule. */
  readonly words: Times;
  /** The same with conductance and internal influence of every neuron, the rule `adaptive`. */
  readonly sweep: Times;
}

/** Measures on the backend that runs. */
export async function measureSweep(model: Model, rounds: number): Promise<SweepResults> {
  const { transformer } = model;
  const path = embedSentence(model);
  const f = differentiable(transformer, { kind: 'logit', label: 0 });
  const sites = transformer.sites.map(({ site }) => site);
  const sweep = () => finish(integratedGradients(f, { ...path, rule: 'adaptive', steps: 0, sites }));
  const { evaluations, completeness } = await sweep();
  const words = () => finish(integratedGradients(f, { ...path, rule: 'gauss-legendre', steps: evaluations }));
  await words();
  return {
    sites: sites.length,
    neurons: transformer.sites.reduce((sum, { width }) => sum + width, 0),
    evaluations,
    withinTolerance: completeness?.withinTolerance ?? false,
    ...(await timeInTurns({ words, sweep }, rounds)),
  };
}
