/** The settings behind a figure, as the lines under an exported one. */

import { measurableChange } from '../engine/attribution/completeness';
import type { Explanation } from '../engine/explanation/record';
import { formatNumber, formatPercent } from './format';

/** Model, target, method and how exact it is; two or three lines. */
export function settingsCaption(explanation: Explanation): string[] {
  const { model, target, attribution } = explanation;
  const first = `Model ${model.id} (sha256 ${model.sha256.slice(0, 12)}), ${model.backend}. Target ${target}.`;
  if (!attribution) return [first];
  const { method, rule, steps, baseline, evaluations, value, baselineValue, delta } = attribution;
  if (baselineValue === null || delta === null)
    return [first, `Method ${method}. F(x) ${formatNumber(value)}.`];
  const points = steps === null ? '' : `, ${steps} points`;
  const change = value - baselineValue;
  const measurable = measurableChange(value, baselineValue, attribution.tokens) !== null;
  const error = measurable ? ` (${formatPercent(Math.abs(delta / change))} of it)` : '';
  return [
    first,
    `Method ${method}, rule ${rule}${points}, baseline ${baseline}, ${evaluations} evaluations.`,
    `F(x) − F(baseline) ${formatNumber(change)}, completeness error ${formatNumber(Math.abs(delta))}${error}.`,
  ];
}
