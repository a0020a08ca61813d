/** Ablation of one or several texts as comma-separated values: the figures' own file, with text and target in front. */

import type { AblationRecord } from '../engine/experiments/records';
import { ablationCsv } from '../figures/ablation-csv';
import { csvOf } from '../figures/csv';

/** One text as it is by itself; several one below the other. */
export function ablationsCsv(records: readonly AblationRecord[]): string {
  const [only, another] = records;
  if (only && !another) return ablationCsv(only);
  return csvOf(
    ['text', 'target', 'ranking', 'order', 'control', 'neurons_off', 'value', 'flipped'],
    records.flatMap(({ text, target, counts, curves, controls }) => {
      const rowsOf = (
        line: readonly [string, string | null, number | null],
        values: readonly number[],
        flipped: readonly boolean[],
      ) => values.map((value, at) => [text, target, ...line, counts[at] ?? null, value, flipped[at] ?? null]);
      return [
        ...curves.flatMap(({ ranking, order, values, flipped }) =>
          rowsOf([ranking, order, null], values, flipped),
        ),
        ...controls.values.flatMap((values, i) =>
          rowsOf(['random', null, i + 1], values, controls.flipped[i] ?? []),
        ),
      ];
    }),
  );
}
