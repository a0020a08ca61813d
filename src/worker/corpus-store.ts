/** Where corpora of the user's own are kept: finished ones as one file each, unfinished ones as far as they were read. */

import type { CorpusAbout } from '../engine/corpus/corpus-pack';

/** A corpus as it is listed. */
export interface CorpusRow {
  /** See `corpusId`. */
  readonly id: string;
  readonly name: string;
  /** Null while it is not finished. */
  readonly about: CorpusAbout | null;
  /** Bytes of the finished file. */
  readonly bytes: number;
  readonly words: number;
  /** Words that have been read. */
  readonly wordsRead: number;
  /** When it was added, ISO 8601. */
  readonly added: string;
}

/** A build under way: its texts, and its calibration and part once there are any. */
export interface CorpusDraft {
  readonly texts: readonly string[];
  readonly calibration: ArrayBuffer | null;
  readonly part: ArrayBuffer | null;
}

/** All of it rejects with one sentence. */
export interface CorpusStore {
  /** False where nothing outlives the page. */
  readonly isKept: boolean;
  /** Calls whenever what was kept may be gone: with the site's data, or by another tab. */
  onLost(listener: () => void): void;
  rows(): Promise<CorpusRow[]>;
  row(id: string): Promise<CorpusRow | null>;
  /** The file of a finished corpus, see `openCorpusPack`. */
  pack(id: string): Promise<Blob | null>;
  draft(id: string): Promise<CorpusDraft | null>;
  /** Keeps the texts of a build that has read nothing yet, in place of what was there. */
  begin(row: CorpusRow, texts: readonly string[]): Promise<void>;
  saveCalibration(id: string, calibration: Blob): Promise<void>;
  /**
   * The part and the row that says how much was read, both or neither. Resolves with false where neither was kept,
   * because the texts are gone that `begin` kept.
   */
  savePart(row: CorpusRow, part: Blob): Promise<boolean>;
  /** Keeps the finished file in place of the draft. */
  finish(row: CorpusRow, pack: Blob): Promise<void>;
  delete(id: string): Promise<void>;
}

/** What went wrong with keeping, in one sentence. */
export function storageSentence(error: unknown): string {
  const name = error instanceof Error || error instanceof DOMException ? error.name : '';
  if (name === 'QuotaExceededError') {
    return 'The browser gives this page no more room; delete a corpus or free some disk space.';
  }
  if (name === 'VersionError') {
    return 'A newer version of this page has changed what the browser keeps; load the page again.';
  }
  const message = error instanceof Error ? error.message : String(error);
  return `The browser’s storage failed: ${message.replace(/\.?$/, '.')}`;
}
