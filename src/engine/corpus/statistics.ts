/** A neuron's statistics and quantiles from what a part counted. */

import type { Calibration } from './calibration';
import { exactValue } from './fixed-point';
import type { NeuronStatistics } from './neuron-entry';
import type { IndexPart } from './part';

/** Quantiles that bound the bands of examples. */
export const QUANTILES = [0.5, 0.9, 0.99, 0.999] as const;

/** @param tokens all tokens that were counted */
export function neuronStatistics(
  part: IndexPart,
  calibration: Calibration,
  tokens: number,
  neuron: number,
): NeuronStatistics {
  // Moments of z about the calibration's mean, then about the mean itself.
  const [m1 = 0, m2 = 0, m3 = 0, m4 = 0] = part.moments.map(sums => exactValue(sums, neuron) / tokens);
  const variance = Math.max(0, m2 - m1 ** 2);
  const third = m3 - 3 * m1 * m2 + 2 * m1 ** 3;
  const fourth = m4 - 4 * m1 * m3 + 6 * m1 ** 2 * m2 - 3 * m1 ** 4;
  const scale = calibration.deviation[neuron] ?? 1;
  return {
    mean: (calibration.mean[neuron] ?? 0) + scale * m1,
    deviation: scale * Math.sqrt(variance),
    skewness: variance > 0 ? third / variance ** 1.5 : 0,
    kurtosis: variance > 0 ? fourth / variance ** 2 - 3 : 0,
    minimum: part.minimum[neuron] ?? 0,
    maximum: part.maximum[neuron] ?? 0,
    positive: (part.positive[neuron] ?? 0) / tokens,
  };
}

/**
 * Quantiles of a histogram whose outer bins reach to minimum and maximum, linear within a bin.
 * @param shares between 0 and 1, ascending
 */
export function histogramQuantiles(
  counts: ArrayLike<number>,
  { from, to, minimum, maximum }: Readonly<Record<'from' | 'to' | 'minimum' | 'maximum', number>>,
  shares: readonly number[],
): number[] {
  const total = Array.from(counts).reduce((sum, count) => sum + count, 0);
  const edge = (bin: number) => {
    const inner = from + ((to - from) * bin) / counts.length;
    if (bin === 0) return minimum;
    return bin === counts.length ? maximum : Math.min(maximum, Math.max(minimum, inner));
  };
  return shares.map(share => {
    let below = 0;
    for (let bin = 0; bin < counts.length; bin++) {
      const count = counts[bin] ?? 0;
      if (count > 0 && below + count >= share * total) {
        return edge(bin) + ((share * total - below) / count) * (edge(bin + 1) - edge(bin));
      }
      below += count;
    }
    return maximum;
  });
}

/** A histogram of fewer bins: neighbours added up. */
export function coarser(counts: ArrayLike<number>, bins: number): number[] {
  const together = counts.length / bins;
  return Array.from({ length: bins }, (_, bin) => {
    let sum = 0;
    for (let i = bin * together; i < (bin + 1) * together; i++) sum += counts[i] ?? 0;
    return sum;
  });
}
