/** One number a neuron from its numbers at several tokens. */

import type { Neuron } from './neuron';
import type { NeuronMethod, NeuronTable } from './neuron-table';

/** Tokens `from` to `to`, the second not included. */
export interface TokenSpan {
  readonly from: number;
  readonly to: number;
}

/** All tokens of a table. */
export function everyToken({ tokens }: NeuronTable): TokenSpan {
  return { from: 0, to: tokens };
}

/**
 * What each neuron of a site is worth over some tokens: the sum of its values, which for conductance is its part of ΔF.
 * Activations add up to nothing; of those it is the one that is furthest from zero.
 * @param site the site's place in the table
 * @throws Error where the table lacks the method
 */
export function neuronValues(
  table: NeuronTable,
  method: NeuronMethod,
  site: number,
  { from, to }: TokenSpan,
): Float64Array {
  const matrix = table.methods[method]?.[site];
  const width = table.sites[site]?.width;
  if (!matrix || width === undefined) throw new Error(`The neuron table holds no ${method} of site ${site}.`);
  const values = new Float64Array(width);
  const isPeak = method === 'activation';
  for (let token = from; token < to; token++) {
    const row = token * width;
    for (let neuron = 0; neuron < width; neuron++) {
      const value = matrix[row + neuron] ?? 0;
      const before = values[neuron] ?? 0;
      if (!isPeak) values[neuron] = before + value;
      else if (Math.abs(value) > Math.abs(before)) values[neuron] = value;
    }
  }
  return values;
}

/** One neuron's values, one a token; null where the table lacks the method or the neuron's site. */
export function neuronTokens(
  table: NeuronTable,
  method: NeuronMethod,
  { site, index }: Neuron,
): number[] | null {
  const at = table.sites.findIndex(info => info.site === site);
  const [matrix, width] = [table.methods[method]?.[at], table.sites[at]?.width];
  if (!matrix || width === undefined) return null;
  return Array.from({ length: table.tokens }, (_, token) => matrix[token * width + index] ?? 0);
}
