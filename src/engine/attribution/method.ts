/** What an attribution method is: a function of a Differentiable, registered under a name. */

import type { FixedRule } from '../quadrature/rules';
import type { Differentiable, Matrix } from './differentiable';
import type { SiteIntegral, SiteIntegrals } from './site-recorder';

export interface AttributionRequest {
  readonly input: Matrix;
  /** Null for methods that use none. */
  readonly baseline: Matrix | null;
  readonly rule: 'adaptive' | FixedRule;
  /** Points of a fixed rule; without meaning for `adaptive`. */
  readonly steps: number;
  /** Sites whose neurons are wanted too, for methods that follow a path; none by default. */
  readonly sites?: readonly string[];
  /** What is wanted of them; all by default. */
  readonly integrals?: readonly SiteIntegral[];
  readonly signal?: AbortSignal | undefined;
}

/** One number a token, in units of the target, and how good it is. */
export interface TokenAttribution {
  readonly tokens: Float64Array;
  /** F(x) */
  readonly value: number;
  /** Points at which F and its gradient were evaluated for the tokens, those of discarded panels included. */
  readonly evaluations: number;
  /** What the neurons of the sites did; empty where no site was asked for, or where the method follows no path. */
  readonly neurons: SiteIntegrals;
  /**
   * What is left to compute of them, where the tokens come first and their neurons take a sweep of their own: the rest of
   * `neurons`. Yields like the run. Null where `neurons` holds all that was asked for.
   */
  readonly neuronsLater: (() => AsyncGenerator<number, SiteIntegrals>) | null;
  /** Null where the method has no baseline, and so no completeness. */
  readonly completeness: {
    /** F(baseline) */
    readonly baselineValue: number;
    /** Σ attribution − (F(x) − F(baseline)), signed. */
    readonly delta: number;
    /** Whether |delta| is within the tolerance of the rule `adaptive`. */
    readonly withinTolerance: boolean;
  } | null;
}

/** Yields the evaluations made so far, for tokens and neurons, whenever some were added. */
export type AttributionRun = AsyncGenerator<number, TokenAttribution>;

export type AttributionMethod = (f: Differentiable, request: AttributionRequest) => AttributionRun;
