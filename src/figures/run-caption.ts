/** The model and settings behind a figure, as the lines under an exported one. */

import { measurableChange } from '../engine/attribution/completeness';
import { counted } from '../engine/counted';
import type { Explanation } from '../engine/explanation/record';
import { formatNumber, formatPercent } from './format';
import { MOST_CHARACTERS } from './settings';

/** Model, target, changes to neurons, method and how exact it is; up to five lines. */
export function settingsCaption(explanation: Explanation): string[] {
  const first = `${modelName(explanation)} Target ${explanation.target}.`;
  return [first, ...changesCaption(explanation), ...attributionCaption(explanation)];
}

/** Of what no attribution is in: the model, and changes to neurons. */
export function modelCaption(explanation: Explanation): string[] {
  return [modelName(explanation), ...changesCaption(explanation)];
}

function modelName({ model }: Explanation): string {
  return `Model ${model.id} (sha256 ${model.sha256.slice(0, 12)}), ${model.backend}.`;
}

function changesCaption({ interventions, patchFrom }: Explanation): string[] {
  if (interventions.length === 0) return [];
  const list = interventions.join('; ');
  const cut =
    list.length > MOST_CHARACTERS ? `${list.slice(0, MOST_CHARACTERS)} … (${interventions.length})` : list;
  return [
    `Changes ${cut}.`,
    ...(patchFrom === null ? [] : [`Patched from “${patchFrom.slice(0, MOST_CHARACTERS)}”.`]),
  ];
}

function attributionCaption({ attribution }: Explanation): string[] {
  if (!attribution) return [];
  const { method, rule, steps, baseline, evaluations, value, baselineValue, delta } = attribution;
  if (baselineValue === null || delta === null) return [`Method ${method}. F(x) ${formatNumber(value)}.`];
  const points = steps === null ? '' : `, ${counted(steps, 'point')}`;
  const change = value - baselineValue;
  const measurable = measurableChange(value, baselineValue, attribution.tokens) !== null;
  const error = measurable ? ` (${formatPercent(Math.abs(delta / change))} of it)` : '';
  return [
    `Method ${method}, rule ${rule}${points}, baseline ${baseline}, ${counted(evaluations, 'evaluation')}.`,
    `F(x) − F(baseline) ${formatNumber(change)}, completeness error ${formatNumber(Math.abs(delta))}${error}.`,
  ];
}
