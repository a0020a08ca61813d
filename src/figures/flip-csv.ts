/** A set of neurons that flips the decision as comma-separated values (RFC 4180): one row a neuron. */

import type { FlipRecord } from '../engine/experiments/records';
import { csvOf } from './csv';

/** Each with the label that is predicted, and the logits, when it alone stays on. */
export function flipCsv({
  neurons,
  untouched,
  spared,
}: Pick<FlipRecord, 'neurons' | 'untouched' | 'spared'>): string {
  const { labels } = untouched.prediction;
  return csvOf(
    ['neuron', 'label_if_spared', ...labels.map(label => `logit ${label}`)],
    (neurons ?? []).map(neuron => {
      const { label = null, logits = [] } = spared.find(each => each.neuron === neuron) ?? {};
      return [neuron, label, ...labels.map((_, i) => logits[i] ?? null)];
    }),
  );
}
