/** Neurons ranked by the size of what a method says of them. */

import type { Site } from '../transformer/sites';
import type { NeuronMethod, NeuronTable } from './neuron-table';
import { neuronValues, type TokenSpan } from './neuron-values';

/** Which side counts: both, values above zero, or values below it. */
export const SIGNS = ['both', 'towards', 'away'] as const;
export type Sign = (typeof SIGNS)[number];

export interface RankingScope {
  readonly method: NeuronMethod;
  readonly sites: ReadonlySet<Site>;
  readonly tokens: TokenSpan;
  readonly sign: Sign;
}

export interface RankedNeuron {
  readonly site: Site;
  /** The site's place in the table. */
  readonly siteAt: number;
  /** Dimension of the site, from 0. */
  readonly index: number;
  readonly value: number;
}

/**
 * Largest |value| first; equals in the order of sites, then of neurons.
 * @throws Error where the table lacks the method
 */
export function rankNeurons(
  table: NeuronTable,
  { method, sites, tokens, sign }: RankingScope,
): RankedNeuron[] {
  const neurons: RankedNeuron[] = [];
  table.sites.forEach(({ site }, siteAt) => {
    if (!sites.has(site)) return;
    neuronValues(table, method, siteAt, tokens).forEach((value, index) => {
      if (isOn(sign, value)) neurons.push({ site, siteAt, index, value });
    });
  });
  // Sorting is stable, and they were met in the order in which equals stand.
  return neurons.sort((a, b) => Math.abs(b.value) - Math.abs(a.value));
}

function isOn(sign: Sign, value: number): boolean {
  switch (sign) {
    case 'both':
      return true;
    case 'towards':
      return value > 0;
    case 'away':
      return value < 0;
  }
}
