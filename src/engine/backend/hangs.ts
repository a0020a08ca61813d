/**
 * Starts that came to no end and were ended from outside, and backends that were lost: which are tried again, and what is
 * said of them.
 */

import { START_TITLES, type StartName } from './names';

export interface Hang {
  /** Null where the worker did not even get to its first start. */
  readonly start: StartName | null;
  /** How long nothing was heard of it; null where it had started, and its GPU was lost. */
  readonly seconds: number | null;
}

/** What a worker that takes over from one on a lost GPU is told. */
export const LOST_GPU: Hang = { start: 'webgl', seconds: null };

/** Threads may fail to start once in a while; what else hangs does so again. */
const CHANCES: Readonly<Record<StartName, number>> = { webgl: 1, wasm: 2, 'wasm-single': 1, cpu: 1 };

/** How often a start has hung. */
export function countHangs(start: StartName | null, hangs: readonly Hang[]): number {
  return hangs.filter(hang => hang.start === start).length;
}

/** Whether a start has hung so often that the next one is tried instead. */
export function isGivenUp(start: StartName, hangs: readonly Hang[]): boolean {
  return countHangs(start, hangs) >= CHANCES[start];
}

/** Why a start was passed over, or not taken at once, as a clause; null where it never hung. */
export function hangClause(start: StartName, hangs: readonly Hang[]): string | null {
  const own = hangs.filter(hang => hang.start === start);
  if (own.length === 0) return null;
  const title = START_TITLES[start];
  if (own.some(hang => hang.seconds === null))
    return `${title} was given up, since the browser took the GPU away`;
  const seconds = own.map(hang => `${hang.seconds} s`);
  const first = isGivenUp(start, hangs) ? '' : ' at first';
  return `${title} did not start${first}: nothing was heard of it for ${seconds.join(', then for ')}`;
}
