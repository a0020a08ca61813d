/** Two runs of one text, with interventions and without: whether they compare, and by how much they differ. */

import type { Attribution, Explanation } from '../engine/explanation/record';
import type { LayerRow } from '../engine/neurons/layer-grid';
import type { Shown } from '../state/view';

/** What of a run decides whether another compares with it. */
export type Comparable = Pick<Explanation, 'text' | 'target'> & {
  readonly attribution: Attribution | null;
  readonly tokens: readonly unknown[];
};

/** Whether two runs explain the same quantity of the same text in the same way. */
export function isComparable(a: Comparable, b: Comparable): boolean {
  return (
    a.text === b.text &&
    a.target === b.target &&
    a.tokens.length === b.tokens.length &&
    a.attribution !== null &&
    a.attribution.method === b.attribution?.method &&
    a.attribution.baseline === b.attribution.baseline
  );
}

/** One of two lists of numbers, or the first minus the second. */
export function chooseNumbers(
  changed: readonly number[],
  untouched: readonly number[],
  shown: Shown,
): readonly number[] {
  switch (shown) {
    case 'changed':
      return changed;
    case 'untouched':
      return untouched;
    case 'difference':
      return changed.map((value, at) => value - (untouched[at] ?? 0));
  }
}

/** The attribution that is shown. A difference is no attribution of its own: it has no baseline to be a share of. */
export function chooseAttribution(changed: Attribution, untouched: Attribution, shown: Shown): Attribution {
  if (shown !== 'difference') return shown === 'changed' ? changed : untouched;
  return {
    ...changed,
    value: changed.value - untouched.value,
    baselineValue: null,
    baselinePrediction: null,
    delta: null,
    withinTolerance: null,
    tokens: [...chooseNumbers(changed.tokens, untouched.tokens, 'difference')],
  };
}

/** Rows of the layer grid as they are shown; a difference misses the difference of the scores by its delta. */
export function chooseRows(
  changed: readonly LayerRow[],
  untouched: readonly LayerRow[],
  shown: Shown,
): readonly LayerRow[] {
  if (shown !== 'difference') return shown === 'changed' ? changed : untouched;
  return changed.map((row, at) => {
    const other = untouched[at];
    if (!other) return row;
    return {
      ...row,
      tokens: chooseNumbers(row.tokens, other.tokens, 'difference'),
      total: row.total - other.total,
      delta: row.delta === null || other.delta === null ? null : row.delta - other.delta,
    };
  });
}

/** The largest of either run or of their difference, so that one scale serves whichever is shown. */
export function largestOf(changed: readonly number[], untouched: readonly number[]): number {
  return changed.reduce((most, value, at) => {
    const other = untouched[at] ?? 0;
    return Math.max(most, Math.abs(value), Math.abs(other), Math.abs(value - other));
  }, 0);
}
