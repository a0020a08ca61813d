/** How far long work is, and how long it will take, as a reader is told. */

import { counted } from '../engine/counted';
import { formatCount } from '../figures/format';
import type { ShownProgress } from '../state/session';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
/** Below it nobody waits for an estimate. */
const LEAST = 2 * SECOND;
/** From here on whole minutes are told. */
const MINUTES = 100 * SECOND;

/** "12 of 48 passes, about 20 s left." */
export function passesSentence({ done, expected, left }: ShownProgress): string {
  const passes = `${formatCount(done)} of ${counted(expected, 'pass', 'passes')}`;
  return left === null || left < LEAST ? `${passes}.` : `${passes}, about ${duration(left)} left.`;
}

function duration(milliseconds: number): string {
  if (milliseconds >= MINUTES) return `${Math.round(milliseconds / MINUTE)} min`;
  const seconds = milliseconds / SECOND;
  return `${seconds < 10 ? Math.round(seconds) : 5 * Math.round(seconds / 5)} s`;
}
