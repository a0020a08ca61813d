/** The sentence over ablation curves: which ranking finds the neurons that hold the decision, and how few they are. */

import { counted } from '../engine/counted';
import type { AblationAverage, AverageCurve } from '../engine/experiments/ablation-average';
import type { AblationRecord } from '../engine/experiments/records';
import { formatCount, formatPercent } from '../figures/format';
import { NEURON_METHOD_NAMES } from './names';
import { capitalised, listed, poolName, shortly } from './sentences-experiments';

/** From this share of texts, or of controls, on the decision counts as flipped. */
const MOST = 0.5;
/** The number of neurons off at which the target's value is told, where it was measured. */
const TOLD_AT = 100;

/**
 * "Conductance finds best what holds the decision: …"
 * @param quantity "logit of positive", or "target" where the texts' targets differ
 * @param sites those whose neurons are ranked together
 */
export function ablationSentence(
  average: AblationAverage,
  quantity: string,
  sites: readonly string[],
): string {
  const { texts, neurons, counts, untouched } = average;
  const best = byArea(average)[0];
  if (!best) return '';
  const name = NEURON_METHOD_NAMES[best.ranking];
  const lead =
    texts === 1
      ? `${capitalised(name)} finds best what holds the decision`
      : `Over ${formatCount(texts)} sentences ${name} finds best what holds the decision`;
  const flipsAt = countAt(counts, best.flipped);
  const most = counts.at(-1) ?? 0;
  const flipping = texts === 1 ? 'flips it' : 'flips half of the decisions or more';
  const notFlipping = texts === 1 ? 'does not flip it' : 'does not flip half of the decisions';
  const first = flipsAt ?? most;
  const off = `switching off ${flipsAt === null ? 'even ' : ''}its ${firstOnes(first)} of ${formatCount(neurons)} ${poolName(sites)} ${flipsAt === null ? notFlipping : flipping}`;
  const toldAt = counts.includes(TOLD_AT) ? TOLD_AT : most;
  const value = best.values[counts.indexOf(toldAt)] ?? untouched;
  const mean = texts === 1 ? '' : ' on average';
  const moves = `its ${firstOnes(toldAt)} ${toldAt === 1 ? 'moves' : 'move'} the ${quantity} from ${shortly(untouched)} to ${shortly(value)}${mean}`;
  return `${lead}: ${off}, ${moves}.${randomSentence(average)}`;
}

/** Which rankings order no neurons, in any of the texts; empty where each does in some. */
export function unrankedSentence(records: readonly Pick<AblationRecord, 'unranked'>[]): string {
  const [first, ...others] = records;
  const names = (first?.unranked ?? [])
    .filter(ranking => others.every(({ unranked }) => unranked.includes(ranking)))
    .map(ranking => NEURON_METHOD_NAMES[ranking]);
  if (names.length === 0) return '';
  const [give, order] = names.length === 1 ? ['gives', 'orders'] : ['give', 'order'];
  const where = records.length === 1 ? 'here' : 'in any of the sentences';
  return `${capitalised(listed(names))} ${give} every neuron 0 ${where}, and so ${order} none.`;
}

/** The curves with the neurons that add most taken first, the ranking that finds what holds the target first. */
export function byArea({ curves }: AblationAverage): AverageCurve[] {
  return curves.filter(({ order }) => order === 'top').sort((a, b) => a.area - b.area);
}

/** For each count the share of the controls' texts that have flipped. */
export function flippedByChance({ counts, controls }: AblationAverage): number[] {
  return counts.map((_, at) => meanOf(controls.flipped.map(shares => shares[at] ?? 0)));
}

/** What the random orders do: of one text how many flip its decision, of several the share that flips at most. */
function randomSentence(average: AblationAverage): string {
  const { texts, counts, controls } = average;
  const orders = controls.flipped.length;
  if (orders === 0) return '';
  const within = `within ${counted(counts.at(-1) ?? 0, 'neuron')}`;
  if (texts > 1) {
    const most = Math.max(...flippedByChance(average));
    return ` In random order ${most === 0 ? 'no decision flips' : `at most ${formatPercent(most)} of the decisions flip`} ${within}.`;
  }
  const flipping = controls.flipped.filter(shares => shares.some(share => share > 0)).length;
  const of = `${flipping === 0 ? 'None' : formatCount(flipping)} of ${counted(orders, 'random order')}`;
  return ` ${of} ${flipping > 1 ? 'flip' : 'flips'} it ${within}.`;
}

/** "first", "first 20". */
const firstOnes = (count: number) => (count === 1 ? 'first' : `first ${formatCount(count)}`);

/** The first count at which most have flipped; null where none is. */
function countAt(counts: readonly number[], shares: readonly number[]): number | null {
  const at = shares.findIndex(share => share >= MOST);
  return at < 0 ? null : (counts[at] ?? null);
}

export const meanOf = (values: readonly number[]) =>
  values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
