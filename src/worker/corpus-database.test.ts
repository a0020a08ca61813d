import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { openCorpusStore } from './corpus-database';
import { type CorpusRow, storageSentence } from './corpus-store';

beforeEach(() => vi.stubGlobal('indexedDB', new IDBFactory()));
afterEach(() => vi.unstubAllGlobals());

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
