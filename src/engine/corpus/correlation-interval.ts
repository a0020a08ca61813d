/** How far a correlation can be trusted that was chosen, as the greatest, among those with many neurons. */

/** Fewer tokens than these tell no correlation: the greatest of thousands would be near ±1 by chance alone. */
export const FEWEST_TOKENS = 100;

/** The share of intervals, of all neurons together, that may miss. */
const MISSES = 0.05;

/**
 * An interval for Pearson's ρ over some tokens that holds for all of `among` neurons at once with 95 %: Fisher's
 * z = artanh ρ, whose deviation is 1/√(tokens − 3), and P(|Z| > t) ≤ exp(−t²/2) for each neuron. Tokens count as
 * independent of each other.
 * @returns null where there are fewer than `FEWEST_TOKENS`
 */
export function correlationInterval(
  rho: number,
  tokens: number,
  among: number,
): { readonly low: number; readonly high: number } | null {
  if (tokens < FEWEST_TOKENS) return null;
  const half = Math.sqrt((2 * Math.log(Math.max(1, among) / MISSES)) / (tokens - 3));
  const z = Math.atanh(rho);
  return { low: Math.tanh(z - half), high: Math.tanh(z + half) };
}

/** Whether an interval leaves no room for chance: it does not hold 0. */
export const isBeyondChance = ({ low, high }: { readonly low: number; readonly high: number }) =>
  low > 0 || high < 0;
