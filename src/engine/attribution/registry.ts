/** All attribution methods by name. A new method is one file and one line here. */

import type { Method } from '../explanation/record';
import { inputXGradient } from './input-x-gradient';
import { integratedGradients } from './integrated-gradients';
import type { AttributionMethod } from './method';
import { saliency } from './saliency';

export interface RegisteredMethod {
  readonly attribute: AttributionMethod;
  /** Whether it starts from a baseline, and so has completeness. */
  readonly usesBaseline: boolean;
}

export const ATTRIBUTION_METHODS: Record<Method, RegisteredMethod> = {
  'integrated-gradients': { attribute: integratedGradients, usesBaseline: true },
  'input-x-gradient': { attribute: inputXGradient, usesBaseline: false },
  saliency: { attribute: saliency, usesBaseline: false },
};
