/**
 * Layer integrated gradients: the straight line is drawn between a site's activations at baseline and input,
 * (h(x) − h(b)) ⊙ ∫₀¹ ∂F/∂h(h(b) + α(h(x) − h(b))) dα, while whatever bypasses the site stays at x
 * (`LayerIntegratedGradients` in captum/attr/_core/layer/layer_integrated_gradients.py).
 */

import { type Differentiable, type Matrix, matrixTensor } from '../attribution/differentiable';
import { integratedGradients } from '../attribution/integrated-gradients';
import type { AttributionRequest } from '../attribution/method';
import { dispose, tidy } from '../backend/tidy';

/** What is integrated, and how. */
export interface LayerIntegration extends Pick<AttributionRequest, 'rule' | 'steps' | 'signal'> {
  readonly input: Matrix;
  readonly baseline: Matrix;
  readonly site: string;
  /** F as a function of the site's activations, with all that bypasses it computed from `input`. */
  readonly fromSite: Differentiable;
}

/**
 * One number a token and neuron of the site, `[tokens, width]` row by row, in units of F. They add up to what F loses
 * when the site alone is put back to its baseline; on a full cut that is ΔF.
 * Yields the evaluations made so far; checks the signal between batches.
 */
export async function* layerIntegratedGradients(
  f: Differentiable,
  { input, baseline, site, fromSite, rule, steps, signal }: LayerIntegration,
): AsyncGenerator<number, Float32Array> {
  const [high, low] = [await activationsAt(f, input, site), await activationsAt(f, baseline, site)];
  const run = integratedGradients(fromSite, {
    input: high,
    baseline: low,
    rule,
    steps,
    sites: [site],
    integrals: ['internal-influence'],
    signal,
  });
  const { neurons } = yield* run;
  const influence = neurons['internal-influence']?.[0];
  if (!influence) throw new Error(`The evaluation returned nothing for the site ${site}.`);
  return influence.map((value, i) => value * ((high.values[i] ?? 0) - (low.values[i] ?? 0)));
}

/** A site's activations at one input, as a matrix of its own. */
async function activationsAt(f: Differentiable, input: Matrix, site: string): Promise<Matrix> {
  const evaluation = tidy(() => f.evaluate(matrixTensor(input), { sites: [site], gradients: false }));
  try {
    const activation = evaluation.activations[site];
    if (!activation) throw new Error(`The evaluation returned nothing for the site ${site}.`);
    const [, tokens, dims] = activation.shape;
    return { tokens, dims, values: new Float32Array(await activation.data()) };
  } finally {
    dispose(evaluation);
  }
}
