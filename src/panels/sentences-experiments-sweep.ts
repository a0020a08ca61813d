/** The sentences over a dose–response: what turning neurons off and up does, and what random neurons do. */

import { counted } from '../engine/counted';
import type { SweepRecord } from '../engine/experiments/records';
import { parseNeuronSet } from '../engine/interventions/neuron-set';
import { formatActivation } from '../figures/format';
import { listed, quantityName, shortly } from './sentences-experiments';

/**
 * "Switching L3.ffn.812 off moves the logit of positive from 2.31 to 1.90, doubling it to 2.40. …"
 * @param isFinal whether all doses and controls are known; nothing is said of them all before
 */
export function sweepSentence(record: SweepRecord, isFinal: boolean): string {
  const lead = record.dose === 'factor' ? factorSentence(record) : valueSentence(record);
  if (lead === '' || !isFinal) return lead;
  return [lead, reachSentence(record), flipsSentence(record)].filter(part => part !== '').join(' ');
}

/** "L3.ffn.812", "5 neurons". */
export function setName(neurons: readonly string[]): string {
  return neurons.length === 1 ? (neurons[0] ?? '') : counted(neurons.length, 'neuron');
}

function factorSentence(record: SweepRecord): string {
  const { untouched, neurons, target } = record;
  const [off, twice] = [valueAt(record, 0), valueAt(record, 2)];
  if (off === null || twice === null) return endsSentence(record, dose => `At factor ${amount(dose)}`);
  const name = setName(neurons);
  const it = neurons.length === 1 ? 'it' : 'them';
  const quantity = quantityName(target, untouched.prediction.labels);
  const [from, whenOff, whenTwice] = [untouched.value, off, twice].map(shortly);
  if (whenOff === from && whenTwice === from)
    return `Switching ${name} off or doubling ${it} leaves the ${quantity} at ${from}.`;
  if (whenOff === from)
    return `Switching ${name} off leaves the ${quantity} at ${from}, doubling ${it} moves it to ${whenTwice}.`;
  const doubling = whenTwice === from ? 'changes nothing' : `to ${whenTwice}`;
  return `Switching ${name} off moves the ${quantity} from ${from} to ${whenOff}, doubling ${it} ${doubling}.`;
}

function valueSentence(record: SweepRecord): string {
  return endsSentence(record, dose => `Held at ${amount(dose)}`);
}

/** What the first and the last dose do, for doses of which none switches off or doubles. */
function endsSentence(record: SweepRecord, at: (dose: number) => string): string {
  const { points, untouched, neurons, target } = record;
  const [first, last] = [points.at(0), points.at(-1)];
  if (!first || !last || first === last) return '';
  const name = setName(neurons);
  const verb = neurons.length === 1 ? 'moves' : 'move';
  const quantity = quantityName(target, untouched.prediction.labels);
  const lead = `${at(first.dose)}, ${name} ${verb} the ${quantity} from ${shortly(untouched.value)} to ${shortly(first.value)}`;
  return `${lead}; ${lowered(at(last.dose))}, to ${shortly(last.value)}.`;
}

/** How far the neurons move the target at most, and how far random ones do over the same doses. */
function reachSentence({ points, controls, neurons, untouched, dose }: SweepRecord): string {
  const [first, last] = [points.at(0), points.at(-1)];
  const random = controls.points.flatMap(({ values }) => values);
  if (!first || !last || random.length === 0) return '';
  const reach = (values: readonly number[]) =>
    shortly(Math.max(...values.map(value => Math.abs(value - untouched.value))));
  const over =
    dose === 'factor'
      ? `Over factors from ${amount(first.dose)} to ${amount(last.dose)}`
      : 'Over the whole range';
  const own = reach(points.map(({ value }) => value));
  const place = neurons.length === 1 ? 'in its place' : 'in their place';
  const others = `with ${controlsNoun(controls.count, neurons)} ${place} by at most ${reach(random)}`;
  return `${over} it moves by up to ${own}, ${others}.`;
}

/** "20 random neurons of L3.ffn", "20 random sets of the same size at the same sites". */
function controlsNoun(count: number, neurons: readonly string[]): string {
  const sites = new Set(neurons.flatMap(parseNeuronSet).map(({ site }) => site));
  const site = sites.size === 1 ? ` of ${[...sites].join('')}` : '';
  if (neurons.length === 1) return `${counted(count, 'random neuron')}${site}`;
  return `${counted(count, 'random set')} of as many neurons${site}`;
}

function flipsSentence({ flips, dose }: SweepRecord): string {
  if (flips.length === 0) return 'The decision stays the same throughout.';
  const at = dose === 'factor' ? 'factor' : 'value';
  const changes = flips.map(({ dose: place, from, to }) => `from ${from} to ${to} at ${at} ${amount(place)}`);
  return `The decision flips ${listed(changes)}.`;
}

/** The value at exactly this dose; null where it was not measured. */
function valueAt({ points }: SweepRecord, dose: number): number | null {
  return points.find(point => Math.abs(point.dose - dose) < 1e-9)?.value ?? null;
}

/** A dose: a whole number as such. */
function amount(dose: number): string {
  return Number.isInteger(dose) ? String(dose).replace('-', '−') : formatActivation(dose);
}

const lowered = (text: string) => text.charAt(0).toLowerCase() + text.slice(1);
