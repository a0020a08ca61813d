/** What the page and the worker say to each other, typed once. Carried by Comlink. */

import type { BackendName, BackendReport } from '../engine/backend/names';
import type { Explained, ExplanationEvent, ExplanationRequest } from '../engine/explanation/explain';

export type { Explained, ExplanationEvent, ExplanationRequest };

/** Loading: bytes of the weights, or starting the backend. */
export type LoadEvent =
  | { readonly stage: 'backend'; readonly trying: BackendName }
  | {
      readonly stage: 'download';
      readonly file: string;
      readonly loaded: number;
      readonly total: number | null;
      readonly cached: boolean;
    }
  | { readonly stage: 'prepare' };

/** What is known of a loaded model. */
export interface ModelSummary {
  readonly id: string;
  readonly sha256: string;
  readonly labels: readonly string[];
  readonly maxTokens: number;
  readonly backend: BackendReport;
}

/** The worker's side. One explanation runs at a time: a newer request cancels the older one. */
export interface WorkerApi {
  load(
    modelUrl: string,
    forced: BackendName | null,
    onEvent: (event: LoadEvent) => void,
  ): Promise<ModelSummary>;
  /** Resolves with what is known at the end, or with null when a newer request or `cancel` ended it. */
  explain(request: ExplanationRequest, onEvent: (event: ExplanationEvent) => void): Promise<Explained | null>;
  cancel(): Promise<void>;
}
