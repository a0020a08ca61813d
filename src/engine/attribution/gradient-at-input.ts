/** The gradient at the input itself: what saliency and input × gradient are made of. */

import { dispose, tidy } from '../backend/tidy';
import type { Differentiable, Matrix } from './differentiable';
import { matrixTensor } from './differentiable';
import type { TokenAttribution } from './method';

/** One evaluation at x; each token's score is the sum over its dimensions of `score(x, ∂F/∂x)`. */
export async function scoreGradientAtInput(
  f: Differentiable,
  input: Matrix,
  score: (x: number, gradient: number) => number,
): Promise<TokenAttribution> {
  const evaluation = tidy(() => f.evaluate(matrixTensor(input), { sites: [], gradients: true }));
  try {
    if (!evaluation.inputGradient) throw new Error('The evaluation returned no input gradient.');
    const [[value = 0], gradient] = await Promise.all([
      evaluation.values.data(),
      evaluation.inputGradient.data(),
    ]);
    const tokens = new Float64Array(input.tokens);
    gradient.forEach((g, i) => {
      const token = Math.floor(i / input.dims);
      tokens[token] = (tokens[token] ?? 0) + score(input.values[i] ?? 0, g);
    });
    return { tokens, value, evaluations: 1, neurons: {}, neuronsLater: null, completeness: null };
  } finally {
    dispose(evaluation);
  }
}
