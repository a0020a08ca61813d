/** Ablation over several texts: mean curves, and in how many of the texts the decision flips. */

import type { AblationRecord } from './records';

type Curve = AblationRecord['curves'][number];

export interface AverageCurve extends Pick<Curve, 'ranking' | 'order'> {
  /** For each count the mean of the target's value, of each text the value of its own target. */
  readonly values: readonly number[];
  /** For each count the share of texts whose decision is another one than untouched. */
  readonly flipped: readonly number[];
  readonly area: number;
}

export interface AblationAverage {
  readonly texts: number;
  /** Neurons that are ranked. */
  readonly neurons: number;
  readonly counts: readonly number[];
  /** Mean of the target's values with nothing switched off. */
  readonly untouched: number;
  readonly curves: readonly AverageCurve[];
  /** Each control as the curves are, over the texts. */
  readonly controls: {
    readonly count: number;
    readonly values: readonly (readonly number[])[];
    readonly flipped: readonly (readonly number[])[];
    readonly areas: readonly number[];
  };
}

/**
 * The mean over texts, each of which counts the same. A curve that a text still lacks is the mean of the others.
 * @throws Error without records, or where their counts differ
 */
export function averageAblations(records: readonly AblationRecord[]): AblationAverage {
  const [first] = records;
  if (!first) throw new Error('Ablation: expected at least one record to average.');
  const { counts, neurons } = first;
  if (records.some(record => record.counts.join() !== counts.join())) {
    throw new Error('Ablation: expected records with the same numbers of neurons switched off.');
  }
  const controls = records.map(record => record.controls);
  const perControl = <T>(listsOf: (control: AblationRecord['controls']) => readonly T[]): T[][] =>
    Array.from({ length: Math.max(...controls.map(each => listsOf(each).length)) }, (_, at) =>
      controls.flatMap(each => listsOf(each).slice(at, at + 1)),
    );
  return {
    texts: records.length,
    neurons,
    counts,
    untouched: mean(records.map(({ untouched }) => untouched.value)),
    curves: sameCurves(records).map(curves => ({
      ranking: curves[0].ranking,
      order: curves[0].order,
      values: meanByPlace(curves.map(({ values }) => values)),
      flipped: meanByPlace(curves.map(({ flipped }) => flipped.map(Number))),
      area: mean(curves.map(({ area }) => area)),
    })),
    controls: {
      count: first.controls.count,
      values: perControl(({ values }) => values).map(meanByPlace),
      flipped: perControl(({ flipped }) => flipped).map(lists =>
        meanByPlace(lists.map(list => list.map(Number))),
      ),
      areas: perControl(({ areas }) => areas).map(mean),
    },
  };
}

/** The curves of the same ranking and order, of all texts, in the order in which they are met. */
function sameCurves(records: readonly AblationRecord[]): [Curve, ...Curve[]][] {
  const groups = new Map<string, [Curve, ...Curve[]]>();
  for (const curve of records.flatMap(({ curves }) => curves)) {
    const key = `${curve.ranking} ${curve.order}`;
    const group = groups.get(key);
    if (group) group.push(curve);
    else groups.set(key, [curve]);
  }
  return [...groups.values()];
}

function meanByPlace(lists: readonly (readonly number[])[]): number[] {
  return (lists[0] ?? []).map((_, at) => mean(lists.map(list => list[at] ?? Number.NaN)));
}

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
