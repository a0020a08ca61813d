/** A dose–response as comma-separated values (RFC 4180): one row a dose. */

import type { SweepRecord } from '../engine/experiments/records';
import { csvOf } from './csv';

/** The target's value, the logits, and the target's value under each control. */
export function sweepCsv({
  dose: kind,
  target,
  untouched,
  points,
  controls,
}: Pick<SweepRecord, 'dose' | 'target' | 'untouched' | 'points' | 'controls'>): string {
  const labels = untouched.prediction.labels.map(label => `logit ${label}`);
  const names = Array.from({ length: controls.count }, (_, i) => `control ${i + 1}`);
  return csvOf(
    [kind, target, ...labels, ...names],
    points.map(({ dose, value, logits }) => {
      const values = controls.points.find(point => point.dose === dose)?.values ?? [];
      return [
        dose,
        value,
        ...labels.map((_, i) => logits[i] ?? null),
        ...names.map((_, i) => values[i] ?? null),
      ];
    }),
  );
}
