/** The layer grid: what every site carries at every token, summed over the site's neurons. */

import type { Site } from '../transformer/sites';
import type { NeuronMethod, NeuronTable } from './neuron-table';

export interface LayerRow {
  readonly site: Site;
  readonly fullCut: boolean;
  /** One sum a token. */
  readonly tokens: readonly number[];
  /** Over all tokens. */
  readonly total: number;
  /** total − ΔF; null where the site is no full cut, or where the method adds up to nothing. */
  readonly delta: number | null;
}

/**
 * One row a site, in the order of the table's sites.
 * @param change ΔF; null where there is none
 * @throws Error where the table lacks the method
 */
export function layerGrid(table: NeuronTable, method: NeuronMethod, change: number | null): LayerRow[] {
  const matrices = table.methods[method];
  if (!matrices) throw new Error(`The neuron table holds no ${method}.`);
  return table.sites.map(({ site, width, fullCut }, at) => {
    const matrix = matrices[at];
    const tokens = Array.from({ length: table.tokens }, (_, token) => {
      let sum = 0;
      for (let i = token * width; i < (token + 1) * width; i++) sum += matrix?.[i] ?? 0;
      return sum;
    });
    const total = tokens.reduce((sum, value) => sum + value, 0);
    return { site, fullCut, tokens, total, delta: fullCut && change !== null ? total - change : null };
  });
}
