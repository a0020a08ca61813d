/** A neuron's activation over a sentence as a row of small green bars: up above zero, down below it. */

/** A bar of the strip, seen from the strip's upper left corner. */
export interface StripBar {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Narrower bars would run into each other. */
const LEAST_BAR = 3;
const WIDEST_BAR = 14;
/** Least height of a bar that is not zero, so that it can be seen. */
const LEAST_HEIGHT = 0.75;

/** Width of a strip of so many values in this room. */
export function stripWidth(count: number, room: number): number {
  return Math.min(room, count * WIDEST_BAR);
}

/** The values that a strip of this width has room for: where there are more, of neighbours the furthest from zero. */
export function binned(values: ArrayLike<number>, width: number): number[] {
  const bins = Math.max(1, Math.min(values.length, Math.floor(width / LEAST_BAR)));
  const peaks = new Array<number>(bins).fill(0);
  for (let i = 0; i < values.length; i++) {
    const bin = Math.floor((i * bins) / values.length);
    const value = values[i] ?? 0;
    if (Math.abs(value) > Math.abs(peaks[bin] ?? 0)) peaks[bin] = value;
  }
  return peaks;
}

/** Bars over zero's line, which lies as high as the values leave it; the strip's own largest value fills its height. */
export function stripBars(values: ArrayLike<number>, width: number, height: number): StripBar[] {
  const bins = binned(values, width);
  const top = Math.max(0, ...bins);
  const bottom = Math.min(0, ...bins);
  const unit = top - bottom > 0 ? height / (top - bottom) : 0;
  const step = width / bins.length;
  return bins.map((value, i) => {
    const size = value === 0 ? 0 : Math.max(LEAST_HEIGHT, Math.abs(value) * unit);
    return {
      x: i * step,
      y: top * unit - (value > 0 ? size : 0),
      width: Math.max(1, step - 1),
      height: size,
    };
  });
}
