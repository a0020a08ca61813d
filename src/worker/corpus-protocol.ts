/** What the page and the worker that indexes a corpus say to each other, typed once. Carried by Comlink. */

import type { Hang } from '../engine/backend/hangs';
import type { BackendName } from '../engine/backend/names';
import type { CorpusFile } from '../engine/corpus/own-corpus';
import type { CorpusRow } from './corpus-store';
import type { LoadEvent } from './protocol';

/** What is to be indexed: files, or an ended build that goes on. */
export type CorpusJob =
  | { readonly name: string; readonly files: readonly CorpusFile[] }
  | { readonly resume: string };

/** Told in the order in which they happen, but for warnings. */
export type BuildEvent =
  | { readonly stage: 'loading'; readonly event: LoadEvent }
  | { readonly stage: 'files'; readonly file: string }
  /** Sentences of the sample that says how each neuron is measured. */
  | { readonly stage: 'measuring'; readonly done: number; readonly total: number }
  | {
      readonly stage: 'reading';
      readonly words: number;
      readonly ofWords: number;
      /** Null before the first step. */
      readonly tokensPerSecond: number | null;
      readonly secondsLeft: number | null;
    }
  | { readonly stage: 'finishing' }
  /** Something that does not end the build, in one sentence. */
  | { readonly stage: 'warning'; readonly sentence: string };

/** How a build ended. */
export type BuildAnswer =
  | {
      readonly status: 'done';
      readonly row: CorpusRow;
      readonly pack: Blob;
      /** False where this browser did not keep it: then `pack` is all there is. */
      readonly isKept: boolean;
    }
  /** By `cancel`; what was read is kept, where the browser keeps anything. */
  | { readonly status: 'cancelled' };

export interface CorpusWorkerApi {
  /**
   * One build a worker. Rejects with one sentence.
   * @param hangs of the workers before this one, in the same build
   */
  build(
    job: CorpusJob,
    modelUrl: string,
    backend: BackendName | null,
    hangs: readonly Hang[],
    onEvent: (event: BuildEvent) => void,
  ): Promise<BuildAnswer>;
  /** Ends the build after its present step. */
  cancel(): Promise<void>;
}
