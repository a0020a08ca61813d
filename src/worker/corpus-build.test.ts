import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { INDEX_FOLDER, openCorpusPack, TEXT_FOLDER } from '../engine/corpus/corpus-pack';
import { openCorpusText } from '../engine/corpus/corpus-text';
import { openNeuronIndex } from '../engine/corpus/index-reader';
import type { IndexModel } from '../engine/corpus/index-steps';
import { ALL_FOUND_OUT } from '../engine/corpus/readers/choices';
import { tinyReader, tinySentences, tinySettings } from '../engine/corpus/tiny-corpus';
import { buildCorpus } from './corpus-build';
import { memoryStore, openCorpusStore } from './corpus-database';
import type { BuildAnswer, BuildEvent, CorpusJob } from './corpus-protocol';
import type { CorpusStore } from './corpus-store';

const DATABASE = 'finegrain-corpora';
const texts = tinySentences(60).map(({ text }) => text);
const job: CorpusJob = {
  name: 'weather',
  files: [{ name: 'weather.txt', content: new Blob([texts.join('\n')]), choices: ALL_FOUND_OUT }],
};
let model: IndexModel;
let store: CorpusStore;
beforeAll(async () => {
  model = { ...(await tinyReader()), id: 'tiny', sha256: 'abc' };
});
beforeEach(async () => {
  vi.stubGlobal('indexedDB', new IDBFactory());
  store = await openCorpusStore();
});

/** Builds; cancels after so many steps of reading. */
async function build(to: CorpusStore, what: CorpusJob, cancelAfter = Number.POSITIVE_INFINITY) {
  const events: BuildEvent[] = [];
  const controller = new AbortController();
  let steps = 0;
  const answer = await buildCorpus(async () => model, to, what, {
    settings: tinySettings,
    onEvent: event => {
      events.push(event);
      if (event.stage === 'reading' && ++steps > cancelAfter) controller.abort();
    },
    signal: controller.signal,
    turn: async () => {},
  });
  return { answer, events };
}

function done(answer: BuildAnswer) {
  if (answer.status !== 'done') throw new Error(`the build ended ${answer.status}`);
  return answer;
}

const indexOf = async (pack: Blob) => {
  const index = await openNeuronIndex((await openCorpusPack(pack, 'pack')).source(INDEX_FOLDER), 'abc');
  return JSON.stringify([index?.manifest, await index?.entry({ site: 'L1.ffn', index: 3 })]);
};

describe('a build', () => {
  it('turns files into a kept corpus whose index and text open', async () => {
    const { answer, events } = await build(store, job);
    const { row, pack, isKept } = done(answer);
    expect(isKept).toBe(true);
    expect(await store.rows()).toEqual([row]);
    expect(row).toMatchObject({ name: 'weather', about: { sentences: 60 }, bytes: pack.size });
    const kept = await store.pack(row.id);
    const opened = await openCorpusPack(kept ?? new Blob(), 'pack');
    const text = await openCorpusText(opened.source(TEXT_FOLDER));
    expect(await text?.text(7)).toBe(texts[7]);
    expect(text?.sha256).toBe(opened.about.sha256);
    const stages = events.map(({ stage }) => stage);
    expect([...new Set(stages)]).toEqual(['files', 'measuring', 'reading', 'finishing']);
    const last = events.filter(event => event.stage === 'reading').at(-1);
    expect(last).toMatchObject({ words: row.words, ofWords: row.words });
  });

  it('that was cancelled goes on where it was, to the same index', async () => {
    const whole = done((await build(memoryStore(), job)).answer);
    const { answer } = await build(store, job, 3);
    expect(answer).toEqual({ status: 'cancelled' });
    const [row] = await store.rows();
    expect(row?.wordsRead).toBeGreaterThan(0);
    const { answer: second, events } = await build(store, { resume: row?.id ?? '' });
    const first = events.find(event => event.stage === 'reading');
    expect(first).toMatchObject({ words: row?.wordsRead });
    expect(events.some(({ stage }) => stage === 'measuring')).toBe(false);
    expect(await indexOf(done(second).pack)).toBe(await indexOf(whole.pack));
    expect(await store.draft(row?.id ?? '')).toBeNull();
  });

  it('of a text that is indexed already is done at once; of one half read it goes on', async () => {
    await build(store, job, 3);
    const { events } = await build(store, job);
    expect(events.some(({ stage }) => stage === 'measuring')).toBe(false);
    const again = await build(store, { ...job, name: 'the same' });
    expect(done(again.answer).row.name).toBe('weather');
    expect(again.events.map(({ stage }) => stage)).toEqual(['files']);
  });

  it('goes on where the browser keeps nothing more, says so once, and hands its file over', async () => {
    const full = async () => {
      throw new Error('The browser gives this page no more room.');
    };
    const { answer, events } = await build({ ...store, savePart: full, finish: full }, job);
    expect(done(answer).isKept).toBe(false);
    expect(done(answer).pack.size).toBeGreaterThan(0);
    const warnings = events.flatMap(event => (event.stage === 'warning' ? [event.sentence] : []));
    expect(warnings).toEqual([
      'The browser gives this page no more room. Indexing goes on, but is lost if the page closes.',
    ]);
  });

  it('keeps all of its draft again where the site’s data was cleared meanwhile', async () => {
    const events: BuildEvent[] = [];
    const controller = new AbortController();
    let steps = 0;
    await buildCorpus(async () => model, store, job, {
      settings: tinySettings,
      onEvent: event => events.push(event),
      signal: controller.signal,
      turn: async () => {
        steps += 1;
        if (steps === 2) await new Promise(done => (indexedDB.deleteDatabase(DATABASE).onsuccess = done));
        if (steps === 3) controller.abort();
      },
    });
    expect(events.some(({ stage }) => stage === 'warning')).toBe(false);
    const [row] = await store.rows();
    expect(row?.wordsRead).toBeGreaterThan(0);
    const { answer, events: later } = await build(store, { resume: row?.id ?? '' });
    expect(later.some(({ stage }) => stage === 'measuring')).toBe(false);
    expect(done(answer).isKept).toBe(true);
  });

  it('begins anew where only the row of a finished corpus is left', async () => {
    const { row } = done((await build(memoryStore(), job)).answer);
    const rowOnly = { ...store, row: async () => row };
    const { answer } = await build(rowOnly, job, 1);
    expect(answer.status).toBe('cancelled');
    expect(await store.rows()).toMatchObject([{ id: row.id, about: null }]);
  });

  it('goes on where what is kept cannot be read, and says so once', async () => {
    const broken = async () => {
      throw new Error('The browser’s storage failed: disk on fire.');
    };
    const { answer, events } = await build({ ...store, row: broken, begin: broken }, job);
    expect(done(answer).isKept).toBe(false);
    expect(events.flatMap(event => (event.stage === 'warning' ? [event.sentence] : []))).toEqual([
      'The browser’s storage failed: disk on fire. Indexing goes on, but is lost if the page closes.',
    ]);
  });

  it('reads anew what is damaged or of another model', async () => {
    await build(store, job, 3);
    const [row] = await store.rows();
    if (!row) throw new Error('nothing was kept');
    await store.savePart(row, new Blob(['oops']));
    const { answer, events } = await build(store, { resume: row.id });
    expect(events.some(({ stage }) => stage === 'measuring')).toBe(true);
    expect(done(answer).row.about).not.toBeNull();
  });

  it('of a corpus that is no longer here fails with a sentence', async () => {
    await expect(build(store, { resume: 'ffff' })).rejects.toThrow(
      'This corpus is no longer on this machine; add its files again.',
    );
  });
});
