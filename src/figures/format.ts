/** How numbers are written on screen and in exported figures. The minus is U+2212, as d3-format writes it. */

import { format, precisionFixed } from 'd3-format';

const fixed2 = format('.2f');
const fixed3 = format('.3f');
const signed2 = format('+.2f');
const exponent = format('+.0e');
const significant2 = format('.2~r');
const signedSignificant2 = format('+.2~r');

/** Below this, two decimals would show a number as nothing. */
const SMALL = 0.005;

/** Below this a number is what float32 leaves of nothing. */
const NOTHING = 1e-6;

/** An attribution with its sign: +2.41, −0.50, +0.0012, 0.00. */
export function formatSigned(value: number): string {
  if (Math.abs(value) < NOTHING) return fixed2(0);
  return Math.abs(value) < SMALL ? signedSignificant2(value) : signed2(value);
}

/** A value under interventions and without them, as a screen reader hears it. */
export function formatRuns(changed: number, untouched: number): string {
  return `with the changes ${formatSigned(changed)}, without ${formatSigned(untouched)}`;
}

/** An activation: as an attribution, but without a plus, since most are above zero: 6.38, −0.17. */
export function formatActivation(value: number): string {
  return formatSigned(value).replace('+', '');
}

/** An error with its sign, as short as a column of them needs: +0.01, −4e−4, 0. */
export function formatError(value: number): string {
  if (value === 0) return '0';
  if (Math.abs(value) >= SMALL) return signed2(value);
  return exponent(value).replace('e-', 'e−').replace('e+', 'e');
}

/** A count with its thousands apart: 9,216. */
export const formatCount = format(',d');

/** A value of the model with three decimals: 1.926. */
export function formatNumber(value: number): string {
  return value !== 0 && Math.abs(value) < SMALL / 10 ? significant2(value) : fixed3(value);
}

/** A number at a tick of an axis, with the decimals that ticks so far apart need: 1.5, −20, 0. */
export function formatTick(value: number, step: number): string {
  return format(`.${precisionFixed(step)}f`)(value);
}

/** A share as a percentage: 0.02 %, 4.5 %, 125 %. */
export function formatPercent(share: number): string {
  const percent = share * 100;
  const size = Math.abs(percent);
  if (size >= 10) return `${format('.0f')(percent)} %`;
  if (size >= 1 || size === 0) return `${format('.1~f')(percent)} %`;
  return `${format('.1~r')(percent)} %`;
}

/** Likewise with its sign: +125 %, −55 %. */
export function formatSignedPercent(share: number): string {
  return share > 0 ? `+${formatPercent(share)}` : formatPercent(share);
}
