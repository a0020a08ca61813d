/** All that a run of the bench found, and what it is held against. */

import type { BrowserResults } from './browser';
import type { BundleSizes } from './bundles';
import type { CaptumResults } from './captum';
import type { ClickResults } from './clicks';
import type { Machine } from './machine';
import type { NodeResults } from './node';

export interface Results {
  readonly machine: Machine;
  readonly node: NodeResults;
  readonly browser: BrowserResults;
  readonly clicks: ClickResults;
  readonly bundles: BundleSizes;
  /** Null where nobody ran it. */
  readonly captum: CaptumResults | null;
}

export const LIMITS = {
  speedUp: 6,
  roughShare: 0.25,
  sweepRatio: 1.35,
  doseSeconds: 6,
  firstDoseSeconds: 1,
  doseSpeedUp: 2,
  /** Milliseconds from a click until a neuron's page is painted, with a warm index. */
  click: 100,
  leaked: 0,
  pageBytes: 700e6,
  firstPaint: 180_000,
  worker: 300_000,
};
