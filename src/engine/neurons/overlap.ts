/** How far two rankings agree at their top. */

import type { RankedNeuron } from './ranking';

/** How many of the first `count` neurons two rankings share; null where one of them has fewer, or none that is not 0. */
export function sharedAtTop(
  a: readonly RankedNeuron[],
  b: readonly RankedNeuron[],
  count: number,
): number | null {
  if ([a, b].some(ranking => (ranking[count - 1]?.value ?? 0) === 0)) return null;
  const inA = new Set(a.slice(0, count).map(keyOf));
  return b.slice(0, count).filter(neuron => inA.has(keyOf(neuron))).length;
}

const keyOf = ({ site, index }: RankedNeuron) => `${site}.${index}`;
