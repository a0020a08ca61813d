/** What the view asks the engine for, and when two requests ask for the same. */

import type { ExplanationRequest } from '../worker/protocol';
import type { View } from './view';

/** The request of a view. Layer integrated gradients are asked for only while they rank the neurons. */
export function requestOf(view: View): ExplanationRequest {
  const { text, target, method, baseline, rule, steps, rank } = view;
  const isLayerPath = rank === 'layer-integrated-gradients' && method === 'integrated-gradients';
  return { text, target, method, baseline, rule, steps, neuronMethod: isLayerPath ? rank : null };
}

/** The same for requests with the same answer. */
export const keyOf = (request: ExplanationRequest) => JSON.stringify(request);

/** The same for requests whose answers have the same words, whatever else of the neurons they hold. */
export const wordsKeyOf = (request: ExplanationRequest) => keyOf({ ...request, neuronMethod: null });
