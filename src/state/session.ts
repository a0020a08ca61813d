/** What has been computed: the engine's phase, the explanation and the neurons on screen, as they ripen. */

import { create } from 'zustand';
import type { StartName } from '../engine/backend/names';
import type { NeuronRecord } from '../engine/corpus/neuron-record';
import type { WordTable } from '../engine/corpus/word-table';
import type { Attribution, Explanation, Prediction } from '../engine/explanation/record';
import type { NeuronTable } from '../engine/neurons/neuron-table';
import type { Token } from '../engine/text/encoding';
import type {
  ExperimentRecord,
  ExperimentRequest,
  Explained,
  ModelSummary,
  NeuronPlace,
  NeuronSlot,
  Progress,
} from '../worker/protocol';

export interface StartingEngine {
  readonly phase: 'starting';
  /** What it is busy with. */
  readonly step: 'backend' | 'download' | 'prepare';
  /** What is being started; null before the first is. */
  readonly trying: StartName | null;
  /** The file being read and its bytes so far; null and 0 before the first. */
  readonly file: string | null;
  readonly loaded: number;
  /** Null where the server does not say. */
  readonly total: number | null;
  /** True when the file comes from the browser's cache. */
  readonly cached: boolean;
  /** A sentence where an earlier try came to no end. */
  readonly remark: string | null;
}

/** Where the engine stands. */
export type EngineState =
  | StartingEngine
  | { readonly phase: 'ready'; readonly model: ModelSummary }
  | { readonly phase: 'failed'; readonly message: string };

export type ResultStatus = 'empty' | 'running' | 'done' | 'failed' | 'cancelled';

/** What the neurons did, with the record that it belongs to. */
export interface NeuronResult {
  readonly table: NeuronTable;
  readonly explanation: Explanation;
}

/** A text, its tokens, and whether it was cut at the model's limit. */
export interface Reading {
  readonly text: string;
  readonly tokens: readonly Token[];
  readonly truncated: boolean;
}

/**
 * The explanation on screen. `text` to `explanation` belong together and are replaced together, so that a heatmap
 * always fits its tokens. `prediction`, with its text, runs ahead: it is that of the newest request that got so far.
 */
export interface Result {
  /** State of the newest request. */
  readonly status: ResultStatus;
  /** The text that `tokens` and `attribution` belong to. */
  readonly text: string;
  readonly tokens: readonly Token[] | null;
  readonly truncated: boolean;
  /** Runs ahead with `prediction`: the newest text as the model reads it. */
  readonly reading: Reading | null;
  readonly prediction: Prediction | null;
  /** The text that `prediction` belongs to; null while there is none. */
  readonly predictionText: string | null;
  /** The target of `attribution`, spelt out even when the view leaves it to the prediction. */
  readonly target: string | null;
  readonly attribution: Attribution | null;
  /** True while `attribution` is the rough one that is being refined. */
  readonly rough: boolean;
  /** Evaluations that the newest request has taken so far. */
  readonly evaluations: number;
  /** How far the words are, or after them the neurons of a long text; null where nothing runs, or before a pass. */
  readonly progress: RefiningProgress | null;
  /** The final record; null while the attribution is rough. Of a long text it is there before its neurons are. */
  readonly explanation: Explanation | null;
  /** Of the last final record; kept, outdated, while a newer one ripens: see `neuronsAreStale`. */
  readonly neurons: NeuronResult | null;
  /**
   * The same request without its interventions, to compare with; null where it has none, or until that is known.
   * It belongs to `attribution`, and is replaced with it.
   */
  readonly untouched: Explained | null;
  /** Runs ahead with `prediction`: the prediction without interventions; null where there are none. */
  readonly untouchedPrediction: Prediction | null;
  /** Why the newest request failed. */
  readonly error: string | null;
  /** True while what is shown belongs to an earlier request than the newest, which runs, failed or was cancelled. */
  readonly stale: boolean;
  /** A sentence that says how the result differs from the one in the link; null when it agrees. */
  readonly mismatch: string | null;
}

/** What is known over the corpus of a neuron on the page. */
export interface NeuronPage {
  readonly address: string;
  /** See `View.corpus`. */
  readonly corpus: string;
  /** `absent`: this model has no index here. */
  readonly status: 'loading' | 'done' | 'absent' | 'failed';
  /** As ripe as it is; null before the index has answered. */
  readonly record: NeuronRecord | null;
  /** Why it failed. */
  readonly error: string | null;
}

/** Work on its way, as it is shown. */
export interface ShownProgress extends Progress {
  /** Milliseconds that are left at its pace so far; null before there is one. */
  readonly left: number | null;
}

export interface RefiningProgress extends ShownProgress {
  readonly of: 'words' | 'neurons';
}

/** Which words of the text feed a neuron on the page. */
export interface NeuronFeed {
  readonly address: string;
  /** The record whose tokens the values belong to. */
  readonly explanation: Explanation;
  readonly status: 'running' | 'done' | 'failed' | 'cancelled';
  /** Whether interventions hold the neuron at values of their own: then nothing feeds it. */
  readonly isHeld: boolean;
  /** Null before the first pass. */
  readonly progress: ShownProgress | null;
  /** The neuron's conductance by input token; null until it is done. */
  readonly values: readonly number[] | null;
  /** Why it failed. */
  readonly error: string | null;
}

/** The open experiment, as far as it is. */
export interface Experiment {
  readonly request: ExperimentRequest;
  readonly status: 'running' | 'done' | 'failed' | 'cancelled';
  /** Steps of the text that is being worked on; `total` 0 before it is known. */
  readonly done: number;
  readonly total: number;
  /** Texts that it is to be run on; more than one only where it is averaged. */
  readonly texts: number;
  /** One a text, in their order; the last one may still grow. */
  readonly records: readonly ExperimentRecord[];
  /** Why it failed. */
  readonly error: string | null;
}

export interface Session {
  readonly engine: EngineState;
  readonly result: Result;
  /** Null where no neuron is selected, or pinned, or nothing stands beside. */
  readonly neuronPages: Readonly<Record<NeuronSlot, NeuronPage | null>>;
  /** Of the neurons on the page; null, or of another neuron or record than is shown, until the newest is known. */
  readonly feeds: Readonly<Record<NeuronPlace, NeuronFeed | null>>;
  /** Null where none is open, or where it waits for the engine or for a choice. */
  readonly experiment: Experiment | null;
  /** The words that each neuron fires most on; null where no index knows them. */
  readonly wordTable: WordTable | null;
  /** A sentence for the page: the engine crashed and was restarted. */
  readonly notice: string | null;
  /** Ends the running request; what is shown stays. Does nothing until `connectEngine` has run. */
  readonly cancel: () => void;
  /** Loads a failed engine again, or computes the present view again. Does nothing until `connectEngine` has run. */
  readonly retry: () => void;
  /** Asks again for a neuron that failed. Does nothing until `connectNeurons` has run. */
  readonly retryNeuron: (place: NeuronSlot) => void;
  /** Ends the question what feeds a neuron. Does nothing until `connectFeeds` has run. */
  readonly cancelFeed: (place: NeuronPlace) => void;
  /** Asks again what was cancelled or failed. Does nothing until `connectFeeds` has run. */
  readonly retryFeed: (place: NeuronPlace) => void;
  /** Ends the running experiment; what is known of it stays. Does nothing until `connectExperiments` has run. */
  readonly cancelExperiment: () => void;
  /** Runs the open experiment again. Does nothing until `connectExperiments` has run. */
  readonly retryExperiment: () => void;
  readonly dismissNotice: () => void;
}

export const STARTING: StartingEngine = {
  phase: 'starting',
  step: 'backend',
  trying: null,
  file: null,
  loaded: 0,
  total: null,
  cached: false,
  remark: null,
};

export const EMPTY_RESULT: Result = {
  status: 'empty',
  text: '',
  tokens: null,
  truncated: false,
  reading: null,
  prediction: null,
  predictionText: null,
  target: null,
  attribution: null,
  rough: false,
  evaluations: 0,
  progress: null,
  explanation: null,
  neurons: null,
  untouched: null,
  untouchedPrediction: null,
  error: null,
  stale: false,
  mismatch: null,
};

/** Whether the words on screen are final, and those of the newest request, whose neurons are not there. */
export function areWordsAlone({ explanation, neurons, rough, stale, status }: Result): boolean {
  if (explanation === null || rough || stale || status === 'done') return false;
  return neurons?.explanation !== explanation;
}

/** Whether the neurons shown are those of an earlier record than the one on screen. */
export function neuronsAreStale({ neurons, explanation, stale }: Result): boolean {
  return neurons !== null && (stale || neurons.explanation !== explanation);
}

/** A new, empty session; the page has one, `useSession`, each test its own. */
export function createSession() {
  return create<Session>()(set => ({
    engine: STARTING,
    result: EMPTY_RESULT,
    neuronPages: { neuron: null, pinned: null, 'neuron-beside': null, 'pinned-beside': null },
    feeds: { neuron: null, pinned: null },
    experiment: null,
    wordTable: null,
    notice: null,
    cancel: () => {},
    retry: () => {},
    retryNeuron: () => {},
    cancelFeed: () => {},
    retryFeed: () => {},
    cancelExperiment: () => {},
    retryExperiment: () => {},
    dismissNotice: () => set({ notice: null }),
  }));
}

export type SessionStore = ReturnType<typeof createSession>;

/** The page's session. */
export const useSession = createSession();
