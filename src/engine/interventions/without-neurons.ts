/** Interventions without what they do to some neurons. */

import type { Neuron } from '../neurons/neuron';
import type { SiteInfo } from '../transformer/sites';
import type { Intervention } from './intervention';

/**
 * The same list, but sets and whole sites lose these neurons; what then changes nothing is left out.
 * @param sites of the model, which say what a whole site is
 */
export function withoutNeurons(
  interventions: readonly Intervention[],
  neurons: readonly Neuron[],
  sites: readonly SiteInfo[],
): Intervention[] {
  return interventions.flatMap(intervention => {
    const gone = new Set(neurons.flatMap(({ site, index }) => (site === intervention.site ? [index] : [])));
    const width = sites.find(({ site }) => site === intervention.site)?.width ?? 0;
    const all = intervention.neurons ?? Array.from({ length: width }, (_, index) => index);
    if (!all.some(index => gone.has(index))) return [intervention];
    const left = all.filter(index => !gone.has(index));
    return left.length === 0 ? [] : [{ ...intervention, neurons: left }];
  });
}
