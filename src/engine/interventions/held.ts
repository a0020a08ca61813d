/** Neurons that a list of interventions holds at values of its own, whatever the text says. */

import type { Neuron } from '../neurons/neuron';
import type { Change, Intervention } from './intervention';

/**
 * Whether a neuron is set, or scaled to 0, at all of so many tokens. Its derivative by the text is exactly 0 then. An
 * activation carried over counts as not held: it may have no partner at some token.
 */
export function isHeld(
  interventions: readonly Intervention[],
  { site, index }: Neuron,
  tokens: number,
): boolean {
  const own = interventions.filter(
    ({ site: at, neurons, change }) =>
      at === site && (neurons === null || neurons.includes(index)) && holds(change),
  );
  if (own.some(each => each.tokens === null)) return true;
  const held = own.flatMap(each => each.tokens ?? []).filter(token => token < tokens);
  return new Set(held).size === tokens;
}

function holds(change: Change): boolean {
  return change.kind === 'set' || (change.kind === 'scale' && change.by === 0);
}
