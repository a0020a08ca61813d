/** Corpora in IndexedDB; in memory, for this visit only, where the browser has none to give. */

import type { IDBPTransaction, StoreNames } from 'idb';
import {
  type CorpusConnection,
  type CorpusDatabase,
  type CorpusFileName,
  type CorpusSchema,
  createConnection,
  withLimit,
} from './corpus-connection';
import type { CorpusRow, CorpusStore } from './corpus-store';

const STORES = ['rows', 'texts', 'files'] as const;
/** A database that opens on a busy disk takes seconds; one that hangs, for ever. */
const OPENING_LIMIT = 30_000;

type Writing = IDBPTransaction<CorpusSchema, StoreNames<CorpusSchema>[], 'readwrite'>;

/**
 * The browser's store, where it keeps what is put into it. Where it does not (private windows, settings) an empty one in
 * memory: WebKit's private windows open a database, and refuse every Blob.
 */
export async function openCorpusStore(limitMs = OPENING_LIMIT): Promise<CorpusStore> {
  const connection = createConnection(limitMs);
  try {
    await withLimit(connection.use(tryBlob), limitMs);
    return databaseStore(connection);
  } catch {
    connection.close();
    return memoryStore();
  }
}

/** Throws where a Blob cannot be kept and read back. */
async function tryBlob(database: CorpusDatabase): Promise<void> {
  // Of its own: another tab may be at the same.
  const key: [string, CorpusFileName] = [`trial ${Math.random()}`, 'pack'];
  // Alone in its transaction: beside other requests WebKit never ends one whose Blob it refuses.
  await database.put('files', new Blob([key[0]]), key);
  const kept = await (await database.get('files', key))?.text();
  await database.delete('files', key);
  if (kept !== key[0]) throw new Error('a file read back is not what was kept');
}

function databaseStore({ use, onLost }: CorpusConnection): CorpusStore {
  /** One transaction: all of it happens, or none. */
  async function write(work: (transaction: Writing) => readonly Promise<unknown>[]): Promise<void> {
    await use(async database => {
      const transaction = database.transaction([...STORES], 'readwrite');
      await Promise.all([...work(transaction), transaction.done]);
    });
  }
  const dropDraft = (to: Writing, id: string) => [
    to.objectStore('texts').delete(id),
    to.objectStore('files').delete([id, 'calibration']),
    to.objectStore('files').delete([id, 'part']),
  ];
  const bytesOf = async (database: CorpusDatabase, id: string, name: CorpusFileName) =>
    (await (await database.get('files', [id, name]))?.arrayBuffer()) ?? null;
  return {
    isKept: true,
    onLost,
    rows: () => use(database => database.getAll('rows')),
    row: id => use(async database => (await database.get('rows', id)) ?? null),
    pack: id =>
      use(async database => {
        const pack = await database.get('files', [id, 'pack']);
        // A file that vanished from the disk is noticed here, not by whoever reads it later.
        await pack?.slice(0, 1).arrayBuffer();
        return pack ?? null;
      }),
    draft: id =>
      use(async database => {
        const texts = await database.get('texts', id);
        if (!texts) return null;
        const [calibration, part] = [
          await bytesOf(database, id, 'calibration'),
          await bytesOf(database, id, 'part'),
        ];
        return { texts, calibration, part };
      }),
    begin: (row, texts) =>
      write(to => [
        ...dropDraft(to, row.id),
        to.objectStore('rows').put(row),
        to.objectStore('texts').put(texts, row.id),
      ]),
    saveCalibration: (id, calibration) =>
      write(to => [to.objectStore('files').put(calibration, [id, 'calibration'])]),
    savePart: (row, part) =>
      use(async database => {
        const to = database.transaction([...STORES], 'readwrite');
        const save = async () => {
          if ((await to.objectStore('texts').getKey(row.id)) === undefined) return false;
          await Promise.all([
            to.objectStore('rows').put(row),
            to.objectStore('files').put(part, [row.id, 'part']),
          ]);
          return true;
        };
        const [isSaved] = await Promise.all([save(), to.done]);
        return isSaved;
      }),
    finish: (row, pack) =>
      write(to => [
        // First: where it is refused, nothing else was asked for yet.
        to.objectStore('files').put(pack, [row.id, 'pack']),
        to.objectStore('rows').put(row),
        ...dropDraft(to, row.id),
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
    onLost: () => {},
    rows: async () => [...rows.values()],
    row: async id => rows.get(id) ?? null,
    pack: async id => packs.get(id) ?? null,
    draft: async () => null,
    begin: async () => {},
    saveCalibration: async () => {},
    savePart: async () => true,
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
