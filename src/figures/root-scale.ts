/** A square-root scale on both sides of zero: what lies near zero comes apart, and what lies far out stays in the figure. */

import { type ScalePower, scaleSqrt } from 'd3-scale';

export type RootScale = ScalePower<number, number>;

/** Beyond the outermost values, as a part of the axis. */
const PAD = 0.04;
/** Numbers at ticks are one of these and a power of ten. */
const STEPS = [5, 2, 1];
/** Ticks nearer to zero than this part of the largest value would stand on its own. */
const DECADES = 4;

const root = (value: number) => Math.sign(value) * Math.sqrt(Math.abs(value));
const square = (value: number) => value * Math.abs(value);

/** A scale that holds zero and all these values, without its range yet. */
export function rootScale(values: readonly number[]): RootScale {
  const low = root(Math.min(0, ...values));
  const high = root(Math.max(0, ...values));
  const pad = PAD * (high - low);
  const domain = pad === 0 ? [-1, 1] : [square(low - pad), square(high + pad)];
  return scaleSqrt().domain(domain);
}

/** Zero and round numbers on both sides of it, ascending, with at least so many pixels between any two. */
export function rootTicks(scale: RootScale, gap: number): number[] {
  const [low = 0, high = 0] = scale.domain();
  const side = (most: number, sign: 1 | -1) => {
    const kept: number[] = [];
    const decade = Math.floor(Math.log10(most));
    // The outermost may be any digit, so that what lies far out can be read.
    const first = Math.floor(most / 10 ** decade);
    for (let power = decade; power > decade - DECADES; power--) {
      for (const step of power === decade ? [first, ...STEPS] : STEPS) {
        const tick = sign * Number(`${step}e${power}`);
        const isFree = [...kept, 0].every(other => Math.abs(scale(tick) - scale(other)) >= gap);
        if (Math.abs(tick) <= most && isFree) kept.push(tick);
      }
    }
    return kept;
  };
  const below = low < 0 ? side(-low, -1) : [];
  const above = high > 0 ? side(high, 1).reverse() : [];
  return [...below, 0, ...above];
}
