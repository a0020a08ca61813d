/** Completeness: attributions along a path must add up to ΔF (Sundararajan et al. 2017, proposition 1). */

/** Completeness error that the rule `adaptive` allows, as a share of `measureOf`. */
export const TOLERANCE = 0.005;
/** A |ΔF| below this share of the largest token counts as this share: tokens that cancel leave no ΔF to measure by. */
const VANISHING = 0.1;
/** The share of a score that float32 cannot tell from it, once it has gone through a model: eight units in the last place. */
const ROUNDING = 2 ** -20;

/** What completeness errors and shares are measured against: |ΔF|, or a tenth of the largest token where ΔF vanishes. */
export function measureOf(change: number, tokens: ArrayLike<number>): number {
  let largest = 0;
  for (let i = 0; i < tokens.length; i++) largest = Math.max(largest, Math.abs(tokens[i] ?? 0));
  return Math.max(Math.abs(change), VANISHING * largest);
}

/** Whether scores differ by no more than their rounding. */
export function areEqualScores(values: readonly number[]): boolean {
  const largest = Math.max(...values.map(Math.abs));
  return Math.max(...values) - Math.min(...values) <= ROUNDING * largest;
}

/**
 * Whether nothing on the way from the baseline to the text moves the score: ΔF and every token's attribution are 0, or
 * rounding of the score. Such a score has no parts. False where F(baseline) is not known (null).
 */
export function isConstant(value: number, baselineValue: number | null, tokens: ArrayLike<number>): boolean {
  if (baselineValue === null || !areEqualScores([value, baselineValue])) return false;
  const least = ROUNDING * Math.max(Math.abs(value), Math.abs(baselineValue));
  return Array.from(tokens).every(token => Math.abs(token) <= least);
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
  if (baselineValue === null || isConstant(value, baselineValue, tokens)) return null;
  const change = value - baselineValue;
  return change !== 0 && measureOf(change, tokens) === Math.abs(change) ? change : null;
}
