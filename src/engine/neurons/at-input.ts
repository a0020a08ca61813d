/** What neurons do at the input itself: activation h(x), and gradient × activation h(x) · ∂F/∂h. */

import type { Differentiable, Matrix } from '../attribution/differentiable';
import { matrixTensor } from '../attribution/differentiable';
import { dispose, tidy } from '../backend/tidy';
import type { NeuronTable } from './neuron-table';

/**
 * One evaluation at x; `[tokens, width]` row by row for each site asked for.
 * @throws Error where the evaluation lacks a site
 */
export async function neuronsAtInput(
  f: Differentiable,
  input: Matrix,
  sites: readonly string[],
): Promise<NeuronTable['methods']> {
  const evaluation = tidy(() => f.evaluate(matrixTensor(input), { sites, gradients: true }));
  try {
    const activation: Float32Array[] = [];
    const product: Float32Array[] = [];
    for (const site of sites) {
      const [h, g] = await Promise.all([
        evaluation.activations[site]?.data(),
        evaluation.gradients[site]?.data(),
      ]);
      if (!h || !g) throw new Error(`The evaluation returned nothing for the site ${site}.`);
      activation.push(Float32Array.from(h));
      product.push(Float32Array.from(h, (value, i) => value * (g[i] ?? 0)));
    }
    return { activation, 'gradient-x-activation': product };
  } finally {
    dispose(evaluation);
  }
}
