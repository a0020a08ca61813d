/** The user's own corpora: those on this machine, and the one that is being indexed. */

import { create } from 'zustand';
import type { CorpusFile } from '../engine/corpus/own-corpus';
import type { BuildEvent } from '../worker/corpus-protocol';
import type { CorpusRow } from '../worker/corpus-store';
import { retryParts } from './parts';

/** How the name of a corpus that was exported ends. */
export const EXPORT_ENDING = '.finegrain';

/** A corpus as it is listed. */
export interface ListedCorpus extends CorpusRow {
  /** False where it is in memory only, and gone with the page. */
  readonly isKept: boolean;
}

/** The corpus that is being indexed. */
export interface CorpusProgress {
  readonly name: string;
  /** Null where it was just added: its content is not known yet. */
  readonly id: string | null;
  /** Null before the first. */
  readonly event: Exclude<BuildEvent, { stage: 'warning' }> | null;
  /** Cancelled, but still at a step. */
  readonly isEnding: boolean;
}

/** What came of the last thing that was done. */
export interface CorporaOutcome {
  readonly kind: 'done' | 'failed';
  readonly sentence: string;
}

export interface Corpora {
  /** Whether the corpora are on screen. */
  readonly isOpen: boolean;
  /** Null while the browser's store is being read. */
  readonly list: readonly ListedCorpus[] | null;
  /** False where nothing outlives the page. */
  readonly isKept: boolean;
  readonly progress: CorpusProgress | null;
  readonly warnings: readonly string[];
  readonly outcome: CorporaOutcome | null;
  /** Files that were chosen elsewhere on the page, until the corpora take them. */
  readonly given: readonly File[];
  /** Whether files or a pasted text wait to be indexed, which nothing keeps. */
  readonly hasChoice: boolean;
  readonly show: (isOpen: boolean) => void;
  /** Opens the corpora with these files chosen. */
  readonly give: (files: readonly File[]) => void;
  /** Hands over what was given, once. */
  readonly takeGiven: () => readonly File[];
  /** Tells what came of something, in place of what was told before. */
  readonly tell: (outcome: CorporaOutcome | null) => void;
  /** Takes back what is told of a failure: what failed is no longer what is chosen. */
  readonly forgetFailure: () => void;
  // The rest does nothing until `connectCorpora` has run.
  /** Resolves with whether the files are taken: indexed, or kept to be resumed. */
  readonly add: (name: string, files: readonly CorpusFile[]) => Promise<boolean>;
  readonly resume: (id: string) => void;
  readonly cancel: () => void;
  readonly remove: (id: string) => Promise<void>;
  readonly importFile: (file: File) => Promise<void>;
  /** The file of a finished corpus; null where it is not on this machine. */
  readonly packOf: (id: string) => Promise<Blob | null>;
}

/** A new store without corpora; the page has one, `useCorpora`, each test its own. */
export function createCorpora() {
  return create<Corpora>()((set, get) => ({
    isOpen: false,
    list: null,
    isKept: true,
    progress: null,
    warnings: [],
    outcome: null,
    given: [],
    hasChoice: false,
    show: isOpen => {
      // The window may be among what could not be loaded.
      if (isOpen) void retryParts();
      set({ isOpen });
    },
    give: files => {
      set({ given: [...get().given, ...files] });
      get().show(true);
    },
    takeGiven: () => {
      const { given } = get();
      if (given.length > 0) set({ given: [] });
      return given;
    },
    tell: outcome => set({ outcome }),
    forgetFailure: () =>
      set(({ outcome }) => (outcome?.kind === 'failed' ? { outcome: null, warnings: [] } : {})),
    add: async () => false,
    resume: () => {},
    cancel: () => {},
    remove: async () => {},
    importFile: async () => {},
    packOf: async () => null,
  }));
}

export type CorporaStore = ReturnType<typeof createCorpora>;

/** The page's corpora. */
export const useCorpora = createCorpora();
