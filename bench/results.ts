/** All that a run of the bench found, and what it is held against. */

import type { BrowserResults } from './browser';
import type { BundleSizes } from './bundles';
import type { CaptumResults } from './captum';
import type { Machine } from './machine';
import type { NodeResults } from './node';

export interface Results {
  readonly machine: Machine;
  readonly node: NodeResults;
  readonly browser: BrowserResults;
  readonly bundles: BundleSizes;
  /** Null where nobody ran it. */
  readonly captum: CaptumResults | null;
}

export const LIMITS = {
  speedUp: 6,
  roughShare: 0.25,
  sweepRatio: 1.35,
  leaked: 0,
  pageBytes: 700e6,
  firstPaint: 180_000,
  worker: 300_000,
};
