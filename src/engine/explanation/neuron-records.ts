/** Layers and neurons as they stand in the record, from the table of all neurons. */

import { layerGrid } from '../neurons/layer-grid';
import { formatNeuron } from '../neurons/neuron';
import type { NeuronMethod, NeuronTable } from '../neurons/neuron-table';
import { everyToken } from '../neurons/neuron-values';
import { rankNeurons } from '../neurons/ranking';
import type { Site } from '../transformer/sites';
import type { LayerRecord, NeuronRecord } from './record';

/** Which neurons the record names, and by what they are ranked. */
export interface NeuronSelection {
  /** Sites that are looked at; null for all of the model. */
  readonly sites: readonly Site[] | null;
  /** Null: conductance, or gradient × activation where the attribution method follows no path. */
  readonly method: NeuronMethod | null;
  readonly count: number | 'all';
}

/**
 * The method that neurons are ranked by: the one asked for, or the best that the table holds.
 * @throws Error that names the method where the table lacks it
 */
export function rankingMethod({ methods }: NeuronTable, asked: NeuronMethod | null): NeuronMethod {
  if (asked === null) return methods.conductance ? 'conductance' : 'gradient-x-activation';
  if (methods[asked]) return asked;
  const known = Object.keys(methods).join(', ');
  throw new Error(`Neuron method ${asked}: this attribution method gives only ${known}.`);
}

/** One record a site of the table; `change` is ΔF, or null where there is none. */
export function layerRecords(table: NeuronTable, change: number | null): LayerRecord[] {
  const method = rankingMethod(table, null);
  const known = method === 'conductance' ? change : null;
  return layerGrid(table, method, known).map(({ site, delta, tokens }) => ({
    site,
    method,
    delta,
    tokens: tokens.map(short),
  }));
}

/** The first neurons of the ranking over all tokens. */
export function neuronRecords(
  table: NeuronTable,
  method: NeuronMethod,
  count: number | 'all',
): NeuronRecord[] {
  const sites = new Set(table.sites.map(({ site }) => site));
  const ranked = rankNeurons(table, { method, sites, tokens: everyToken(table), sign: 'both' });
  return ranked.slice(0, count === 'all' ? ranked.length : count).map(({ site, siteAt, index, value }) => {
    const column = (name: NeuronMethod): number[] | null => {
      const matrix = table.methods[name]?.[siteAt];
      const width = table.sites[siteAt]?.width ?? 0;
      return matrix
        ? Array.from({ length: table.tokens }, (_, token) => short(matrix[token * width + index] ?? 0))
        : null;
    };
    return {
      neuron: formatNeuron({ site, index }),
      value: short(value),
      conductance: conductanceOf(column('conductance')),
      tokens: column(method) ?? [],
      activations: column('activation') ?? [],
    };
  });
}

/** Nine digits hold a float32 exactly, and half the text of a double. */
const short = (value: number) => Number(value.toPrecision(9));

const conductanceOf = (tokens: readonly number[] | null) =>
  tokens && short(tokens.reduce((sum, each) => sum + each, 0));
