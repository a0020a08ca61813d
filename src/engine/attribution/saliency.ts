/** Saliency: |∇F(x)|, summed over a token's dimensions; never negative (Simonyan et al. 2013, arXiv 1312.6034). */

import { scoreGradientAtInput } from './gradient-at-input';
import type { AttributionMethod } from './method';

export const saliency: AttributionMethod = async function* (f, { input }) {
  const result = await scoreGradientAtInput(f, input, (_, gradient) => Math.abs(gradient));
  yield result.evaluations;
  return result;
};
