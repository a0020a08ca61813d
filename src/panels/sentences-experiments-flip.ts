/** The sentence over a set of neurons that flips the decision: how large it is, and whether each member is needed. */

import type { FlipRecord } from '../engine/experiments/records';
import { predictedLabel } from '../engine/explanation/record';
import { formatCount } from '../figures/format';
import type { Experiment } from '../state/session';
import { formatProbability } from './sentences';
import { poolName } from './sentences-experiments';

type Prediction = FlipRecord['untouched']['prediction'];

/** "Switching off 12 neurons turns positive (99 %) into negative (53 %). Every one of the 12 is needed: …" */
export function flipSentence(record: FlipRecord, status: Experiment['status']): string {
  const { neurons, sites, flipped, untouched, limit } = record;
  const before = verdict(untouched.prediction);
  if (!neurons || !flipped) {
    if (status === 'running') return `Looking for neurons that turn ${before} around …`;
    if (status === 'cancelled') return `Stopped before a set was found that turns ${before} around.`;
    // Without a single pass there was nothing to try.
    if (record.passes === 0)
      return `No neuron has a part in the lead of ${before}: each has a conductance of 0, so there is no set to look for.`;
    return `No set of up to ${formatCount(limit)} ${poolName(sites)} was found that turns ${before} around; a higher limit lets the search go on.`;
  }
  const after = verdict(flipped.prediction);
  const [only] = neurons;
  if (neurons.length === 1 && only)
    return `One neuron is enough: switching off ${only} turns ${before} into ${after}.`;
  const count = formatCount(neurons.length);
  const lead = `Switching off ${count} ${poolName(sites)} turns ${before} into ${after}.`;
  if (status === 'running') return `${lead} Looking for fewer …`;
  return `${lead} ${neededSentence(record)}`.trimEnd();
}

function neededSentence({ neurons, spared, untouched }: FlipRecord): string {
  const count = neurons?.length ?? 0;
  // A stopped search has not tried each.
  if (spared.length < count) return 'Whether each of them is needed was not tried to the end.';
  const label = labelOf(untouched.prediction);
  const spare = spared.filter(each => each.label !== label).length;
  if (spare === 0)
    return `Every one of the ${formatCount(count)} is needed: put back any one and the model says ${label} again.`;
  return `${formatCount(spare)} of the ${formatCount(count)} could be spared.`;
}

/** "positive (99 %)". */
function verdict(prediction: Prediction): string {
  return `${labelOf(prediction)} (${formatProbability(prediction.probabilities[predictedLabel(prediction)] ?? 0)})`;
}

const labelOf = (prediction: Prediction) => prediction.labels[predictedLabel(prediction)] ?? '';
