/** The connection with the browser's database of corpora: opened when needed, and again where the browser closed it. */

import { type DBSchema, type IDBPDatabase, openDB } from 'idb';
import { type CorpusRow, storageSentence } from './corpus-store';

const DATABASE = 'finegrain-corpora';
const VERSION = 1;

export type CorpusFileName = 'pack' | 'calibration' | 'part';

export interface CorpusSchema extends DBSchema {
  rows: { key: string; value: CorpusRow };
  /** Sentences of unfinished corpora. */
  texts: { key: string; value: readonly string[] };
  /** Blobs, which the browser keeps on disk: a part of a hundred megabytes does not pass through memory whole. */
  files: { key: [string, CorpusFileName]; value: Blob };
}
export type CorpusDatabase = IDBPDatabase<CorpusSchema>;

export interface CorpusConnection {
  /**
   * Works with the database. What fails is tried once more over a new connection: the browser may have closed the
   * old one, as it does when the site's data is cleared.
   * @throws Error, one sentence
   */
  use<T>(work: (database: CorpusDatabase) => Promise<T>): Promise<T>;
  /** Calls whenever the browser or another tab ends the connection, which may have taken what was kept. */
  onLost(listener: () => void): void;
  /** Does not wait for what still runs, which may never end. */
  close(): void;
}

/** @param limitMs how long the browser may take to open the database: one that hangs never says so */
export function createConnection(limitMs: number): CorpusConnection {
  const listeners = new Set<() => void>();
  let current: Promise<CorpusDatabase> | null = null;

  function open(): Promise<CorpusDatabase> {
    const opening: Promise<CorpusDatabase> = openDB<CorpusSchema>(DATABASE, VERSION, {
      upgrade(database) {
        database.createObjectStore('rows', { keyPath: 'id' });
        database.createObjectStore('texts');
        database.createObjectStore('files');
      },
      // Somebody wants to delete or upgrade the database, and waits until nobody uses it.
      blocking: () => lose(opened),
      terminated: () => lose(opened),
    });
    const opened = withLimit(opening, limitMs);
    opened.catch(() => closeLate(opening));
    return opened;
  }

  function lose(opened: Promise<CorpusDatabase>): void {
    forget(opened);
    for (const listener of listeners) listener();
  }

  function forget(opened: Promise<CorpusDatabase>): void {
    if (current === opened) current = null;
    closeLate(opened);
  }

  function connect(): Promise<CorpusDatabase> {
    current ??= open();
    return current;
  }

  return {
    async use(work) {
      const first = connect();
      try {
        return await work(await first);
      } catch (error) {
        // A second try would write a hundred megabytes for nothing.
        if (error instanceof DOMException && error.name === 'QuotaExceededError') throw worded(error);
        forget(first);
      }
      try {
        return await work(await connect());
      } catch (error) {
        throw worded(error);
      }
    },
    onLost: listener => listeners.add(listener),
    close: () => {
      if (current) forget(current);
    },
  };
}

/** Settles like the work, or rejects after a time. */
export function withLimit<T>(work: Promise<T>, limitMs: number): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const limit = new Promise<never>((_, reject) => {
    const late = new Error(`it did not answer within ${Math.round(limitMs / 1000)} s`);
    timer = setTimeout(() => reject(late), limitMs);
  });
  return Promise.race([work, limit]).finally(() => clearTimeout(timer));
}

/** Closes a database as soon as it is open; one that never opens has nothing to be closed. */
function closeLate(opened: Promise<CorpusDatabase>): void {
  opened.then(
    database => database.close(),
    () => {},
  );
}

const worded = (error: unknown) => new Error(storageSentence(error), { cause: error });
