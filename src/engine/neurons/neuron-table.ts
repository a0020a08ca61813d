/** The neuron table: what every neuron of every site did for every token of one text, by method. */

import type { SiteInfo } from '../transformer/sites';

/** Neuron methods by their public name, in the order in which menus list them. */
export const NEURON_METHODS = [
  'conductance',
  'gradient-x-activation',
  'activation',
  'internal-influence',
  'layer-integrated-gradients',
] as const;
export type NeuronMethod = (typeof NEURON_METHODS)[number];
/** Those that one sweep along the path gives together, with the pass at its end. */
export const SWEPT_METHODS: readonly NeuronMethod[] = NEURON_METHODS.filter(
  method => method !== 'layer-integrated-gradients',
);

/** One matrix a site, in the order of the table's sites: `[tokens, width]` row by row. */
export type SiteMatrices = readonly Float32Array[];

export interface NeuronTable {
  readonly tokens: number;
  /** In the order in which the forward pass meets them. */
  readonly sites: readonly SiteInfo[];
  /** A method that was not computed is absent. Units: the target's, but for `activation` and `internal-influence`. */
  readonly methods: Readonly<Partial<Record<NeuronMethod, SiteMatrices>>>;
}
