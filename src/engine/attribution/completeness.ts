/** Completeness: attributions along a path must add up to ΔF (Sundararajan et al. 2017, proposition 1). */

/** Completeness error that the rule `adaptive` allows, as a share of `measureOf`. */
export const TOLERANCE = 0.005;
/** A |ΔF| below this share of the largest token counts as this share: tokens that cancel leave no ΔF to measure by. */
const VANISHING = 0.1;

/** What completeness errors and shares are measured against: |ΔF|, or a tenth of the largest token where ΔF vanishes. */
export function measureOf(change: number, tokens: ArrayLike<number>): number {
  let largest = 0;
  for (let i = 0; i < tokens.length; i++) largest = Math.max(largest, Math.abs(tokens[i] ?? 0));
  return Math.max(Math.abs(change), VANISHING * largest);
}

/**
 * ΔF, signed, where shares of it mean something; null where it vanishes beside the largest token, or is not known
 * (`baselineValue` null).
 */
export function measurableChange(
  value: number,
  baselineValue: number | null,
  tokens: ArrayLike<number>,
): number | null {
  if (baselineValue === null) return null;
  const change = value - baselineValue;
  return change !== 0 && measureOf(change, tokens) === Math.abs(change) ? change : null;
}
