import { afterEach, describe, expect, it } from 'vitest';
import type { NeuronRecord } from '../engine/corpus/neuron-record';
import type { WordTable } from '../engine/corpus/word-table';
import { neuronRecordOf } from '../engine/testing/neuron-record';
import type { EngineClient } from '../worker/engine-client';
import type { IndexPlace, NeuronAnswer, NeuronRequest } from '../worker/protocol';
import { modelSummary } from './fixtures/engine';
import { explanationOf } from './fixtures/explanation';
import { connectNeurons } from './neuron-connection';
import { createSession, EMPTY_RESULT, STARTING } from './session';
import { BROWN } from './view';
import { createViewStore } from './view-store';

interface Ask {
  readonly request: NeuronRequest;
  readonly heed: (record: NeuronRecord) => void;
  readonly answer: (answer: NeuronAnswer) => Promise<void>;
  readonly fail: (error: Error) => Promise<void>;
}

const ends: (() => void)[] = [];
afterEach(() => {
  for (const end of ends.splice(0)) end();
});

/** A corpus of the user's own. */
const OWN = '0123456789abcdef';
const pack = new Blob(['pack']);

const table: WordTable = { places: new Uint16Array(), types: [] };
const ownTable: WordTable = { places: new Uint16Array(), types: ['own'] };

/** Stores followed by a connection whose every answer the test gives by hand. */
function connected({ isReady = true, packDelay = 0 } = {}) {
  const asks: Ask[] = [];
  const wordRequests: IndexPlace[] = [];
  const client: Pick<EngineClient, 'neuron' | 'words'> = {
    neuron: (request, heed) =>
      new Promise((resolve, reject) => {
        asks.push({
          request,
          heed,
          answer: answer => settled(() => resolve(answer)),
          fail: error => settled(() => reject(error)),
        });
      }),
    words: async index => {
      wordRequests.push(index);
      return index.pack ? ownTable : table;
    },
  };
  const views = createViewStore();
  const session = createSession();
  const start = () => session.setState({ engine: { phase: 'ready', model: modelSummary } });
  if (isReady) start();
  ends.push(
    connectNeurons(client, views, session, {
      indexUrl: model => `https://example.org/${model}/`,
      textUrl: () => 'https://example.org/text/',
      packOf: async id => {
        for (let turn = 0; turn < packDelay; turn += 1) await Promise.resolve();
        return id === OWN ? pack : null;
      },
    }),
  );
  const choose = (neuron: string | null) => views.getState().set({ neuron }, 'push');
  return {
    asks,
    wordRequests,
    views,
    session,
    start,
    choose,
    page: () => session.getState().neuronPages.neuron,
  };
}

async function settled(settle: () => void): Promise<void> {
  settle();
  for (let turn = 0; turn < 5; turn += 1) await Promise.resolve();
}

const record = neuronRecordOf('L1.ffn.1184');

describe('the neuron on the page', () => {
  it('is asked for when it is selected, and its record shown as it ripens', async () => {
    const { asks, choose, page } = connected();
    choose('L1.ffn.1184');
    expect(asks[0]?.request).toEqual({
      place: 'neuron',
      address: 'L1.ffn.1184',
      indexUrl: 'https://example.org/minilm-sst2/',
      textUrl: 'https://example.org/text/',
    });
    expect(page()).toEqual({
      address: 'L1.ffn.1184',
      corpus: 'brown',
      status: 'loading',
      record: null,
      error: null,
    });
    asks[0]?.heed(record);
    expect(page()).toMatchObject({ status: 'loading', record });
    await asks[0]?.answer({ status: 'done', record });
    expect(page()).toMatchObject({ status: 'done', record });
  });

  it('waits for the engine', () => {
    const { asks, choose, start } = connected({ isReady: false });
    choose('L1.ffn.1184');
    expect(asks).toHaveLength(0);
    start();
    expect(asks).toHaveLength(1);
  });

  it('is the newest choice: late answers for an older one are not shown', async () => {
    const { asks, choose, page } = connected();
    choose('L1.ffn.1184');
    choose('L2.ffn.7');
    asks[0]?.heed(record);
    await asks[0]?.answer({ status: 'done', record });
    expect(page()).toMatchObject({ address: 'L2.ffn.7', status: 'loading', record: null });
  });

  it('is remembered when it is come back to', async () => {
    const { asks, choose, page } = connected();
    choose('L1.ffn.1184');
    await asks[0]?.answer({ status: 'done', record });
    choose(null);
    expect(page()).toBeNull();
    choose('L1.ffn.1184');
    expect(asks).toHaveLength(1);
    expect(page()).toMatchObject({ status: 'done', record });
  });

  it('is asked for again where another engine is started before the answer', async () => {
    const { asks, choose, session, start, page } = connected();
    choose('L1.ffn.1184');
    session.setState({ engine: STARTING });
    await asks[0]?.answer({ status: 'outdated' });
    expect(page()).toMatchObject({ status: 'loading' });
    start();
    expect(asks).toHaveLength(2);
    await asks[1]?.answer({ status: 'done', record });
    expect(page()).toMatchObject({ status: 'done', record });
  });

  it('says that there is no index, and what failed; a failure can be tried again', async () => {
    const { asks, choose, page, session } = connected();
    choose('L1.ffn.1184');
    await asks[0]?.answer({ status: 'absent' });
    expect(page()).toMatchObject({ status: 'absent', record: null });
    choose('L2.ffn.7');
    await asks[1]?.fail(new Error('L2.ffn-0.bin: could not be downloaded.'));
    expect(page()).toMatchObject({ status: 'failed', error: 'L2.ffn-0.bin: could not be downloaded.' });
    session.getState().retryNeuron('neuron');
    expect(asks[2]?.request.address).toBe('L2.ffn.7');
  });

  it('has a place of its own beside the pinned one', async () => {
    const { asks, views, session, choose } = connected();
    choose('L1.ffn.1184');
    views.getState().set({ pinned: 'L0.ffn.791' }, 'push');
    expect(asks.map(({ request }) => [request.place, request.address])).toEqual([
      ['neuron', 'L1.ffn.1184'],
      ['pinned', 'L0.ffn.791'],
    ]);
    await asks[1]?.answer({ status: 'done', record: neuronRecordOf('L0.ffn.791') });
    expect(session.getState().neuronPages).toMatchObject({
      neuron: { status: 'loading' },
      pinned: { status: 'done' },
    });
  });
});

describe('a corpus of the user’s own', () => {
  const own = async (patch = {}) => {
    const made = connected();
    made.choose('L1.ffn.1184');
    made.views.getState().set({ corpus: OWN, ...patch }, 'push');
    await settled(() => {});
    return made;
  };

  it('is what the neuron is asked for over, with its file', async () => {
    const { asks, page } = await own();
    expect(asks[1]?.request).toEqual({
      place: 'neuron',
      address: 'L1.ffn.1184',
      indexUrl: `corpus:${OWN}/4/index/`,
      textUrl: `corpus:${OWN}/4/text/`,
      pack,
    });
    await asks[0]?.answer({ status: 'done', record });
    expect(page()).toMatchObject({ corpus: OWN, status: 'loading', record: null });
  });

  it('has records of its own', async () => {
    const { asks, views, page } = await own();
    await asks[0]?.answer({ status: 'done', record });
    const over = { ...record, neuron: 'over own' };
    await asks[1]?.answer({ status: 'done', record: over });
    expect(page()?.record).toBe(over);
    views.getState().set({ corpus: 'brown' }, 'push');
    expect(page()?.record).toBe(record);
    expect(asks).toHaveLength(2);
  });

  it('that is left before its file was read is not asked for any more', async () => {
    const { asks, choose, views, page } = connected({ packDelay: 3 });
    views.getState().set({ corpus: OWN }, 'push');
    choose('L1.ffn.1184');
    await settled(() => views.getState().set({ corpus: BROWN }, 'push'));
    expect(asks.map(({ request }) => request.indexUrl)).toEqual(['https://example.org/minilm-sst2/']);
    await asks[0]?.answer({ status: 'done', record });
    expect(page()).toMatchObject({ corpus: BROWN, status: 'done', record });
  });

  it('stands beside Brown where that is asked for', async () => {
    const { asks, views, session } = await own({ beside: 'brown' });
    const besides = asks.filter(({ request }) => request.place === 'neuron-beside');
    expect(besides.map(({ request }) => request.indexUrl)).toEqual(['https://example.org/minilm-sst2/']);
    await besides[0]?.answer({ status: 'done', record });
    expect(session.getState().neuronPages['neuron-beside']).toMatchObject({ corpus: 'brown', record });
    views.getState().set({ beside: 'nothing' }, 'push');
    expect(session.getState().neuronPages['neuron-beside']).toBeNull();
  });
});

it('the words of all neurons are read once, when there are neurons to list', async () => {
  const { wordRequests, session } = connected();
  expect(wordRequests).toEqual([]);
  session.setState({ result: { ...EMPTY_RESULT, neurons: neurons() } });
  session.setState({ result: { ...EMPTY_RESULT, neurons: neurons() } });
  expect(wordRequests).toEqual([{ indexUrl: 'https://example.org/minilm-sst2/' }]);
  await settled(() => {});
  expect(session.getState().wordTable).toBe(table);
});

it('the words of all neurons are those of the corpus that is chosen', async () => {
  const { wordRequests, session, views } = connected();
  const chosen = async (corpus: string) => {
    await settled(() => views.getState().set({ corpus }, 'push'));
    return session.getState().wordTable;
  };
  await chosen(OWN);
  expect(wordRequests).toEqual([]);
  await settled(() => session.setState({ result: { ...EMPTY_RESULT, neurons: neurons() } }));
  expect(session.getState().wordTable).toBe(ownTable);
  expect(await chosen(BROWN)).toBe(table);
  expect(await chosen('fedcba9876543210')).toBeNull();
});

const neurons = () => ({
  table: { tokens: 2, sites: [], methods: {} },
  explanation: explanationOf(['so', 'dull'], [1, 2]),
});
