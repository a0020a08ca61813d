/** Numbers of the command line: whole ones, lists, ranges. Errors are one sentence that names the option. */

/** The most points of a rule or of a range. */
const MAX_POINTS = 10_000;
const NUMBER = String.raw`[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?`;
const RANGE = new RegExp(`^(${NUMBER}):(${NUMBER}):(${NUMBER})$`, 'i');
/** How far a range may miss a whole number of steps: what binary fractions such as 0.1 do. */
const TOLERANCE = 1e-9;

/** Evenly spaced numbers from the first to the last, both included. */
export interface NumberRange {
  readonly from: number;
  readonly to: number;
  readonly points: number;
}

/** @throws Error that names the option and the numbers expected */
export function wholeNumber(option: string, value: string, least = 1, most = MAX_POINTS): number {
  const number = Number(value);
  if (!/^\d+$/.test(value) || number < least || number > most) {
    throw new Error(`${option} ${value}: expected a whole number from ${least} to ${most}.`);
  }
  return number;
}

/** A seed, of which 32 bits count. */
export const seedNumber = (value: string) => wholeNumber('--seed', value, 0, 2 ** 32 - 1);

/** Whole numbers with commas between, ascending, each once. */
export function wholeNumbers(option: string, list: string): number[] {
  const numbers = list.split(',').map(item => item.trim());
  const wrong = numbers.find(item => !/^\d{1,9}$/.test(item));
  if (wrong !== undefined) {
    throw new Error(`${option} ${list}: expected whole numbers with commas between, found "${wrong}".`);
  }
  return [...new Set(numbers.map(Number))].sort((a, b) => a - b);
}

/** Reads `from:to:step`. */
export function numberRange(option: string, text: string): NumberRange {
  const [, ...found] = RANGE.exec(text.trim()) ?? [];
  const [from = Number.NaN, to = Number.NaN, step = Number.NaN] = found.map(Number);
  const wrong = (expected: string) => new Error(`${option} ${text}: ${expected}`);
  if (![from, to, step].every(Number.isFinite)) throw wrong('expected from:to:step, such as -2:3:0.25.');
  if (step <= 0) throw wrong('expected a step above 0.');
  if (to <= from) throw wrong(`expected an end above ${from}.`);
  const steps = (to - from) / step;
  const points = Math.round(steps) + 1;
  if (points > MAX_POINTS) throw wrong(`expected at most ${MAX_POINTS} points.`);
  if (points < 2 || Math.abs(steps - (points - 1)) > TOLERANCE * Math.max(1, steps)) {
    throw wrong(`${to} is not reached from ${from} by whole steps of ${step}.`);
  }
  return { from, to, points };
}
