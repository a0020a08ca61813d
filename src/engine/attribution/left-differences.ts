/**
 * Conductance as Captum computes it, for comparison: Σₖ g(αₖ) ⊙ (h(αₖ₊₁) − h(αₖ)) over n + 1 nodes of a rule whose
 * weights are thrown away (`LayerConductance` in captum/attr/_core/layer/layer_conductance.py). First order, and blind
 * to what lies before the first node and after the last.
 */

import * as tf from '@tensorflow/tfjs-core';
import { dispose, tidy } from '../backend/tidy';
import type { SiteMatrices } from '../neurons/neuron-table';
import type { Differentiable } from './differentiable';
import { batches, type Path, pointsOfPath } from './path';
import { flatSite } from './site-recorder';

/** One site's running sum, and its last point, `[1, tokens · width]` each. */
interface Running {
  readonly sum: tf.Tensor2D | null;
  readonly activation: tf.Tensor2D;
  readonly gradient: tf.Tensor2D;
}

/**
 * Conductance of the sites' neurons, `[tokens, width]` row by row a site; as many points in memory as one batch holds.
 * Yields the number of points evaluated after each batch; checks the signal between batches.
 */
export async function* conductanceByLeftDifferences(
  f: Differentiable,
  path: Path,
  nodes: Float64Array,
  sites: readonly string[],
  signal: AbortSignal | undefined,
): AsyncGenerator<number, SiteMatrices> {
  const running = new Map<string, Running>();
  try {
    for (const alphas of batches(Array.from(nodes), path.input.tokens)) {
      const evaluation = tidy(() => {
        const { activations, gradients, inputGradient, values } = f.evaluate(pointsOfPath(path, alphas), {
          sites,
          gradients: true,
        });
        dispose([inputGradient, values]);
        return { activations, gradients };
      });
      for (const site of sites) {
        const { activations: h, gradients: g } = flatSite(evaluation, site);
        const before = running.get(site) ?? null;
        running.set(
          site,
          tidy(() => advanced(before, h, g)),
        );
        dispose([h, g, before]);
      }
      // Reading one value waits for the batch, so that a cancelled run does not go on behind.
      await running.get(sites[0] ?? '')?.activation.data();
      yield alphas.length;
      signal?.throwIfAborted();
    }
    const found: Float32Array[] = [];
    for (const site of sites) found.push(new Float32Array((await running.get(site)?.sum?.data()) ?? []));
    return found;
  } finally {
    dispose([...running.values()]);
  }
}

/** The running sum after the points h and g `[points, tokens · width]`, and their last point. */
function advanced(before: Running | null, h: tf.Tensor2D, g: tf.Tensor2D): Running {
  const activations = before ? tf.concat2d([before.activation, h], 0) : h;
  const gradients = before ? tf.concat2d([before.gradient, g], 0) : g;
  const [points, columns] = activations.shape;
  const row = (x: tf.Tensor2D, at: number): tf.Tensor2D => tf.slice2d(x, [at, 0], [1, columns]);
  const last = { activation: row(activations, points - 1), gradient: row(gradients, points - 1) };
  if (points === 1) return { sum: before?.sum ? tf.clone(before.sum) : null, ...last };
  const steps = points - 1;
  const changes = tf.sub(
    tf.slice2d(activations, [1, 0], [steps, columns]),
    tf.slice2d(activations, [0, 0], [steps, columns]),
  );
  const products = tf.mul<tf.Tensor2D>(tf.slice2d(gradients, [0, 0], [steps, columns]), changes);
  const added = tf.matMul<tf.Tensor2D>(tf.ones([1, steps]), products);
  return { sum: before?.sum ? tf.add<tf.Tensor2D>(before.sum, added) : added, ...last };
}
