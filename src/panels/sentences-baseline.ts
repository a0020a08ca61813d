/** The sentence on the baseline, where ΔF is first met: what the model says there, and how far it is to the text. */

import { type Attribution, type BaselineName, predictedLabel } from '../engine/explanation/record';
import type { Shown } from '../state/view';
import { formatProbability } from './sentences';
import { type TargetQuantity, targetQuantity } from './sentences-interventions';

export interface BaselineFacts {
  readonly changed: Attribution;
  /** Without interventions; null where there are none, or where that is not known. */
  readonly untouched: Attribution | null;
  /** What of two runs is drawn; null where no interventions are in force. */
  readonly shown: Shown | null;
  readonly target: string;
}

const PLACES: Readonly<Record<BaselineName, string>> = {
  pad: '[PAD] in place of every word',
  mask: '[MASK] in place of every word',
  zero: 'a zero vector in place of every word',
  mean: 'the mean embedding in place of every word',
};

/**
 * "At the baseline, [PAD] in place of every word, the model says positive (97 %); from there to the text the logit of
 * positive falls from +2.31 to +1.81." Empty where there is no baseline.
 */
export function baselineSentence({ changed, untouched, shown, target }: BaselineFacts): string {
  const run = shown === 'untouched' ? (untouched ?? changed) : changed;
  const { baseline, baselinePrediction, baselineValue, value } = run;
  if (baseline === null || baselinePrediction === null || baselineValue === null) return '';
  const { labels, probabilities } = baselinePrediction;
  const quantity = targetQuantity(target, labels);
  if (!quantity) return '';
  const place = PLACES[baseline];
  const before = untouched?.baselineValue ?? null;
  if (shown === 'difference' && before !== null) {
    const [now, then] = [baselineValue, before].map(quantity.write);
    const step = now === then ? `is ${now} with and without` : `is ${now} instead of ${then}`;
    return `The changes act at the baseline, too: there, ${place}, the ${quantity.name} ${step}.`;
  }
  const at = predictedLabel(baselinePrediction);
  const says = `the model says ${labels[at] ?? ''} (${formatProbability(probabilities[at] ?? 0)})`;
  return `At the baseline, ${place}${UNDER[shown ?? 'none']}, ${says}; ${way(quantity, baselineValue, value)}.`;
}

const UNDER: Readonly<Record<Shown | 'none', string>> = {
  none: '',
  changed: ' and under the same changes',
  difference: ' and under the same changes',
  untouched: ' and without the changes',
};

function way({ name, write }: TargetQuantity, from: number, to: number): string {
  const [start, end] = [from, to].map(write);
  if (start === end) return `the text leaves the ${name} at ${end}`;
  return `from there to the text the ${name} ${to < from ? 'falls' : 'rises'} from ${start} to ${end}`;
}
