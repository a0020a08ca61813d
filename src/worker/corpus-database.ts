/** Corpora in IndexedDB; in memory, for this visit only, where the browser has none to give. */

import { type DBSchema, type IDBPDatabase, type IDBPTransaction, openDB, type StoreNames } from 'idb';
import type { CorpusRow, CorpusStore } from './corpus-store';

const DATABASE = 'finegrain-corpora';
const VERSION = 1;
const STORES = ['rows', 'texts', 'files'] as const;

interface CorpusSchema extends DBSchema {
  rows: { key: string; value: CorpusRow };
  /** Sentences of unfinished corpora. */
  texts: { key: string; value: readonly string[] };
  /** Blobs, which the browser keeps on disk: a part of a hundred megabytes does not pass through memory whole. */
  files: { key: [string, CorpusFileName]; value: Blob };
}
type CorpusFileName = 'pack' | 'calibration' | 'part';
type Writing = IDBPTransaction<CorpusSchema, StoreNames<CorpusSchema>[], 'readwrite'>;

/** The browser's store. Where it cannot be opened (private mode, settings) an empty one in memory. */
export async function openCorpusStore(): Promise<CorpusStore> {
  try {
    return databaseStore(
      await openDB<CorpusSchema>(DATABASE, VERSION, {
        upgrade(database) {
          database.createObjectStore('rows', { keyPath: 'id' });
          database.createObjectStore('texts');
          database.createObjectStore('files');
        },
      }),
    );
  } catch {
    return memoryStore();
  }
}

function databaseStore(database: IDBPDatabase<CorpusSchema>): CorpusStore {
  /** One transaction: all of it happens, or none. */
  async function write(work: (transaction: Writing) => readonly Promise<unknown>[]): Promise<void> {
    const transaction = database.transaction([...STORES], 'readwrite');
    await Promise.all([...work(transaction), transaction.done]);
  }
  const dropDraft = (to: Writing, id: string) => [
    to.objectStore('texts').delete(id),
    to.objectStore('files').delete([id, 'calibration']),
    to.objectStore('files').delete([id, 'part']),
  ];
  const bytesOf = async (id: string, name: CorpusFileName) =>
    (await (await database.get('files', [id, name]))?.arrayBuffer()) ?? null;
  return {
    isKept: true,
    rows: () => database.getAll('rows'),
    row: async id => (await database.get('rows', id)) ?? null,
    pack: async id => (await database.get('files', [id, 'pack'])) ?? null,
    async draft(id) {
      const texts = await database.get('texts', id);
      if (!texts) return null;
      return { texts, calibration: await bytesOf(id, 'calibration'), part: await bytesOf(id, 'part') };
    },
    begin: (row, texts) =>
      write(to => [
        ...dropDraft(to, row.id),
        to.objectStore('rows').put(row),
        to.objectStore('texts').put(texts, row.id),
      ]),
    saveCalibration: (id, calibration) =>
      write(to => [to.objectStore('files').put(calibration, [id, 'calibration'])]),
    savePart: (row, part) =>
      write(to => [to.objectStore('rows').put(row), to.objectStore('files').put(part, [row.id, 'part'])]),
    finish: (row, pack) =>
      write(to => [
        ...dropDraft(to, row.id),
        to.objectStore('rows').put(row),
        to.objectStore('files').put(pack, [row.id, 'pack']),
      ]),
    delete: id =>
      write(to => [
        ...dropDraft(to, id),
        to.objectStore('rows').delete(id),
        to.objectStore('files').delete([id, 'pack']),
      ]),
  };
}

/** Finished corpora only: a draft would take the memory of a second build, and be lost with the page all the same. */
export function memoryStore(): CorpusStore {
  const rows = new Map<string, CorpusRow>();
  const packs = new Map<string, Blob>();
  return {
    isKept: false,
    rows: async () => [...rows.values()],
    row: async id => rows.get(id) ?? null,
    pack: async id => packs.get(id) ?? null,
    draft: async () => null,
    begin: async () => {},
    saveCalibration: async () => {},
    savePart: async () => {},
    async finish(row, pack) {
      rows.set(row.id, row);
      packs.set(row.id, pack);
    },
    async delete(id) {
      rows.delete(id);
      packs.delete(id);
    },
  };
}
