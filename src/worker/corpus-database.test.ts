import 'fake-indexeddb/auto';
import { IDBDatabase, IDBFactory, IDBObjectStore } from 'fake-indexeddb';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { openCorpusStore } from './corpus-database';
import { type CorpusRow, type CorpusStore, storageSentence } from './corpus-store';

beforeEach(() => vi.stubGlobal('indexedDB', new IDBFactory()));
afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

const row: CorpusRow = {
  id: 'a1',
  name: 'reviews',
  about: null,
  bytes: 0,
  words: 10,
  wordsRead: 0,
  added: '2026-11-25T00:00:00.000Z',
};

const text = async (blob: Blob | null) => (await blob?.text()) ?? null;
const decoded = (bytes: ArrayBuffer | null | undefined) => bytes && new TextDecoder().decode(bytes);

describe('the browser’s store of corpora', () => {
  it('keeps a draft from its texts to its part, between visits', async () => {
    const store = await openCorpusStore();
    await store.begin(row, ['So dull.', 'Lovely.']);
    expect(await store.draft('a1')).toEqual({
      texts: ['So dull.', 'Lovely.'],
      calibration: null,
      part: null,
    });
    await store.saveCalibration('a1', new Blob(['calibration']));
    await store.savePart({ ...row, wordsRead: 4 }, new Blob(['part']));

    const later = await openCorpusStore();
    expect(later.isKept).toBe(true);
    expect(await later.rows()).toEqual([{ ...row, wordsRead: 4 }]);
    const draft = await later.draft('a1');
    expect(decoded(draft?.calibration)).toBe('calibration');
    expect(decoded(draft?.part)).toBe('part');
  });

  it('keeps a finished corpus in place of its draft', async () => {
    const store = await openCorpusStore();
    await store.begin(row, ['So dull.']);
    await store.finish({ ...row, bytes: 4 }, new Blob(['pack']));
    expect(await store.draft('a1')).toBeNull();
    expect(await text(await store.pack('a1'))).toBe('pack');
    expect(await store.row('a1')).toEqual({ ...row, bytes: 4 });
  });

  it('deletes all of a corpus and nothing of another', async () => {
    const store = await openCorpusStore();
    await store.finish(row, new Blob(['pack']));
    await store.finish({ ...row, id: 'b2' }, new Blob(['other']));
    await store.delete('a1');
    expect([await store.row('a1'), await store.pack('a1')]).toEqual([null, null]);
    expect(await text(await store.pack('b2'))).toBe('other');
  });
});

/** Replaces what the browser does with a Blob. */
function withBlobs(answer: () => IDBRequest) {
  const put = IDBObjectStore.prototype.put;
  vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(function (this: typeof put, value, key) {
    return value instanceof Blob ? answer() : put.call(this, value, key);
  });
}

const listed = async (store: CorpusStore) => (await store.rows()).map(({ id }) => id);
/** As the browser's settings do it: with the page still open. */
const clearSiteData = () =>
  new Promise(done => {
    indexedDB.deleteDatabase('finegrain-corpora').onsuccess = done;
  });

describe('a browser that opens a database', () => {
  it('and refuses Blobs keeps nothing in it, and says so', async () => {
    withBlobs(() => {
      throw new DOMException('no Blobs', 'DataCloneError');
    });
    const store = await openCorpusStore();
    expect(store.isKept).toBe(false);
    await store.finish(row, new Blob(['pack']));
    expect(await listed(store)).toEqual(['a1']);
    expect(await text(await store.pack('a1'))).toBe('pack');
  });

  it('and never ends a transaction with a Blob holds nobody up', async () => {
    withBlobs(() => new EventTarget() as IDBRequest);
    const store = await openCorpusStore(50);
    expect(store.isKept).toBe(false);
    expect(await listed(store)).toEqual([]);
  });

  it('never holds nobody up', async () => {
    vi.spyOn(indexedDB, 'open').mockImplementation(() => new EventTarget() as IDBOpenDBRequest);
    expect((await openCorpusStore(50)).isKept).toBe(false);
  });

  it('and gives back other bytes than it was given keeps nothing in it', async () => {
    const get = IDBObjectStore.prototype.get;
    vi.spyOn(IDBObjectStore.prototype, 'get').mockImplementation(function (this: typeof get, key) {
      return get.call(this, Array.isArray(key) ? ['nothing', 'pack'] : key);
    });
    expect((await openCorpusStore()).isKept).toBe(false);
  });

  it('has nothing of the trial left', async () => {
    await openCorpusStore();
    const count = await new Promise(done => {
      indexedDB.open('finegrain-corpora').onsuccess = ({ target }) => {
        const { result } = target as IDBOpenDBRequest;
        const counting = result.transaction('files').objectStore('files').count();
        counting.onsuccess = () => done(counting.result);
      };
    });
    expect(count).toBe(0);
  });
});

describe('while the page is open', () => {
  it('a cleared database is made anew, and whoever shows its rows is told', async () => {
    const store = await openCorpusStore();
    const lost = vi.fn();
    store.onLost(lost);
    await store.finish(row, new Blob(['pack']));
    await clearSiteData();
    expect(lost).toHaveBeenCalledOnce();
    expect(await listed(store)).toEqual([]);
    expect(await store.pack('a1')).toBeNull();
    await store.finish({ ...row, id: 'b2' }, new Blob(['later']));
    expect(await listed(store)).toEqual(['b2']);
  });

  it('a connection that the browser closed is opened again, with what was kept', async () => {
    const close = IDBDatabase.prototype.close;
    const opened: IDBDatabase[] = [];
    const transaction = IDBDatabase.prototype.transaction;
    vi.spyOn(IDBDatabase.prototype, 'transaction').mockImplementation(function (
      this: IDBDatabase,
      ...rest: Parameters<typeof transaction>
    ) {
      if (!opened.includes(this)) opened.push(this);
      return transaction.apply(this, rest);
    });
    const store = await openCorpusStore();
    await store.finish(row, new Blob(['pack']));
    for (const database of opened) close.call(database);
    expect(await listed(store)).toEqual(['a1']);
    await store.finish({ ...row, id: 'b2' }, new Blob(['later']));
    expect(await text(await store.pack('b2'))).toBe('later');
  });

  it('two tabs read and write the same', async () => {
    const [one, other] = await Promise.all([openCorpusStore(), openCorpusStore()]);
    await one.finish(row, new Blob(['pack']));
    expect(await listed(other)).toEqual(['a1']);
    await other.delete('a1');
    expect(await listed(one)).toEqual([]);
  });

  it('a newer version of the page gets its upgrade, and the older one says so', async () => {
    const store = await openCorpusStore();
    await new Promise(done => {
      indexedDB.open('finegrain-corpora', 2).onsuccess = done;
    });
    await expect(store.rows()).rejects.toThrow(
      'A newer version of this page has changed what the browser keeps; load the page again.',
    );
  });

  it('a part whose texts were cleared is not kept alone', async () => {
    const store = await openCorpusStore();
    await store.begin(row, ['So dull.']);
    await clearSiteData();
    expect(await store.savePart(row, new Blob(['part']))).toBe(false);
    expect(await listed(store)).toEqual([]);
  });
});

it('a full disk is told in one sentence, and not asked twice', async () => {
  const store = await openCorpusStore();
  const refuse = vi.fn(() => {
    throw new DOMException('no', 'QuotaExceededError');
  });
  withBlobs(refuse);
  await expect(store.finish(row, new Blob(['pack']))).rejects.toThrow(
    'The browser gives this page no more room; delete a corpus or free some disk space.',
  );
  expect(refuse).toHaveBeenCalledOnce();
});

it('a refused file leaves the draft as it was', async () => {
  const store = await openCorpusStore();
  await store.begin(row, ['So dull.']);
  withBlobs(() => {
    throw new DOMException('no', 'DataCloneError');
  });
  await expect(store.finish({ ...row, bytes: 4 }, new Blob(['pack']))).rejects.toThrow('storage failed: no.');
  expect((await store.draft('a1'))?.texts).toEqual(['So dull.']);
  expect(await store.row('a1')).toEqual(row);
});

it('without IndexedDB corpora are in memory', async () => {
  vi.stubGlobal('indexedDB', undefined);
  const store = await openCorpusStore();
  expect(store.isKept).toBe(false);
  await store.begin(row, ['So dull.']);
  expect(await store.draft('a1')).toBeNull();
  await store.finish(row, new Blob(['pack']));
  expect(await text(await store.pack('a1'))).toBe('pack');
  await store.delete('a1');
  expect(await store.rows()).toEqual([]);
});

it('a failure to keep is one sentence', () => {
  expect(storageSentence(new DOMException('no', 'QuotaExceededError'))).toBe(
    'The browser gives this page no more room; delete a corpus or free some disk space.',
  );
  expect(storageSentence(new Error('disk on fire'))).toBe('The browser’s storage failed: disk on fire.');
});
