/** The sentence over the ranked neurons: how few of them carry half, and which is the first. */

import { counted } from '../engine/counted';
import { carriedBy } from '../engine/neurons/carriers';
import { formatNeuron } from '../engine/neurons/neuron';
import type { NeuronMethod } from '../engine/neurons/neuron-table';
import type { RankedNeuron } from '../engine/neurons/ranking';
import { formatCount, formatPercent, formatSigned } from '../figures/format';
import { constantSentence } from './constant-score';
import { NEURON_METHOD_NAMES } from './names';
import { wholeName } from './sentences';
import { capitalised } from './sentences-experiments';

export interface NeuronFacts {
  readonly method: NeuronMethod;
  /** "feed-forward neurons", "neurons of L1.resid". */
  readonly noun: string;
  /** The selected word, quoted; null where all tokens count. */
  readonly at: string | null;
  /** All these neurons, whatever their sign, the largest |value| first. */
  readonly neurons: readonly RankedNeuron[];
  /** The first that is listed; null where none is. */
  readonly first: RankedNeuron | null;
  /** The score that they are parts of; null where they are measured by what they add up to. */
  readonly score: number | null;
  /** F where nothing between baseline and text moves it; null where something does. */
  readonly constant: number | null;
}

/** A sum below this part of what stands on one side is what is left after cancelling. */
const CANCELLED = 0.05;

/** Methods by which neurons share out ΔF. */
export const ADDS_UP: ReadonlySet<NeuronMethod> = new Set(['conductance', 'layer-integrated-gradients']);

/** "31 of 9,216 feed-forward neurons carry half of the score (+1.93), L1.ffn.1184 most (+0.69)." */
export function neuronsSentence({ method, noun, at, neurons, first, score, constant }: NeuronFacts): string {
  if (constant !== null && ADDS_UP.has(method)) return constantSentence(constant);
  const all = scopeCount(neurons.length, noun);
  const place = at === null ? '' : ` at ${at}`;
  if (!first) return neurons.length === 0 ? `There are no ${noun}.` : `None of ${all}${place} is listed.`;
  if (neurons.every(({ value }) => value === 0))
    return `${capitalised(NEURON_METHOD_NAMES[method])} is 0 for ${neurons.length === 1 ? 'the only neuron' : `all ${all}`}${place}.`;
  if (method === 'activation') {
    return `Of ${all}, ${formatNeuron(first)} is furthest from zero${place} (${formatSigned(first.value)}).`;
  }
  if (method === 'internal-influence') return `Of ${all}${place}, the score reacts to ${most(first)}.`;

  const values = Float64Array.from(neurons, ({ value }) => value);
  const { towards, away } = sides(neurons);
  const sum = towards + away;
  if (score === null && Math.abs(sum) <= CANCELLED * Math.max(towards, -away)) {
    return `${all} cancel out${place}: ${formatSigned(towards)} against ${formatSigned(away)} leaves ${formatSigned(sum)}.`;
  }
  const whole = score ?? sum;
  const written = formatSigned(whole);
  const measure =
    score !== null
      ? `the ${wholeName(score)} (${written})`
      : `what ${at === null ? 'they add up to' : `${at} is worth there`} (${written})`;
  const [half = null] = carriedBy(values, whole).counts;
  // Neurons on the other side may be larger, but carry nothing of it.
  const best = neurons.find(({ value }) => value / whole > 0) ?? first;
  if (half === null) return `${all} together do not carry half of ${measure}; ${most(best)}.`;
  if (half === 1) {
    return `Of ${all}, ${formatNeuron(best)} alone (${formatSigned(best.value)}) carries ${formatPercent(best.value / whole)} of ${measure}.`;
  }
  return `${formatCount(half)} of ${all} carry half of ${measure}, ${most(best)}.`;
}

/** "9,216 feed-forward neurons", "1 neuron of L1.resid". */
const scopeCount = (count: number, noun: string) =>
  counted(count, noun.replace(/\bneurons\b/, 'neuron'), noun);
const most = (neuron: RankedNeuron) => `${formatNeuron(neuron)} most (${formatSigned(neuron.value)})`;

/** What neurons add up to on either side of zero. */
export function sides(neurons: readonly RankedNeuron[]): { towards: number; away: number } {
  let [towards, away] = [0, 0];
  for (const { value } of neurons) {
    if (value > 0) towards += value;
    else away += value;
  }
  return { towards, away };
}
