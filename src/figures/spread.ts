/** Moves labels apart along one axis, each as little as their order and the room allow. */

export interface Interval {
  /** Where its middle would like to be. */
  readonly at: number;
  readonly size: number;
}

/** The middles of labels that no longer overlap, in the order given; those that do not fit between the ends overlap. */
export function spread(labels: readonly Interval[], from: number, to: number): number[] {
  const order = labels.map((_, i) => i).sort((a, b) => (labels[a]?.at ?? 0) - (labels[b]?.at ?? 0) || a - b);
  const middles = new Array<number>(labels.length).fill(0);
  let edge = from;
  for (const i of order) {
    const { at, size } = labels[i] ?? { at: 0, size: 0 };
    const middle = Math.max(at, edge + size / 2);
    middles[i] = middle;
    edge = middle + size / 2;
  }
  // What was pushed past the end is pushed back, and what it meets with it.
  edge = to;
  for (const i of order.reverse()) {
    const size = labels[i]?.size ?? 0;
    const middle = Math.min(middles[i] ?? 0, edge - size / 2);
    middles[i] = middle;
    edge = middle - size / 2;
  }
  return middles;
}
