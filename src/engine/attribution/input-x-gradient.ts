/** Input × gradient: x · ∇F(x), summed over a token's dimensions (Shrikumar et al. 2016, arXiv 1605.01713). */

import { scoreGradientAtInput } from './gradient-at-input';
import type { AttributionMethod } from './method';

export const inputXGradient: AttributionMethod = async function* (f, { input }) {
  const result = await scoreGradientAtInput(f, input, (x, gradient) => x * gradient);
  yield result.evaluations;
  return result;
};
