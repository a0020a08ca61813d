/** The straight path b + α(x − b) from a baseline b to an input x, and what is read along it. */

import * as tf from '@tensorflow/tfjs-core';
import { dispose, tidy } from '../backend/tidy';
import type { QuadratureRule } from '../quadrature/rules';
import { type Differentiable, type EvaluationRequest, type Matrix, matrixTensor } from './differentiable';
import { createSiteRecorder, type SiteIntegral, type SiteIntegrals } from './site-recorder';

/**
 * The most rows (points · tokens) that one batch holds: enough for full speed, few enough that a batch's saved
 * tensors stay near 250 MB for a model 384 wide.
 */
export const MAX_ROWS = 768;

export interface Path {
  readonly input: Matrix;
  readonly baseline: Matrix;
}

/** Whether the path leads nowhere: input and baseline are the same, as those of a text of padding alone may be. */
export function isStill({ input, baseline }: Path): boolean {
  return input.values.every((value, i) => value === baseline.values[i]);
}

/** One point for a path that is still: exact there, since nothing along it changes. */
export const ONE_POINT: QuadratureRule = { nodes: Float64Array.of(1), weights: Float64Array.of(1) };

/** F at points of the path, without gradients. */
export async function valuesAlongPath(
  f: Differentiable,
  path: Path,
  alphas: readonly number[],
): Promise<number[]> {
  const values: number[] = [];
  for (const batch of batches(alphas, path.input.tokens)) {
    const evaluation = tidy(() => f.evaluate(pointsOfPath(path, batch), { sites: [], gradients: false }));
    try {
      values.push(...(await evaluation.values.data()));
    } finally {
      dispose(evaluation);
    }
  }
  return values;
}

/** Which sites' neurons are integrated with the tokens, and what of them. */
export interface RecordedSites {
  readonly sites: readonly string[];
  readonly integrals: readonly SiteIntegral[];
  /** The neuron through which alone the tokens are credited; any by default. */
  readonly through?: EvaluationRequest['through'];
  /** The most rows that one batch holds; `MAX_ROWS` by default. */
  readonly rows?: number;
}

/** What is integrated along a part of the path. */
export interface PathIntegral {
  /** Σₖ wₖ ∇F(b + αₖ(x − b)) · (x − b), summed over the dimensions: one number a token. */
  readonly tokens: Float64Array;
  /** What the neurons of the sites did; empty where no site was asked for. */
  readonly sites: SiteIntegrals;
}

/**
 * Integrates over the nodes of a rule: the tokens' attributions and, at no further evaluation, what the neurons of
 * sites did. Yields the number of points evaluated after each batch; checks the signal between batches.
 */
export async function* integrateAlongPath(
  f: Differentiable,
  path: Path,
  rule: QuadratureRule,
  { sites, integrals, through, rows: most }: RecordedSites,
  signal: AbortSignal | undefined,
): AsyncGenerator<number, PathIntegral> {
  const { tokens } = path.input;
  const total = new Float64Array(tokens);
  const recorder = createSiteRecorder(sites, integrals);
  let done = 0;
  try {
    for (const alphas of batches(Array.from(rule.nodes), tokens, most)) {
      const { products, evaluation } = tidy(() => {
        const difference = tf.sub(matrixTensor(path.input), matrixTensor(path.baseline));
        const { inputGradient, activations, gradients } = f.evaluate(pointsOfPath(path, alphas), {
          sites,
          gradients: true,
          ...(through && { through }),
        });
        if (!inputGradient) throw new Error('The evaluation returned no input gradient.');
        return {
          products: tf.sum(tf.mul(inputGradient, difference), -1),
          evaluation: { activations, gradients },
        };
      });
      recorder.add(evaluation);
      const rows = await products.data();
      products.dispose();
      alphas.forEach((_, point) => {
        const weight = rule.weights[done + point] ?? 0;
        for (let token = 0; token < tokens; token++) {
          total[token] = (total[token] ?? 0) + weight * (rows[point * tokens + token] ?? 0);
        }
      });
      done += alphas.length;
      yield alphas.length;
      signal?.throwIfAborted();
    }
    return { tokens: total, sites: await recorder.integrate(rule) };
  } finally {
    recorder.dispose();
  }
}

/** Inputs at the points, `[points, tokens, dims]`. */
export function pointsOfPath({ input, baseline }: Path, alphas: readonly number[]): tf.Tensor3D {
  const from = matrixTensor(baseline);
  const weights = tf.tensor3d(Float32Array.from(alphas), [alphas.length, 1, 1]);
  return tf.add(from, tf.mul(tf.sub(matrixTensor(input), from), weights));
}

/** Batches of equal size, so that no last batch of another shape costs the GPU new shaders. */
export function batches(alphas: readonly number[], tokens: number, rows = MAX_ROWS): number[][] {
  const most = Math.max(1, Math.floor(rows / tokens));
  const count = Math.ceil(alphas.length / most);
  const size = Math.ceil(alphas.length / count);
  return Array.from({ length: count }, (_, i) => alphas.slice(i * size, (i + 1) * size)).filter(
    b => b.length > 0,
  );
}

/** F at points of the path, each evaluated once. */
export function rememberedValues(
  f: Differentiable,
  path: Path,
): (alphas: readonly number[]) => Promise<number[]> {
  const known = new Map<number, number>();
  return async alphas => {
    const missing = alphas.filter(alpha => !known.has(alpha));
    const values = missing.length > 0 ? await valuesAlongPath(f, path, missing) : [];
    missing.forEach((alpha, i) => {
      known.set(alpha, values[i] ?? Number.NaN);
    });
    return alphas.map(alpha => known.get(alpha) ?? Number.NaN);
  };
}
