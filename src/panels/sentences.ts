/** The sentence that opens each section: what its figure shows, with its numbers. */

import type { Method, Prediction } from '../engine/explanation/record';
import { formatSigned } from '../figures/format';
import { shortened } from '../figures/settings';

/** What a sentence needs of a word or a token. */
export interface ValuedText {
  readonly text: string;
  readonly value: number;
}

export interface AttributionFacts {
  /** Words or tokens of the text, special ones left out, in reading order. */
  readonly pieces: readonly ValuedText[];
  /** F(x) − F(baseline); null where the method has no baseline. */
  readonly difference: number | null;
  readonly method: Method;
  readonly noun: 'word' | 'token';
  /** The class that positive values speak for. */
  readonly towards: string;
}

/** A winner with less than this is one "but barely". */
const BARELY = 0.65;
/** A winner with at least this is one "clearly". */
const CLEARLY = 0.95;
/** A score below this part of the largest value is what is left after cancelling; see `measureOf` of the engine. */
const CANCELLED = 0.1;
/** One piece with at least this part of the score carries most of it. */
const MOST = 0.5;
/** Below this part of the score, the few that are named do not tell the story. */
const STANDS_OUT = 0.25;
/** A piece below this part of the largest value is not worth a mention. */
const WORTH_MENTION = 0.1;
const MAX_CARRIERS = 3;
const MAX_OPPONENTS = 2;
const MAX_QUOTED = 24;

/** A probability as whole percents, with a decimal towards the ends, and never as certainty: "61 %", "> 99.9 %". */
export function formatProbability(probability: number): string {
  const percent = 100 * probability;
  if (percent > 99.9) return '> 99.9\u00A0%';
  if (percent < 0.1) return '< 0.1\u00A0%';
  const nearEnd = percent >= 98.95 || percent < 9.95;
  return `${percent.toFixed(nearEnd ? 1 : 0).replace(/\.0$/, '')}\u00A0%`;
}

/** "Negative, but barely: 61 % against 39 %." */
export function predictionSentence({ labels, probabilities }: Prediction): string {
  const ranked = labels
    .map((label, index) => ({ label, probability: probabilities[index] ?? 0 }))
    .sort((a, b) => b.probability - a.probability);
  const [first, second, third] = ranked;
  if (!first) return '';
  if (!second) return `The model knows one class only: ${first.label}.`;
  const [share, rest] = [formatProbability(first.probability), formatProbability(second.probability)];
  if (share === rest) return `Undecided: ${share} for ${first.label}, ${rest} for ${second.label}.`;
  const verdict = verdictOf(first.label, first.probability, ranked.length);
  if (!third) return `${verdict}: ${share} against ${rest}.`;
  const others =
    ranked.length === 3
      ? `${rest} for ${second.label} and ${formatProbability(third.probability)} for ${third.label}`
      : `${rest} for ${second.label}, the next of ${ranked.length} classes`;
  return `${verdict}: ${share} against ${others}.`;
}

/** "“clumsy” alone is worth more than the whole score (+2.41 of +1.93); “oddly” and “moving” pull back." */
export function attributionSentence(facts: AttributionFacts): string {
  const { pieces, method, noun } = facts;
  const largest = pieces.reduce((most, { value }) => Math.max(most, Math.abs(value)), 0);
  if (pieces.length === 0) return '';
  if (largest === 0) return `No ${noun} moves the score.`;
  if (method === 'saliency') return sensitivitySentence(pieces, largest);
  return facts.difference === null
    ? sidesSentence(facts, largest)
    : scoreSentence(facts, facts.difference, largest);
}

function verdictOf(label: string, probability: number, count: number): string {
  const name = capitalised(label);
  if (probability < BARELY && count === 2) return `${name}, but barely`;
  return probability >= CLEARLY ? `Clearly ${label}` : name;
}

/** For values without sign: how strongly the score reacts to each piece. */
function sensitivitySentence(pieces: readonly ValuedText[], largest: number): string {
  const [first, ...others] = strongest(pieces, largest, MAX_CARRIERS);
  if (!first) return '';
  const then = others.length > 0 ? `, then to ${list(others)}` : '';
  return `The score reacts most to ${quoted(first.text)}${then}.`;
}

/** For signed values without a whole that they add up to. */
function sidesSentence({ pieces, towards }: AttributionFacts, largest: number): string {
  const [best] = strongest(pieces.filter(isPositive), largest, 1);
  const [worst] = strongest(pieces.filter(isNegative), largest, 1);
  if (best && worst)
    return `${withValue(best)} speaks most for ${towards}, ${withValue(worst)} most against it.`;
  if (best) return `${withValue(best)} speaks most for ${towards}, and next to nothing against it.`;
  return worst ? `${withValue(worst)} speaks most against ${towards}, and next to nothing for it.` : '';
}

/** For signed values that add up to the score. */
function scoreSentence({ pieces, noun }: AttributionFacts, score: number, largest: number): string {
  const [only, another] = pieces;
  if (only && !another)
    return `${quoted(only.text)} is the only ${noun}: ${formatSigned(only.value)} of ${formatSigned(score)}.`;
  if (Math.abs(score) < CANCELLED * largest) return cancelledSentence(pieces, noun, score, largest);
  const [carriers, opponents] =
    score > 0
      ? [pieces.filter(isPositive), pieces.filter(isNegative)]
      : [pieces.filter(isNegative), pieces.filter(isPositive)];
  const named = strongest(carriers, largest, MAX_CARRIERS);
  // A word that stands on both sides is named on the stronger one only.
  const others = opponents.filter(({ text }) => named.every(carrier => carrier.text !== text));
  const lead = carriersClause(named, score, noun);
  return `${lead}; ${opponentsClause(strongest(others, largest, MAX_OPPONENTS), noun)}.`;
}

function carriersClause(carriers: readonly ValuedText[], score: number, noun: string): string {
  const [first, second] = carriers;
  const whole = wholeName(score);
  if (!first) return `Many small values make the ${whole} of ${formatSigned(score)}`;
  const of = (value: number) => `${formatSigned(value)} of ${formatSigned(score)}`;
  const part = Math.abs(first.value / score);
  // Compared as they are written: "more than the whole (−1.62 of −1.62)" would read as a mistake.
  if (part > 1 && formatSigned(first.value) !== formatSigned(score))
    return `${quoted(first.text)} alone is worth more than the whole ${whole} (${of(first.value)})`;
  if (part >= MOST || !second)
    return `${quoted(first.text)} carries ${part >= MOST ? 'most' : 'the largest part'} of the ${whole} (${of(first.value)})`;
  const sum = carriers.reduce((total, { value }) => total + value, 0);
  if (sum / score < STANDS_OUT) {
    return `No ${noun} stands out, the largest being ${list(carriers)} (together ${of(sum)})`;
  }
  return `${list(carriers)} ${carriers.every(({ text }) => text === first.text) ? 'weighs' : 'weigh'} most (together ${of(sum)})`;
}

function opponentsClause(opponents: readonly ValuedText[], noun: string): string {
  const [first] = opponents;
  if (!first) return `hardly a ${noun} pulls back`;
  return `${list(opponents)} ${opponents.every(({ text }) => text === first.text) ? 'pulls' : 'pull'} back`;
}

function cancelledSentence(
  pieces: readonly ValuedText[],
  noun: string,
  score: number,
  largest: number,
): string {
  const [best] = strongest(pieces.filter(isPositive), largest, 1);
  const [worst] = strongest(pieces.filter(isNegative), largest, 1);
  const left = `hardly anything is left (${formatSigned(score)})`;
  if (!best || !worst) return `The ${noun}s cancel out: ${left}.`;
  return `The ${noun}s cancel out: ${withValue(best)} stands against ${withValue(worst)}, and ${left}.`;
}

/** The largest pieces by |value|, at most `count`, none that is not worth a mention. */
function strongest(pieces: readonly ValuedText[], largest: number, count: number): ValuedText[] {
  return pieces
    .filter(({ value }) => Math.abs(value) >= WORTH_MENTION * largest)
    .sort((a, b) => Math.abs(b.value) - Math.abs(a.value))
    .slice(0, count);
}

function list(pieces: readonly ValuedText[]): string {
  const names = [...new Set(pieces.map(({ text }) => quoted(text)))];
  const last = names.at(-1) ?? '';
  return names.length < 2 ? last : `${names.slice(0, -1).join(', ')} and ${last}`;
}

const RIGHT_TO_LEFT = /[\u0590-\u08FF\uFB1D-\uFDFF\uFE70-\uFEFC]/u;
const [ISOLATE, END_ISOLATE] = ['\u2068', '\u2069'];

/** A word of the user's between quotation marks, which keep their places around right-to-left words. */
export function quoted(text: string): string {
  const cut = shortened(text, MAX_QUOTED);
  return RIGHT_TO_LEFT.test(cut) ? `“${ISOLATE}${cut}${END_ISOLATE}”` : `“${cut}”`;
}

/** What ΔF is called: a score that falls is a drop. */
export function wholeName(change: number): string {
  return change < 0 ? 'drop' : 'score';
}

const isPositive = ({ value }: ValuedText) => value > 0;
const isNegative = ({ value }: ValuedText) => value < 0;
const withValue = ({ text, value }: ValuedText) => `${quoted(text)} (${formatSigned(value)})`;
const capitalised = (text: string) => text.charAt(0).toLocaleUpperCase('en') + text.slice(1);
