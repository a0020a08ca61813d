/** Spearman's rank correlation with a confidence interval. */

import type { Correlation } from './records';

/** Φ⁻¹(0.975): half of a 95 % interval of the normal distribution, in standard deviations. */
const HALF_WIDTH = 1.959963984540054;
const FEWEST = 4;

/**
 * Spearman's ρ, equals sharing the mean of their ranks, with a 95 % interval by Fisher's z = artanh ρ whose
 * variance is (1 + ρ²/2)/(n − 3) (Bonett and Wright 2000, Psychometrika 65, 23–28). At |ρ| = 1 the interval
 * is ρ alone.
 * @param a finite numbers
 * @param b as many finite numbers
 * @returns null for fewer than four pairs, or where all numbers of one side are equal
 * @throws Error where the sides differ in length
 */
export function rankCorrelation(a: readonly number[], b: readonly number[]): Correlation | null {
  const count = a.length;
  if (b.length !== count)
    throw new Error(`Rank correlation: ${count} numbers on one side, ${b.length} on the other.`);
  if (count < FEWEST) return null;
  const [x, y] = [centredRanks(a), centredRanks(b)];
  const [xx, yy] = [product(x, x), product(y, y)];
  if (xx === 0 || yy === 0) return null;
  const rho = product(x, y) / Math.sqrt(xx * yy);
  const half = HALF_WIDTH * Math.sqrt((1 + rho ** 2 / 2) / (count - 3));
  const z = Math.atanh(rho);
  return { rho, low: Math.tanh(z - half), high: Math.tanh(z + half), count };
}

/** Twice the distance of each rank from the mean rank: whole numbers, so that sums are exact, |ρ| ≤ 1. */
function centredRanks(values: readonly number[]): number[] {
  const order = values.map((value, at) => ({ value, at })).sort((a, b) => a.value - b.value);
  const ranks = new Array<number>(values.length);
  for (let start = 0; start < order.length; ) {
    let end = start + 1;
    while (order[end]?.value === order[start]?.value) end++;
    for (const { at } of order.slice(start, end)) ranks[at] = start + end - values.length;
    start = end;
  }
  return ranks;
}

const product = (a: readonly number[], b: readonly number[]) =>
  a.reduce((sum, value, at) => sum + value * (b[at] as number), 0);
