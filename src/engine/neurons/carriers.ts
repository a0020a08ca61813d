/** How few neurons carry the score: the cumulative share of ΔF, from the neuron that adds most to it. */

import type { Site } from '../transformer/sites';
import type { NeuronMethod, NeuronTable } from './neuron-table';
import { everyToken, neuronValues } from './neuron-values';

/** Shares of ΔF for which neurons are counted. */
export const CARRIED_SHARES = [0.5, 0.8, 0.9] as const;

export interface Carried {
  /** `cumulative[n − 1]` is the share of ΔF that the n best neurons carry together. */
  readonly cumulative: Float64Array;
  /** The fewest neurons that reach each of `CARRIED_SHARES`; null where all of them do not. */
  readonly counts: readonly (number | null)[];
}

export interface Carriers extends Carried {
  /** A full cut, or the feed-forward neurons of all blocks together. */
  readonly of: Site | 'ffn';
}

/**
 * @param values one number a neuron
 * @param change ΔF, not 0
 */
export function carriedBy(values: Float64Array, change: number): Carried {
  const shares = values
    .map(value => value / change)
    .sort()
    .reverse();
  let sum = 0;
  const cumulative = shares.map(share => {
    sum += share;
    return sum;
  });
  const counts = CARRIED_SHARES.map(share => {
    const at = cumulative.findIndex(reached => reached >= share);
    return at < 0 ? null : at + 1;
  });
  return { cumulative, counts };
}

/**
 * For each full cut, in the order of the table's sites, then for the feed-forward neurons of all blocks together. The
 * latter are no full cut: what passes through two blocks is counted in both.
 * @param change ΔF, not 0
 * @throws Error where the table lacks the method
 */
export function carriers(table: NeuronTable, method: NeuronMethod, change: number): Carriers[] {
  const tokens = everyToken(table);
  const cuts = table.sites.flatMap(({ site, fullCut }, at): Carriers[] =>
    fullCut ? [{ of: site, ...carriedBy(neuronValues(table, method, at, tokens), change) }] : [],
  );
  const forward = table.sites.flatMap(({ site }, at) =>
    site.endsWith('.ffn') ? [...neuronValues(table, method, at, tokens)] : [],
  );
  if (forward.length === 0) return cuts;
  return [...cuts, { of: 'ffn', ...carriedBy(Float64Array.from(forward), change) }];
}
