/** Explanations that are done, by their request; kept for back, forward and undo. */

import type { Explained, ExplanationRequest } from '../worker/protocol';
import { createRecent } from './recent';
import { isTouched, keyOf, untouchedOf } from './request';

const KEPT = 20;
/** Numbers of the neurons in them, four bytes each: long texts bring tens of millions. */
const KEPT_NUMBERS = 32_000_000;

export interface Finals {
  get(request: ExplanationRequest): Explained | null;
  /** Of the same request without its interventions; null also where it has none. */
  untouched(request: ExplanationRequest): Explained | null;
  set(request: ExplanationRequest, explained: Explained): void;
  clear(): void;
}

export function createFinals(): Finals {
  const kept = createRecent<Explained>(KEPT, { weightOf: numbersOf, most: KEPT_NUMBERS });
  const get = (request: ExplanationRequest) => kept.get(keyOf(request)) ?? null;
  return {
    get,
    untouched: request => (isTouched(request) ? get(untouchedOf(request)) : null),
    set: (request, explained) => kept.set(keyOf(request), explained),
    clear: () => kept.clear(),
  };
}

function numbersOf({ neurons }: Explained): number {
  const matrices = Object.values(neurons?.methods ?? {}).flat();
  return matrices.reduce((sum, matrix) => sum + matrix.length, 0);
}
