/** Examples from a neuron's quantile bands, drawn by hash from the tokens whose activations were kept. */

import type { Calibration } from './calibration';
import { hashPair } from './hash';
import type { Example } from './neuron-entry';
import { BANDS } from './settings';
import { QUANTILES } from './statistics';

/**
 * Up to `most` examples of each of `BANDS`, one a sentence, for any neuron: kept tokens in an order of their own,
 * entered at a place of the neuron's own.
 * @returns given a neuron and its `QUANTILES`, the examples of each band
 */
export function bandSampler(
  { sentences, positions, kept }: Calibration,
  most: number,
): (neuron: number, quantiles: readonly number[]) => Example[][] {
  const tokens = sentences.length;
  const order = Uint32Array.from(
    Array.from({ length: tokens }, (_, slot) => ({ slot, hash: hashPair(tokens, slot) }))
      .sort((a, b) => a.hash - b.hash || a.slot - b.slot)
      .map(({ slot }) => slot),
  );
  return (neuron, quantiles) => {
    const edge = (share: number) => {
      const index = (QUANTILES as readonly number[]).indexOf(share);
      return index < 0 ? Number.NEGATIVE_INFINITY : (quantiles[index] ?? Number.POSITIVE_INFINITY);
    };
    const bands = BANDS.map(({ from, to }) => ({
      from: edge(from),
      to: edge(to),
      examples: [] as Example[],
    }));
    const start = hashPair(neuron, tokens) % tokens;
    let wanted = bands.length * most;
    for (let i = 0; i < tokens && wanted > 0; i++) {
      const slot = order[(start + i) % tokens] as number;
      const activation = kept[neuron * tokens + slot] as number;
      const band = bands.find(({ from, to }) => activation >= from && activation < to);
      const sentence = sentences[slot] as number;
      if (!band || band.examples.length === most || band.examples.some(e => e.sentence === sentence))
        continue;
      band.examples.push({ sentence, position: positions[slot] as number, activation });
      wanted -= 1;
    }
    return bands.map(({ examples }) => examples.sort((a, b) => b.activation - a.activation));
  };
}
