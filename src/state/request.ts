/** What the view asks the engine for, and when two requests ask for the same. */

import { formatInterventions, parseInterventions } from '../engine/interventions/intervention';
import type { ExplanationRequest } from '../worker/protocol';
import type { View } from './view';
import { changedNames, VIEW_KEYS } from './view-keys';

/**
 * The request of a view; a part that has no say in the answer is left out of it. Layer integrated gradients are asked
 * for only while they rank the neurons.
 */
export function requestOf(view: View): ExplanationRequest {
  const { text, target, method, baseline, rule, steps, rank } = view;
  const isLayerPath = rank === 'layer-integrated-gradients' && method === 'integrated-gradients';
  const neuronMethod = isLayerPath ? rank : null;
  return { text, target, method, baseline, rule, steps, neuronMethod, ...inForce(view) };
}

/** The same request without its interventions. */
export function untouchedOf(request: ExplanationRequest): ExplanationRequest {
  const { interventions: _, patchFrom: __, ...untouched } = request;
  return untouched;
}

/** Whether interventions are in force in a request. */
export const isTouched = ({ interventions }: ExplanationRequest) => interventions !== undefined;

/** The same for requests with the same answer. */
export const keyOf = (request: ExplanationRequest) => JSON.stringify(request);

/** The same for requests whose answers have the same words, whatever else of the neurons they hold. */
export const wordsKeyOf = (request: ExplanationRequest) => keyOf({ ...request, neuronMethod: null });

/** Whether two views ask for the same computation by the same engine. */
export function sameComputation(a: View, b: View): boolean {
  return changedNames(withForce(a), withForce(b)).every(name => VIEW_KEYS[name].consequence === 'draw');
}

type Force = Pick<ExplanationRequest, 'interventions' | 'patchFrom'>;

/** The interventions of a view that act, in canonical form, and the text that patches among them take from. */
function inForce({ applied, interventions, other }: View): Force {
  const list = applied === 'on' ? parseInterventions(interventions) : [];
  if (list.length === 0) return {};
  const hasPatch = list.some(({ change }) => change.kind === 'patch');
  return {
    interventions: formatInterventions(list),
    ...(hasPatch && other.trim() !== '' && { patchFrom: other }),
  };
}

/** A view whose choices around interventions say only what acts. */
function withForce(view: View): View {
  const { interventions = '', patchFrom } = inForce(view);
  return { ...view, applied: 'on', interventions, other: patchFrom ?? '' };
}
