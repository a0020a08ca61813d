/** Ablation curves as comma-separated values (RFC 4180): one row a curve and count, controls last. */

import type { AblationRecord } from '../engine/experiments/records';
import { csvOf } from './csv';

export function ablationCsv({
  target,
  counts,
  curves,
  controls,
}: Pick<AblationRecord, 'target' | 'counts' | 'curves' | 'controls'>): string {
  const ranked = curves.flatMap(({ ranking, order, values, flipped }) =>
    values.map((value, at) => [ranking, order, null, counts[at] ?? null, value, flipped[at] ?? null]),
  );
  const random = controls.values.flatMap((values, i) =>
    values.map((value, at) => [
      'random',
      null,
      i + 1,
      counts[at] ?? null,
      value,
      controls.flipped[i]?.[at] ?? null,
    ]),
  );
  return csvOf(['ranking', 'order', 'control', 'neurons_off', target, 'flipped'], [...ranked, ...random]);
}
