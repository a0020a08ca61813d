/** The settings behind a figure, as the lines under an exported one. */

import { measurableChange } from '../engine/attribution/completeness';
import type { Explanation } from '../engine/explanation/record';
import { formatNumber, formatPercent } from './format';

/** What a line has room for. */
const MOST_CHARACTERS = 110;

/** Model, target, changes to neurons, method and how exact it is; up to five lines. */
export function settingsCaption(explanation: Explanation): string[] {
  const first = `${modelCaption(explanation)} Target ${explanation.target}.`;
  return [first, ...changesCaption(explanation), ...attributionCaption(explanation)];
}

/** The model alone, for what no attribution is in. */
export function modelCaption({ model }: Explanation): string {
  return `Model ${model.id} (sha256 ${model.sha256.slice(0, 12)}), ${model.backend}.`;
}

/** A text between quotation marks, as much of it as a line has room for. */
export function quotedLine(text: string): string {
  return `“${shortened(text.replace(/\s+/g, ' '), MOST_CHARACTERS)}”`;
}

/** As many characters of a text, and a sign that there are more. */
export function shortened(text: string, most: number): string {
  const characters = Array.from(text);
  return characters.length > most ? `${characters.slice(0, most).join('')}…` : text;
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
  const points = steps === null ? '' : `, ${steps} points`;
  const change = value - baselineValue;
  const measurable = measurableChange(value, baselineValue, attribution.tokens) !== null;
  const error = measurable ? ` (${formatPercent(Math.abs(delta / change))} of it)` : '';
  return [
    `Method ${method}, rule ${rule}${points}, baseline ${baseline}, ${evaluations} evaluations.`,
    `F(x) − F(baseline) ${formatNumber(change)}, completeness error ${formatNumber(Math.abs(delta))}${error}.`,
  ];
}
