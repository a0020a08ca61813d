/** Random sets of neurons, against which a chosen set is measured. The same everywhere, for the same seed. */

import { hashPair, hashText } from '../corpus/hash';
import { counted } from '../counted';
import type { Neuron } from '../neurons/neuron';
import type { Site, SiteInfo } from '../transformer/sites';

export interface RandomSetsOptions {
  /** How many sets; a set is the same whatever the number. */
  readonly count: number;
  /** A whole number, of which 32 bits count. */
  readonly seed: number;
}

/**
 * Control sets: each has, at every site, as many neurons as `neurons` has there, none of which is in
 * `neurons`. Drawn without replacement within a set, independently between sets; listed in the order of
 * `sites`, then of neurons. What is drawn depends on no order, neither that of `neurons` nor that of `sites`.
 * @throws Error that names a site which is missing, or has too few neurons besides
 */
export function randomSets(
  neurons: readonly Neuron[],
  sites: readonly SiteInfo[],
  { count, seed }: RandomSetsOptions,
): Neuron[][] {
  const pools = poolsBeside(neurons, sites);
  return Array.from({ length: count }, (_, set) =>
    pools.flatMap(({ site, pool, needed }) => {
      const setSeed = hashPair(hashPair(seed, set), hashText(site));
      return randomOrder(pool, needed, setSeed).sort((a, b) => a.index - b.index);
    }),
  );
}

/**
 * The first `count` of a shuffle (Fisher and Yates; Durstenfeld 1964) of the pool, all of it where it has
 * fewer. A smaller count gives the beginning of a larger one's. The pool's order matters.
 * @param seed a whole number, of which 32 bits count
 */
export function randomOrder(pool: readonly Neuron[], count: number, seed: number): Neuron[] {
  const shuffled = [...pool];
  const end = Math.min(count, pool.length);
  for (let at = 0; at < end; at++) {
    const from = at + Math.floor(uniform(seed, at) * (pool.length - at));
    [shuffled[at], shuffled[from]] = [shuffled[from] as Neuron, shuffled[at] as Neuron];
  }
  return shuffled.slice(0, end);
}

/** In [0, 1). Counted from 1, since the hash of two zeros is zero. */
const uniform = (seed: number, draw: number) => hashPair(seed, draw + 1) / 2 ** 32;

/** For each site that `neurons` has neurons at: the others, ascending, and how many are needed. */
function poolsBeside(neurons: readonly Neuron[], sites: readonly SiteInfo[]) {
  const taken = new Map<Site, Set<number>>();
  for (const { site, index } of neurons) taken.set(site, (taken.get(site) ?? new Set()).add(index));
  const missing = [...taken.keys()].find(site => !sites.some(info => info.site === site));
  if (missing) throw new Error(`Random sets: the model has no site ${missing}.`);
  return sites.flatMap(({ site, width }) => {
    const indices = taken.get(site);
    if (!indices) return [];
    const all = Array.from({ length: width }, (_, index): Neuron => ({ site, index }));
    const pool = all.filter(({ index }) => !indices.has(index));
    if (pool.length < indices.size) {
      throw new Error(
        `Random sets: ${site} has ${counted(pool.length, 'neuron')} beside the set, expected at least ${indices.size}; ask for no random sets.`,
      );
    }
    return [{ site, pool, needed: indices.size }];
  });
}
