/** What repeated measurements span: their median, and how far from it most of them lie. */

import { counted } from '../engine/counted';

export interface Band {
  readonly low: readonly number[];
  readonly median: readonly number[];
  readonly high: readonly number[];
}

/** With fewer measurements a tail of 5 % holds none of them: the band is from the least to the most. */
const FEW = 20;
const TAIL = 0.05;

/** The band of each sample, from its 5 % to its 95 % quantile; NaN where a sample is still empty. */
export function band(samples: readonly (readonly number[])[]): Band {
  const sorted = samples.map(sample => sample.toSorted((a, b) => a - b));
  const tailOf = (sample: readonly number[]) => (sample.length < FEW ? 0 : TAIL);
  return {
    low: sorted.map(sample => quantile(sample, tailOf(sample))),
    median: sorted.map(sample => quantile(sample, 0.5)),
    high: sorted.map(sample => quantile(sample, 1 - tailOf(sample))),
  };
}

/** The samples of `band` from runs that each measured the same places in turn; a run may have ended early. */
export function samplesOf(runs: readonly (readonly number[])[]): number[][] {
  const places = Math.max(0, ...runs.map(run => run.length));
  return Array.from({ length: places }, (_, at) => runs.flatMap(run => run[at] ?? []));
}

/** What the band of so many measurements is: "5–95 %". */
export function bandName(count: number): string {
  return count < FEW ? 'min–max' : '5–95 %';
}

/** "20 random controls". */
export function controlsName(count: number): string {
  return counted(count, 'random control');
}

/** By linear interpolation between the two nearest of the sorted values; NaN where there are none. */
function quantile(sorted: readonly number[], share: number): number {
  const place = share * (sorted.length - 1);
  const below = sorted[Math.floor(place)] ?? Number.NaN;
  const above = sorted[Math.ceil(place)] ?? Number.NaN;
  return below + (above - below) * (place - Math.floor(place));
}
