import 'fake-indexeddb/auto';
import { IDBFactory, IDBObjectStore } from 'fake-indexeddb';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { type CorpusAbout, packCorpus } from '../engine/corpus/corpus-pack';
import { corpusTextFiles } from '../engine/corpus/corpus-text';
import { finishIndex } from '../engine/corpus/finish';
import { beginIndex, headerOf, readOn } from '../engine/corpus/index-steps';
import { tinyReader, tinySentences, tinySettings } from '../engine/corpus/tiny-corpus';
import type { CorpusClient } from '../worker/corpus-client';
import { memoryStore, openCorpusStore } from '../worker/corpus-database';
import type { BuildAnswer, BuildEvent, CorpusJob } from '../worker/corpus-protocol';
import type { CorpusRow, CorpusStore } from '../worker/corpus-store';
import { createCorpora } from './corpora';
import { connectCorpora } from './corpora-connection';
import { modelSummary } from './fixtures/engine';
import { createSession } from './session';
import { createViewStore } from './view-store';

const ID = '0123456789abcdef';
const about: CorpusAbout = {
  name: 'reviews',
  sha256: ID.repeat(4),
  model: { id: 'minilm-sst2', sha256: modelSummary.sha256 },
  made: '2026-11-25T00:00:00.000Z',
  sentences: 2,
  tokens: 9,
};
const row: CorpusRow = {
  id: ID,
  name: 'reviews',
  about,
  bytes: 4,
  words: 9,
  wordsRead: 9,
  added: '2026-11-25T00:00:00.000Z',
};
const pack = new Blob(['pack']);

beforeEach(() => vi.stubGlobal('indexedDB', new IDBFactory()));

/** Stores followed by a connection whose builds the test ends by hand. */
async function connected({
  store = openCorpusStore(),
  corpus = 'brown',
}: {
  store?: Promise<CorpusStore>;
  corpus?: string;
} = {}) {
  const builds: {
    readonly job: CorpusJob;
    readonly tell: (event: BuildEvent) => void;
    readonly end: (answer: BuildAnswer) => void;
    readonly fail: (error: Error) => void;
    cancels: number;
  }[] = [];
  const client: CorpusClient = {
    build(job, _modelUrl, _backend, tell) {
      let end: (answer: BuildAnswer) => void = () => {};
      let fail: (error: Error) => void = () => {};
      const answer = new Promise<BuildAnswer>((resolve, reject) => {
        end = resolve;
        fail = reject;
      });
      const build = { job, tell, end, fail, cancels: 0 };
      builds.push(build);
      return {
        answer,
        cancel: () => {
          build.cancels += 1;
        },
      };
    },
  };
  const views = createViewStore();
  const session = createSession();
  session.setState({ engine: { phase: 'ready', model: modelSummary } });
  const corpora = createCorpora();
  views.getState().set({ corpus }, 'replace');
  connectCorpora(client, {
    openStore: () => store,
    views,
    session,
    corpora,
    modelUrl: model => `https://example.org/${model}/`,
  });
  await expect.poll(() => corpora.getState().list).not.toBeNull();
  const { add } = corpora.getState();
  return { builds, views, corpora, session, add: () => add('reviews', []) };
}

describe('adding a corpus', () => {
  it('tells how far it is, then lists and chooses it', async () => {
    const { builds, views, corpora, add } = await connected();
    const taken = add();
    const event = { stage: 'files', file: 'a.txt' } as const;
    builds[0]?.tell(event);
    builds[0]?.tell({ stage: 'warning', sentence: 'Only the first words.' });
    expect(corpora.getState()).toMatchObject({
      progress: { name: 'reviews', event, isEnding: false },
      warnings: ['Only the first words.'],
    });
    await (await openCorpusStore()).finish(row, pack);
    builds[0]?.end({ status: 'done', row, pack, isKept: true });
    expect(await taken).toBe(true);
    expect(corpora.getState()).toMatchObject({
      progress: null,
      list: [{ id: ID, isKept: true }],
      outcome: { kind: 'done', sentence: expect.stringContaining('reviews is indexed: 9 tokens.') },
    });
    expect(views.getState().view.corpus).toBe(ID);
    expect(await (await corpora.getState().packOf(ID))?.text()).toBe('pack');
  });

  it('that fails tells why and gives the files back', async () => {
    const { builds, corpora, add } = await connected();
    const taken = add();
    builds[0]?.fail(new Error('a.txt is empty.'));
    expect(await taken).toBe(false);
    expect(corpora.getState().outcome).toEqual({ kind: 'failed', sentence: 'a.txt is empty.' });
    expect(corpora.getState().progress).toBeNull();
  });

  it('is one at a time', async () => {
    const { builds, add } = await connected();
    void add();
    expect(await add()).toBe(false);
    expect(builds).toHaveLength(1);
  });

  it('that is cancelled is listed and can be resumed', async () => {
    const { builds, corpora, add } = await connected();
    const taken = add();
    corpora.getState().cancel();
    expect(corpora.getState().progress?.isEnding).toBe(true);
    expect(builds[0]?.cancels).toBe(1);
    await (await openCorpusStore()).begin({ ...row, about: null }, ['So dull.']);
    builds[0]?.end({ status: 'cancelled' });
    expect(await taken).toBe(true);
    corpora.getState().resume(ID);
    expect(builds[1]?.job).toEqual({ resume: ID });
  });

  it('that the browser did not keep is used for this visit', async () => {
    const { builds, views, corpora, add } = await connected({ store: Promise.resolve(memoryStore()) });
    expect(corpora.getState().isKept).toBe(false);
    const taken = add();
    builds[0]?.end({ status: 'done', row, pack, isKept: false });
    expect(await taken).toBe(true);
    expect(corpora.getState().list).toMatchObject([{ id: ID, isKept: false }]);
    expect(corpora.getState().outcome?.sentence).toContain('export it before the page closes');
    expect(views.getState().view.corpus).toBe(ID);
  });
});

describe('a corpus in a link', () => {
  it('that is here is used', async () => {
    await (await openCorpusStore()).finish(row, pack);
    const { views } = await connected({ corpus: ID });
    expect(views.getState().view.corpus).toBe(ID);
    expect(views.getState().notices).toEqual([]);
  });

  it('that is not here, or only half, is told of and Brown is used', async () => {
    await (await openCorpusStore()).begin({ ...row, about: null }, ['So dull.']);
    const { views } = await connected({ corpus: ID });
    expect(views.getState().view.corpus).toBe('brown');
    expect(views.getState().notices).toEqual([
      `The corpus “${ID}” is not on this machine: a link carries its name, never its text. The Brown corpus is used.`,
    ]);
  });
});

it('a notice that a corpus is not here goes once it is indexed, and others stay', async () => {
  const { builds, views, add } = await connected({ corpus: ID });
  views.getState().addNotice('Something else.');
  const taken = add();
  await (await openCorpusStore()).finish(row, pack);
  builds[0]?.end({ status: 'done', row, pack, isKept: true });
  await taken;
  expect(views.getState().notices).toEqual(['Something else.']);
  expect(views.getState().view.corpus).toBe(ID);
});

it('what is told of a failure goes with the file that failed, and warnings with their corpus', async () => {
  const { builds, corpora, add } = await connected();
  const taken = add();
  builds[0]?.tell({ stage: 'warning', sentence: 'a.csv: left out 1 row.' });
  builds[0]?.fail(new Error('b.csv is empty.'));
  await taken;
  corpora.getState().forgetFailure();
  expect(corpora.getState()).toMatchObject({ outcome: null, warnings: [] });

  await (await openCorpusStore()).finish(row, pack);
  const again = add();
  builds[1]?.tell({ stage: 'warning', sentence: 'a.csv: left out 1 row.' });
  builds[1]?.end({ status: 'done', row, pack, isKept: true });
  await again;
  corpora.getState().forgetFailure();
  expect(corpora.getState().warnings).toHaveLength(1);
  await corpora.getState().remove(ID);
  expect(corpora.getState().warnings).toEqual([]);
});

it('deleting the corpus in use goes back to Brown, without a notice', async () => {
  await (await openCorpusStore()).finish(row, pack);
  const { views, corpora } = await connected({ corpus: ID });
  await corpora.getState().remove(ID);
  expect(corpora.getState().list).toEqual([]);
  expect(views.getState().view.corpus).toBe('brown');
  expect(views.getState().notices).toEqual([]);
});

describe('a corpus that goes while the page is open', () => {
  const GONE =
    'The corpus reviews is no longer on this machine: it was deleted, perhaps with this site’s data. The Brown corpus is used.';

  it('with the site’s data leaves the list at once, and Brown is used', async () => {
    await (await openCorpusStore()).finish(row, pack);
    const { views, corpora } = await connected({ corpus: ID });
    expect(corpora.getState().list).toHaveLength(1);
    indexedDB.deleteDatabase('finegrain-corpora');
    await expect.poll(() => corpora.getState().list).toEqual([]);
    expect(views.getState().view.corpus).toBe('brown');
    expect(views.getState().notices).toEqual([GONE]);
  });

  it('in another tab is noticed when it is asked for', async () => {
    const other = await openCorpusStore();
    await other.finish(row, pack);
    const { views, corpora } = await connected({ corpus: ID });
    await other.delete(ID);
    expect(await corpora.getState().packOf(ID)).toBeNull();
    expect(corpora.getState().list).toEqual([]);
    expect(views.getState().view.corpus).toBe('brown');
    expect(views.getState().notices).toEqual([GONE]);
  });

  it('or comes in another tab is noticed when the corpora are shown', async () => {
    const { corpora } = await connected();
    await (await openCorpusStore()).finish(row, pack);
    corpora.getState().show(true);
    await expect.poll(() => corpora.getState().list).toMatchObject([{ id: ID }]);
  });
});

it('a corpus that could not be kept when it was finished is listed once, not beside its draft', async () => {
  const { builds, corpora, add } = await connected();
  const taken = add();
  await (await openCorpusStore()).begin({ ...row, about: null, wordsRead: 0 }, ['So dull.']);
  builds[0]?.end({ status: 'done', row, pack, isKept: false });
  expect(await taken).toBe(true);
  expect(corpora.getState().list).toMatchObject([{ id: ID, about, isKept: false }]);
  await corpora.getState().remove(ID);
  expect(corpora.getState().list).toEqual([]);
});

describe('importing', () => {
  /** A whole corpus as another browser would have exported it. */
  async function exported(modelSha256: string): Promise<Blob> {
    const corpus = { name: 'weather', version: '', sentences: tinySentences(20) };
    const model = { ...(await tinyReader()), id: 'tiny', sha256: modelSha256 };
    const header = await headerOf(model, corpus, tinySettings);
    const { part, calibration } = await beginIndex(model, corpus, header, () => {});
    for await (const _ of readOn(model, corpus, { part, calibration }));
    const files = new Map<string, Uint8Array<ArrayBuffer> | string>();
    for (const [name, bytes] of await finishIndex(part, calibration)) files.set(`index/${name}`, bytes);
    for (const [name, content] of await corpusTextFiles(corpus)) files.set(`text/${name}`, content);
    return packCorpus({ ...about, name: 'weather', ...header, sha256: header.corpus.sha256 }, files);
  }

  it('lists and chooses what another browser exported', async () => {
    const { views, corpora } = await connected();
    const file = new File([await exported(modelSummary.sha256)], 'weather.finegrain');
    await corpora.getState().importFile(file);
    const [listed] = corpora.getState().list ?? [];
    expect(listed).toMatchObject({ name: 'weather', isKept: true });
    expect(corpora.getState().outcome?.sentence).toContain('weather is imported');
    expect(views.getState().view.corpus).toBe(listed?.id);
  });

  it('where the browser refuses Blobs uses it for this visit, listed once', async () => {
    const put = IDBObjectStore.prototype.put;
    vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(function (this: typeof put, value, key) {
      if (value instanceof Blob) throw new DOMException('no Blobs', 'DataCloneError');
      return put.call(this, value, key);
    });
    const { views, corpora } = await connected();
    expect(corpora.getState().isKept).toBe(false);
    const file = new File([await exported(modelSummary.sha256)], 'weather.finegrain');
    await corpora.getState().importFile(file);
    await corpora.getState().importFile(file);
    expect(corpora.getState().list).toMatchObject([{ name: 'weather', isKept: false }]);
    const [{ id } = { id: '' }] = corpora.getState().list ?? [];
    expect(views.getState().view.corpus).toBe(id);
    expect((await corpora.getState().packOf(id))?.size).toBe(file.size);
    vi.restoreAllMocks();
  });

  it('refuses the index of another model, and what is damaged, with a sentence', async () => {
    const { corpora } = await connected();
    const refusal = async (content: Blob) => {
      await corpora.getState().importFile(new File([content], 'weather.finegrain'));
      expect(corpora.getState().list).toEqual([]);
      return corpora.getState().outcome?.sentence;
    };
    expect(await refusal(await exported('other'))).toContain(
      'weather.finegrain is the index of model tiny, expected one of the model on this page',
    );
    const whole = await exported(modelSummary.sha256);
    expect(await refusal(whole.slice(0, whole.size - 9))).toContain('weather.finegrain is damaged');
    expect(await refusal(new Blob(['oops']))).toContain('is not a corpus that Finegrain exported');
    const nothing = await packCorpus(about, new Map());
    expect(await refusal(nothing)).toContain('lacks its index or its text');
  });
});
