/** Experiments: what is asked of them, and which code answers. Each changes neurons of one text in many ways. */

import type { ExplanationRequest } from '../explanation/explain';
import type { Model } from '../explanation/model';
import type { CorpusOf } from '../explanation/prepared-text';
import type { NeuronMethod } from '../neurons/neuron-table';
import type { Site } from '../transformer/sites';
import { ablation } from './ablation';
import { attributionCheck } from './attribution-check';
import { doseResponse } from './dose-response';
import { flipSet } from './flip-set';
import type { Dose, Order } from './names';
import { patching } from './patching';
import type { AblationRecord, CheckRecord, FlipRecord, PatchRecord, Ripening, SweepRecord } from './records';

export interface SweepRequest {
  readonly kind: 'sweep';
  /** Addresses of the neurons that are changed together. */
  readonly neurons: readonly string[];
  readonly dose: Dose;
  /** Doses from the first to the last, evenly spaced, both included; null for the neuron's own corpus range. */
  readonly range: { readonly from: number; readonly to: number } | null;
  readonly points: number;
  readonly controls: {
    /** Random sets; 0 for none. */
    readonly count: number;
    /** Of how many doses, evenly spaced among the points. */
    readonly points: number;
    readonly seed: number;
  };
}

export interface AblationRequest {
  readonly kind: 'ablation';
  readonly rankings: readonly NeuronMethod[];
  /** The ends of each ranking that are switched off; both by default. */
  readonly orders?: readonly Order[];
  /** Null for the feed-forward neurons of all blocks. */
  readonly sites: readonly Site[] | null;
  readonly counts: readonly number[];
  readonly controls: { readonly count: number; readonly seed: number };
}

export interface FlipRequest {
  readonly kind: 'flip';
  readonly sites: readonly Site[] | null;
  /** The most neurons that a set may have. */
  readonly limit: number;
}

export interface CheckRequest {
  readonly kind: 'check';
  readonly ranking: NeuronMethod;
  readonly sites: readonly Site[] | null;
  /** Neurons from the top of the ranking, and as many random ones beside them. */
  readonly count: number;
  readonly seed: number;
}

export interface PatchRequest {
  readonly kind: 'patch';
  /** The text that activations are carried over from. */
  readonly from: string;
  /** Null for all. */
  readonly sites: readonly Site[] | null;
}

export type ExperimentRequest = SweepRequest | AblationRequest | FlipRequest | CheckRequest | PatchRequest;
export type ExperimentKind = ExperimentRequest['kind'];
export type ExperimentRecord = SweepRecord | AblationRecord | FlipRecord | CheckRecord | PatchRecord;

/** What every experiment is given beside its own request. */
export interface ExperimentContext {
  readonly model: Model;
  /** The text, and how it is explained; its interventions are in force throughout. */
  readonly subject: ExplanationRequest;
  /** The index that `=mean` and the dose `value` refer to. */
  readonly corpus?: CorpusOf | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** Yields what is known as it grows; returns the whole. */
export type ExperimentRun<R> = AsyncGenerator<Ripening<R>, R>;

/**
 * Runs an experiment.
 * @throws Error where text, target, interventions or request do not fit the model; AbortError by the signal
 */
export function runExperiment(
  context: ExperimentContext,
  request: ExperimentRequest,
): ExperimentRun<ExperimentRecord> {
  switch (request.kind) {
    case 'sweep':
      return doseResponse(context, request);
    case 'ablation':
      return ablation(context, request);
    case 'flip':
      return flipSet(context, request);
    case 'check':
      return attributionCheck(context, request);
    case 'patch':
      return patching(context, request);
  }
}
