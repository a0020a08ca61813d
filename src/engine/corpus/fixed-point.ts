/**
 * Sums that do not depend on the order of what is added: integers of 85 bits in two limbs, in units of 2⁻²⁰.
 * Sums of floating-point numbers would differ in their last bits with every split of a corpus.
 */

/** One sum an index; its value is (high · 2³² + low) · 2⁻²⁰ with 0 ≤ low < 2³², in one way only. */
export interface ExactSums {
  readonly high: Float64Array<ArrayBuffer>;
  readonly low: Float64Array<ArrayBuffer>;
}

const UNIT = 2 ** 20;
const LIMB = 2 ** 32;

export function createExactSums(length: number): ExactSums {
  return { high: new Float64Array(length), low: new Float64Array(length) };
}

/** Adds a finite number, rounded to the unit. */
export function addRounded({ high, low }: ExactSums, index: number, value: number): void {
  const scaled = Math.round(value * UNIT);
  const carry = Math.floor(scaled / LIMB);
  store({ high, low }, index, (high[index] ?? 0) + carry, (low[index] ?? 0) + (scaled - carry * LIMB));
}

/** Adds other sums to these, index by index. */
export function addExact(sums: ExactSums, other: ExactSums): void {
  for (let i = 0; i < sums.high.length; i++) {
    store(sums, i, (sums.high[i] ?? 0) + (other.high[i] ?? 0), (sums.low[i] ?? 0) + (other.low[i] ?? 0));
  }
}

/** A sum as the nearest floating-point number. */
export function exactValue({ high, low }: ExactSums, index: number): number {
  return ((high[index] ?? 0) * LIMB + (low[index] ?? 0)) / UNIT;
}

function store({ high, low }: ExactSums, index: number, newHigh: number, newLow: number): void {
  const carry = Math.floor(newLow / LIMB);
  high[index] = newHigh + carry;
  low[index] = newLow - carry * LIMB;
}
