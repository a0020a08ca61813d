/** The settings behind a figure, as the lines under an exported one. */

import { measurableChange } from '../engine/attribution/completeness';
import { counted } from '../engine/counted';
import type { Explanation } from '../engine/explanation/record';
import type { Sign } from '../engine/neurons/ranking';
import { formatCount, formatNumber, formatPercent } from './format';

/** What a line has room for. */
const MOST_CHARACTERS = 110;
/** Characters of a text that are looked at for them: white space counts as one. */
const MOST_READ = 20 * MOST_CHARACTERS;

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

/** A text between quotation marks, as much of it as a line has room for. */
export function quotedLine(text: string): string {
  return `“${shortened(text.slice(0, MOST_READ).replace(/\s+/g, ' '), MOST_CHARACTERS)}”`;
}

/** As many characters of a text, and a sign that there are more. */
export function shortened(text: string, most: number): string {
  // Twice as many units hold them all, and a sign of more: a text of a megabyte is never walked whole.
  const characters = Array.from(text.slice(0, 2 * most + 2));
  return characters.length > most ? `${characters.slice(0, most).join('')}…` : text;
}

/** What restricts a list of neurons. */
export interface ListSettings {
  /** Which neurons: "feed-forward neurons". */
  readonly noun: string;
  /** What ranks them. */
  readonly method: string;
  readonly sign: Sign;
  /** The selected word; null where none is. */
  readonly at: string | null;
  /** The part of an address that is searched for; empty where none is. */
  readonly find: string;
  /** How many neurons there are, and how many of them the figure has at most. */
  readonly count: number;
  readonly most: number;
}

/** "The first 25 of 9,216 feed-forward neurons by conductance at “dull”; positive values only." */
export function listCaption({ noun, method, sign, at, find, count, most }: ListSettings): string {
  const number =
    count > most ? `The first ${formatCount(most)} of ${formatCount(count)}` : formatCount(count);
  const search = find.trim() === '' ? '' : ` (${quotedLine(find.trim())})`;
  const place = at === null ? '' : ` at ${quotedLine(at)}`;
  return `${number} ${noun}${search} by ${method}${place}; ${SIGN_NAMES[sign]}.`;
}

const SIGN_NAMES: Readonly<Record<Sign, string>> = {
  both: 'both signs',
  towards: 'positive values only',
  away: 'negative values only',
};

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
