/** Sentences about what interventions change: the prediction, the target, the words, the layers. */

import { type Prediction, predictedLabel } from '../engine/explanation/record';
import { parseTarget, type Target, targetValue } from '../engine/transformer/target';
import { formatSigned } from '../figures/format';
import type { Shown } from '../state/view';
import { formatProbability } from './sentences';
import { KIND_NAMES } from './target-words';

/** The predictions of a text with interventions and without. */
export interface TwoPredictions {
  readonly changed: Prediction;
  readonly untouched: Prediction;
}

/** A word, a token or a cell in both runs. */
export interface ChangedValue {
  /** Quoted where it is a word of the user's. */
  readonly name: string;
  readonly changed: number;
  readonly untouched: number;
}

/** What moved less than this part of what moved most is not worth a mention. */
const WORTH_MENTION = 0.1;
const MOST_NAMED = 2;

/** "With the changes the model says negative (61 %); without them positive (99.6 %). The decision flips." */
export function changedPredictionSentence({ changed, untouched }: TwoPredictions): string {
  const [now, before] = [winner(changed), winner(untouched)];
  if (now.label !== before.label)
    return `With the changes the model says ${now.label} (${now.share}); without them ${before.label} (${before.share}). The decision flips.`;
  return now.share === before.share
    ? `The changes hardly move the prediction: ${now.label} with ${now.share}, as without them.`
    : `With the changes the model still says ${now.label} (${now.share}); without them it does so with ${before.share}.`;
}

/** "The logit of negative falls from +1.93 to +0.71." Empty where the target does not fit the labels. */
export function changedTargetSentence(target: string, { changed, untouched }: TwoPredictions): string {
  const values = targetValues(target, { changed, untouched });
  if (!values) return '';
  const { name, write } = values;
  const [now, before] = [write(values.changed), write(values.untouched)];
  if (now === before) return `The ${name} stays at ${now}.`;
  return `The ${name} ${values.changed < values.untouched ? 'falls' : 'rises'} from ${before} to ${now}.`;
}

/**
 * "With this change: negative 61 % → 22 %, the decision flips."
 * @param predictions null until they are known
 */
export function effectSentence(
  count: number,
  isInForce: boolean,
  predictions: TwoPredictions | null,
): string {
  if (count === 0) return '';
  const what = count === 1 ? 'The change is' : `The ${count} changes are`;
  if (!isInForce) return `${what} kept, but not in force.`;
  if (!predictions) return '';
  const lead = count === 1 ? 'With the one change in force' : `With all ${count} changes`;
  return `${lead}: ${predictionStep(predictions)}.`;
}

/** "negative 61 % → 22 %, the decision flips" */
function predictionStep({ changed, untouched }: TwoPredictions): string {
  const before = winner(untouched);
  const now = formatProbability(changed.probabilities[before.at] ?? 0);
  const flip = winner(changed).label === before.label ? '' : ', the decision flips';
  return `${before.label} ${before.share} → ${now}${flip}`;
}

function winner(prediction: Prediction) {
  const at = predictedLabel(prediction);
  return {
    at,
    label: prediction.labels[at] ?? '',
    share: formatProbability(prediction.probabilities[at] ?? 0),
  };
}

function targetValues(target: string, { changed, untouched }: TwoPredictions) {
  const quantity = targetQuantity(target, changed.labels);
  return (
    quantity && {
      ...quantity,
      changed: targetValue(quantity.target, changed.logits),
      untouched: targetValue(quantity.target, untouched.logits),
    }
  );
}

/** A target as a quantity: "logit of positive", and how its values are written. */
export interface TargetQuantity {
  readonly target: Target;
  readonly name: string;
  readonly write: (value: number) => string;
}

/** Null where the target does not fit the labels. */
export function targetQuantity(text: string, labels: readonly string[]): TargetQuantity | null {
  try {
    const target = parseTarget(text, labels);
    const { kind, label } = target;
    const of =
      kind === 'diff' ? `between ${labels[label]} and ${labels[target.against]}` : `of ${labels[label]}`;
    const write = kind === 'prob' ? formatProbability : formatSigned;
    return { target, name: `${KIND_NAMES[kind]} ${of}`, write };
  } catch {
    return null;
  }
}

/** A sentence about one run, told from the other: "Without the changes, block 5 moves …". */
export function sentenceOfRun(shown: Exclude<Shown, 'difference'>, sentence: string): string {
  if (sentence === '') return '';
  // Only an ordinary word loses its capital; names such as L1.ffn and [CLS] keep theirs.
  const inner = /^[A-Z][a-z]/.test(sentence)
    ? sentence.charAt(0).toLowerCase() + sentence.slice(1)
    : sentence;
  return `${shown === 'changed' ? 'With' : 'Without'} the changes, ${inner}`;
}

/** A sentence over what is always drawn of the changed run, where there are changes. */
export function ofChangedRun(isChanged: boolean, sentence: string): string {
  return isChanged ? sentenceOfRun('changed', sentence) : sentence;
}

/** The line under a saved figure that tells which run it shows, where that is not the changed one. */
export function captionOfRun(shown: Shown | null): string[] {
  if (shown === 'untouched') return ['Shown: the run without the changes.'];
  return shown === 'difference' ? ['Shown: values with the changes minus those without.'] : [];
}

/** "“dreadful” lost 1.20, “moving” gained 0.40; the score is +0.71 instead of +1.93." */
export function wordsDifferenceSentence(
  words: readonly ChangedValue[],
  score: Omit<ChangedValue, 'name'> | null,
  noun: 'word' | 'token',
): string {
  const moved = gainsAndLosses(words);
  const whole = score ? `; ${insteadOf('the score', score)}` : '';
  return moved === '' ? `The changes move no ${noun}${whole}.` : `${moved}${whole}.`;
}

export interface LayersDifference {
  /** One list of cells a row, named by their words. */
  readonly rows: readonly {
    readonly site: string;
    readonly cells: readonly ChangedValue[];
    readonly changed: number;
    readonly untouched: number;
  }[];
  /** Places of the selected row and column; null where none is. */
  readonly row: number | null;
  readonly column: number | null;
}

/** "The changes weigh most at L1.ffn: “dull” lost 1.20 there, from +2.41 to +1.21." */
export function layersDifferenceSentence({ rows, row, column }: LayersDifference): string {
  const chosen = row === null ? undefined : rows[row];
  const cell = column === null ? undefined : chosen?.cells[column];
  if (chosen && cell)
    return `At ${chosen.site} ${cell.name} is worth ${formatSigned(cell.changed)} with the changes, ${formatSigned(cell.untouched)} without.`;
  if (chosen) {
    const moved = gainsAndLosses(chosen.cells) || 'no token moved';
    return `At ${chosen.site} ${moved}; ${insteadOf('the row', chosen)}.`;
  }
  const cells = rows.flatMap(({ site, cells: all }) =>
    all.filter((_, at) => column === null || at === column).map(each => ({ site, ...each })),
  );
  const [most] = byMovement(cells);
  if (!most) return '';
  if (most.changed === most.untouched)
    return column === null ? 'The changes move no cell.' : `The changes do not move ${most.name}.`;
  const step = `${lostOrGained(most)} there, from ${formatSigned(most.untouched)} to ${formatSigned(most.changed)}`;
  return column === null
    ? `The changes weigh most at ${most.site}: ${most.name} ${step}.`
    : `${most.name} moved most at ${most.site}: it ${step}.`;
}

/** "“dreadful” lost 1.20 and “dull” 0.80, “moving” gained 0.40"; empty where nothing moved. */
function gainsAndLosses(values: readonly ChangedValue[]): string {
  const [most, ...rest] = byMovement(values);
  if (!most || movement(most) === 0) return '';
  const least = WORTH_MENTION * Math.abs(movement(most));
  const named = [most, ...rest.filter(each => Math.abs(movement(each)) >= least)];
  const sides = [true, false].map(isLoss =>
    named.filter(each => movement(each) < 0 === isLoss).slice(0, MOST_NAMED),
  );
  return sides
    .filter(side => side.length > 0)
    .sort((a, b) => (a.includes(most) ? -1 : b.includes(most) ? 1 : 0))
    .map(sideClause)
    .join(', ');
}

function sideClause(side: readonly ChangedValue[]): string {
  return side
    .map((each, at) =>
      at === 0 ? `${each.name} ${lostOrGained(each)}` : `${each.name} ${unsigned(movement(each))}`,
    )
    .join(' and ');
}

const movement = ({ changed, untouched }: ChangedValue) => changed - untouched;
const byMovement = <Value extends ChangedValue>(values: readonly Value[]) =>
  values.toSorted((a, b) => Math.abs(movement(b)) - Math.abs(movement(a)));
const unsigned = (value: number) => formatSigned(Math.abs(value)).replace('+', '');
const lostOrGained = (value: ChangedValue) =>
  `${movement(value) < 0 ? 'lost' : 'gained'} ${unsigned(movement(value))}`;

function insteadOf(what: string, { changed, untouched }: Omit<ChangedValue, 'name'>): string {
  const [now, before] = [formatSigned(changed), formatSigned(untouched)];
  return now === before ? `${what} stays at ${now}` : `${what} is ${now} instead of ${before}`;
}
