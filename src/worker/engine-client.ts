/** What the page calls of the engine, and what it hears of the worker that answers. */

import type { BackendName } from '../engine/backend/names';
import type { NeuronRecord } from '../engine/corpus/neuron-record';
import type { WordTable } from '../engine/corpus/word-table';
import type {
  ExperimentRecord,
  ExperimentRequest,
  Explained,
  ExplanationEvent,
  ExplanationRequest,
  FeedRequest,
  IndexPlace,
  LoadEvent,
  ModelPlace,
  ModelSummary,
  NeuronAnswer,
  NeuronRequest,
  Progress,
  Ripening,
} from './protocol';

/** What happens after a crash or a loss, in this order; `stopped` ends it in place of any of the others. */
export type RestartEvent =
  /** What the worker computed on is gone; a new one is being started, and asked all that is not answered. */
  | { readonly stage: 'lost'; readonly message: string }
  /** The worker ended and a new one is being started. */
  | { readonly stage: 'crashed'; readonly message: string }
  | { readonly stage: 'loading'; readonly event: LoadEvent }
  | { readonly stage: 'ready'; readonly model: ModelSummary }
  /** No further attempt is made until `load` is called. */
  | { readonly stage: 'stopped'; readonly message: string };

export interface EngineClient {
  /**
   * Loads a model, starting the worker if none runs, and another one if nothing more is heard of it (see
   * `start-watch.ts`). Calls of `explain` wait for the newest load.
   * @param place absolute addresses: the worker has another base than the page.
   * No event comes after the promise has settled.
   * @throws EngineCrash if the worker ends before it is loaded, which is followed by a restart.
   */
  load(
    place: ModelPlace,
    forced: BackendName | null,
    onEvent: (event: LoadEvent) => void,
  ): Promise<ModelSummary>;
  /**
   * Explains one text. Resolves with null when it was aborted or when a newer call ended it; no event comes after the
   * signal was aborted or the promise has settled.
   * @throws EngineCrash if the worker ends first.
   */
  explain(
    request: ExplanationRequest,
    onEvent: (event: ExplanationEvent) => void,
    signal?: AbortSignal,
  ): Promise<Explained | null>;
  /**
   * Runs an experiment on a text, while explanations go on. Resolves with null when it was aborted or when a newer
   * experiment ended it; no event comes after the signal was aborted or the promise has settled.
   * @throws EngineCrash if the worker ends first.
   */
  experiment(
    subject: ExplanationRequest,
    request: ExperimentRequest,
    onRipening: (ripening: Ripening<ExperimentRecord>) => void,
    signal?: AbortSignal,
  ): Promise<ExperimentRecord | null>;
  /**
   * What a neuron does over the corpus, told as it ripens; no record comes after the promise has settled.
   * @throws EngineCrash if the worker ends first.
   */
  neuron(request: NeuronRequest, onRecord: (record: NeuronRecord) => void): Promise<NeuronAnswer>;
  /**
   * What feeds a neuron of a text, one number a token. Resolves with null when it was aborted or when a newer call for
   * the place ended it.
   * @throws EngineCrash if the worker ends first.
   */
  feed(
    request: FeedRequest,
    onProgress: (progress: Progress) => void,
    signal?: AbortSignal,
  ): Promise<readonly number[] | null>;
  /** The words of a corpus that each neuron fires most on; null where there is no index of the model. */
  words(index: IndexPlace): Promise<WordTable | null>;
  /** Tells of crashes and of what becomes of them; returns a function that ends this. */
  onRestart(listener: (event: RestartEvent) => void): () => void;
  /** Ends the worker; pending calls reject. */
  dispose(): void;
}
