/** What the page and the worker say to each other, typed once. Carried by Comlink. */

import type { Hang } from '../engine/backend/hangs';
import type { BackendName, BackendReport, StartName } from '../engine/backend/names';
import type { NeuronRecord } from '../engine/corpus/neuron-record';
import type { WordTable } from '../engine/corpus/word-table';
import type { ExperimentRecord, ExperimentRequest } from '../engine/experiments/experiment';
import type { Ripening } from '../engine/experiments/records';
import type { Explained, ExplanationEvent, ExplanationRequest } from '../engine/explanation/explain';
import type { Progress } from '../engine/progress';
import type { SiteInfo } from '../engine/transformer/sites';

export type {
  ExperimentRecord,
  ExperimentRequest,
  Explained,
  ExplanationEvent,
  ExplanationRequest,
  Progress,
  Ripening,
};

/** A model, and the index of its neurons, which may be absent. Addresses of folders, absolute. */
export interface ModelPlace {
  readonly modelUrl: string;
  readonly indexUrl: string;
}

/** Loading: starting the backend and, meanwhile, bytes of the weights. */
export type LoadEvent =
  /** Its files are being fetched, or it is starting. Told again whenever more of its files has come. */
  | { readonly stage: 'backend'; readonly trying: StartName; readonly isFetched: boolean }
  /** The backend runs; the weights may still be on their way. */
  | { readonly stage: 'started' }
  | {
      readonly stage: 'download';
      readonly file: string;
      readonly loaded: number;
      readonly total: number | null;
      readonly cached: boolean;
    }
  | { readonly stage: 'prepare' }
  | { readonly stage: 'loaded' }
  /** Told by the client: nothing was heard of the worker, which was ended; a new one tries again. */
  | { readonly stage: 'again'; readonly sentence: string };

/** What is known of a loaded model. */
export interface ModelSummary {
  readonly id: string;
  readonly sha256: string;
  readonly labels: readonly string[];
  /** In the order in which the forward pass meets them. */
  readonly sites: readonly SiteInfo[];
  readonly maxTokens: number;
  readonly backend: BackendReport;
}

/** Which of the neurons on the page is meant. */
export type NeuronPlace = 'neuron' | 'pinned';
/** A neuron over the chosen corpus, or over the Brown corpus beside it; a newer request for a slot ends the older. */
export type NeuronSlot = NeuronPlace | `${NeuronPlace}-beside`;

/** The index of a corpus. */
export interface IndexPlace {
  /** Absolute address of its folder. */
  readonly indexUrl: string;
  /** A corpus of the user's own, see `openCorpusPack`: addresses then only name its folders. */
  readonly pack?: Blob;
}

export interface NeuronRequest extends IndexPlace {
  readonly place: NeuronSlot;
  /** Such as `L3.ffn.812`. */
  readonly address: string;
  /** Absolute address of the corpus's text. */
  readonly textUrl: string;
}

/** What feeds a neuron of a text. */
export interface FeedRequest {
  readonly place: NeuronPlace;
  readonly subject: ExplanationRequest;
  /** Such as `L3.ffn.812`. */
  readonly address: string;
  /** The neuron's conductance over all tokens, as the sweep found it: what the tokens have to add up to. */
  readonly conductance: number | null;
}

/** How a request for a neuron ended. */
export type NeuronAnswer =
  | { readonly status: 'done'; readonly record: NeuronRecord }
  /** There is no index of this model here. */
  | { readonly status: 'absent' }
  | { readonly status: 'outdated' };

/** The worker's side. One explanation and one experiment run at a time: a newer request cancels the older one. */
export interface WorkerApi {
  /** @param hangs of the workers before this one, in the same load */
  load(
    place: ModelPlace,
    forced: BackendName | null,
    hangs: readonly Hang[],
    onEvent: (event: LoadEvent) => void,
  ): Promise<ModelSummary>;
  /** Resolves with what is known at the end, or with null when a newer request or `cancel` ended it. */
  explain(request: ExplanationRequest, onEvent: (event: ExplanationEvent) => void): Promise<Explained | null>;
  cancel(): Promise<void>;
  /**
   * Resolves, with a clause that says why, once what the loaded model computes on is gone. The worker answers no calls any
   * more then: whoever ends it asks them again.
   */
  lost(): Promise<string>;
  /**
   * Runs an experiment on a text, told as it grows. Resolves with the record, or with null when a newer experiment or
   * `cancelExperiment` ended it. Explanations go on meanwhile, in turns.
   */
  experiment(
    subject: ExplanationRequest,
    request: ExperimentRequest,
    onRipening: (ripening: Ripening<ExperimentRecord>) => void,
  ): Promise<ExperimentRecord | null>;
  cancelExperiment(): Promise<void>;
  /** What a neuron does over the corpus; the record is told as it ripens. */
  neuron(request: NeuronRequest, onRecord: (record: NeuronRecord) => void): Promise<NeuronAnswer>;
  /**
   * What feeds a neuron of a text: its conductance, one number a token, told of as it gets on. Resolves with null when a
   * newer request for the place or `cancelFeed` ended it.
   */
  feed(request: FeedRequest, onProgress: (progress: Progress) => void): Promise<number[] | null>;
  cancelFeed(place: NeuronPlace): Promise<void>;
  /** The words of a corpus that each neuron of the loaded model fires most on; null where there is no index of it. */
  words(index: IndexPlace): Promise<WordTable | null>;
}
