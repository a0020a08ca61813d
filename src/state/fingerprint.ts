/**
 * A short fingerprint of a result, carried by the permalink so that whoever opens it learns whether they see the same.
 *
 * Written as `negative:0.614,1.93,clumsy:2.41,overlong:0.83,moving:-1.06`: predicted label and its probability, F(x),
 * and the words that weigh most, each with its attribution. Links of before have `~` in the place of the commas.
 */

import { type Explanation, predictedLabel } from '../engine/explanation/record';
import { groupWords, sumByWord } from '../engine/text/words';
import { escapeOf } from './percent-encoding';

export interface Fingerprint {
  /** The predicted label and its probability, to three decimals. */
  readonly label: string;
  readonly probability: number;
  /** F(x), to three significant digits; null where only a prediction was computed. */
  readonly value: number | null;
  /** Up to three words, the largest |attribution| first. */
  readonly words: readonly WeighedWord[];
}

export interface WeighedWord {
  /** The word as the user wrote it, cut after 24 characters. */
  readonly text: string;
  /** Sum over its tokens, in units of the target; three significant digits in a fingerprint. */
  readonly value: number;
}

const SEPARATOR = ',';
const FORMER_SEPARATOR = '~';
const WORDS = 3;
const MAX_WORD = 24;
const SIGNIFICANT_DIGITS = 3;
const PROBABILITY_DECIMALS = 3;

/**
 * Tolerances of the comparison. Backends add up float32 sums in different orders and WebGL may compute in lower
 * precision, which moves logits in the third or fourth digit; the adaptive rule may then take other points, each
 * within 0.5 % of ΔF; rounding to three digits adds another 0.5 %. Attributions and F(x) are therefore compared
 * within 2 % of the largest number of the fingerprint, probabilities within 0.005. A change that alters what the
 * figure says is far larger.
 */
const RELATIVE_TOLERANCE = 0.02;
const PROBABILITY_TOLERANCE = 0.005;

/** The fingerprint of a final result. */
export function fingerprintOf(explanation: Explanation): Fingerprint {
  const { label, probability } = predicted(explanation);
  const { attribution } = explanation;
  return {
    label,
    probability: tidy(Number(probability.toFixed(PROBABILITY_DECIMALS))),
    value: attribution === null ? null : significant(attribution.value),
    words: weighedWords(explanation)
      .slice(0, WORDS)
      .map(({ text, value }) => ({ text, value: significant(value) })),
  };
}

/** The fingerprint as text, for any label and any words. */
export function encodeFingerprint({ label, probability, value, words }: Fingerprint): string {
  const fields = [`${escapeName(label)}:${probability}`];
  if (value !== null) fields.push(String(value));
  for (const word of words) fields.push(`${escapeName(word.text)}:${word.value}`);
  return fields.join(SEPARATOR);
}

/** Reads what `encodeFingerprint` wrote; null for anything else. */
export function decodeFingerprint(text: string): Fingerprint | null {
  const separator = text.includes(FORMER_SEPARATOR) ? FORMER_SEPARATOR : SEPARATOR;
  const [head = '', value, ...rest] = text.split(separator, WORDS + 3);
  const prediction = decodeNamed(head);
  if (!prediction || rest.length > WORDS) return null;
  const words = rest.map(decodeNamed).filter(word => word !== null);
  const number = value === undefined ? null : decodeNumber(value);
  if (words.length < rest.length || (value !== undefined && number === null)) return null;
  return { label: prediction.text, probability: prediction.value, value: number, words };
}

/**
 * Compares the fingerprint of a link with the result that was computed from it.
 * @returns null when they agree within the tolerances above, else one sentence that says what differs. Words that
 * weigh nearly the same may change places, since each is looked up among all words of the result.
 */
export function compareFingerprint(linked: Fingerprint, explanation: Explanation): string | null {
  const difference =
    differenceInPrediction(linked, explanation) ??
    differenceInValue(linked, explanation) ??
    differenceInWords(linked, explanation);
  return difference === null ? null : `This result differs from the one in the link: ${difference}.`;
}

function differenceInPrediction(linked: Fingerprint, { prediction }: Explanation): string | null {
  const { label, probability } = predicted({ prediction });
  // A close call may fall to the other side; then its own probability is still the linked one.
  const now = prediction.probabilities[prediction.labels.indexOf(linked.label)];
  if (now !== undefined && Math.abs(now - linked.probability) <= PROBABILITY_TOLERANCE) return null;
  return `the link says ${linked.label} ${percentage(linked.probability)}, computed here ${label} ${percentage(probability)}`;
}

function differenceInValue(linked: Fingerprint, explanation: Explanation): string | null {
  if (fellToTheOtherSide(linked, explanation)) return null;
  const computed = explanation.attribution?.value ?? null;
  if (linked.value === null || computed === null) return null;
  if (Math.abs(linked.value - computed) <= tolerance(linked)) return null;
  return `the link says F(x) = ${linked.value}, computed here ${significant(computed)}`;
}

function differenceInWords(linked: Fingerprint, explanation: Explanation): string | null {
  if (fellToTheOtherSide(linked, explanation)) return null;
  const remaining = weighedWords(explanation);
  const allowed = tolerance(linked);
  for (const { text, value } of linked.words) {
    const namesakes = remaining.filter(word => word.text === text);
    const nearest = namesakes.reduce<WeighedWord | null>(
      (best, word) => (best && Math.abs(best.value - value) <= Math.abs(word.value - value) ? best : word),
      null,
    );
    if (!nearest) return `the link says “${text}” weighs ${value}, computed here no such word weighs`;
    if (Math.abs(nearest.value - value) > allowed) {
      return `the link says “${text}” weighs ${value}, computed here ${significant(nearest.value)}`;
    }
    remaining.splice(remaining.indexOf(nearest), 1);
  }
  return null;
}

/** Both labels are likely to be right within the tolerance, but the default target is then another logit. */
function fellToTheOtherSide(linked: Fingerprint, explanation: Explanation): boolean {
  return predicted(explanation).label !== linked.label;
}

function tolerance({ value, words }: Fingerprint): number {
  return RELATIVE_TOLERANCE * Math.max(Math.abs(value ?? 0), ...words.map(word => Math.abs(word.value)));
}

function predicted({ prediction }: Pick<Explanation, 'prediction'>): { label: string; probability: number } {
  const index = predictedLabel(prediction);
  return { label: prediction.labels[index] ?? '', probability: prediction.probabilities[index] ?? 0 };
}

/** All words with their attributions, the largest magnitude first, ties in reading order. */
function weighedWords({ text, tokens, attribution }: Explanation): WeighedWord[] {
  if (!attribution) return [];
  const words = groupWords({ text, tokens });
  const values = sumByWord(words, attribution.tokens);
  return words
    .map((word, index) => ({ text: cut(word.text), value: values[index] ?? 0 }))
    .sort((a, b) => Math.abs(b.value) - Math.abs(a.value));
}

const cut = (word: string) =>
  Array.from(word.slice(0, 2 * MAX_WORD))
    .slice(0, MAX_WORD)
    .join('');

const significant = (value: number) => tidy(Number(value.toPrecision(SIGNIFICANT_DIGITS)));

/** Without minus zero, which no text tells from zero. */
const tidy = (value: number) => value + 0;

const percentage = (probability: number) => `${(100 * probability).toFixed(1)} %`;

/** A colon may stand, since a value holds none and the last one counts. */
const escapeName = (name: string) => name.replace(/[%,~]/g, escapeOf);
const unescapeName = (name: string) => name.replace(/%(?:25|2C|7E)/g, decodeURIComponent);

function decodeNamed(field: string): WeighedWord | null {
  const colon = field.lastIndexOf(':');
  const value = decodeNumber(field.slice(colon + 1));
  return colon < 0 || value === null ? null : { text: unescapeName(field.slice(0, colon)), value };
}

function decodeNumber(text: string): number | null {
  const value = /^-?\d+(?:\.\d+)?(?:e[+-]?\d+)?$/.test(text) ? Number(text) : Number.NaN;
  return Number.isFinite(value) ? tidy(value) : null;
}
