import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Explanation } from '../engine/explanation/record';
import type { EngineClient } from '../worker/engine-client';
import type { FeedRequest, NeuronPlace, Progress } from '../worker/protocol';
import { connectFeeds, SETTLING } from './feed-connection';
import { modelSummary } from './fixtures/engine';
import { explanationOf } from './fixtures/explanation';
import { createSession, EMPTY_RESULT, type NeuronPage, type Result } from './session';
import { createViewStore } from './view-store';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

interface Ask extends FeedRequest {
  readonly tell: (progress: Progress) => void;
  readonly signal: AbortSignal | undefined;
  readonly answer: (values: readonly number[] | null) => Promise<void>;
  readonly fail: (error: Error) => Promise<void>;
}

const dull = explanationOf(['so', 'dull'], [0.5, 2]);

const doneWith = (explanation: Explanation): Result => ({
  ...EMPTY_RESULT,
  status: 'done',
  explanation,
  neurons: { table: { tokens: 2, sites: [], methods: {} }, explanation },
});

/** Stores followed by a connection whose every answer the test gives by hand; pages are known at once. */
function connected(fragment = 'v=1&text=so+dull') {
  const asks: Ask[] = [];
  const client: Pick<EngineClient, 'feed'> = {
    feed: (request, tell, signal) =>
      new Promise((resolve, reject) => {
        asks.push({
          ...request,
          tell,
          signal,
          answer: values => settled(() => resolve(values)),
          fail: error => settled(() => reject(error)),
        });
      }),
  };
  const views = createViewStore();
  const session = createSession();
  views.getState().open(fragment, true);
  session.setState({ engine: { phase: 'ready', model: modelSummary }, result: doneWith(dull) });
  const setPage = (place: NeuronPlace, address: string | null, status: NeuronPage['status'] = 'done') =>
    session.setState(({ neuronPages }) => ({
      neuronPages: {
        ...neuronPages,
        [place]: address && { address, corpus: 'brown', status, record: null, error: null },
      },
    }));
  const clock = { now: 0 };
  const end = connectFeeds(client, views, session, () => clock.now);
  return {
    asks,
    clock,
    views,
    session,
    end,
    setPage,
    choose: (address: string | null, place: NeuronPlace = 'neuron') => {
      setPage(place, address);
      views.getState().set({ [place]: address }, 'push');
    },
    result: (patch: Partial<Result>) =>
      session.setState(state => ({ result: { ...state.result, ...patch } })),
    settle: () => vi.advanceTimersByTime(SETTLING),
    feed: (place: NeuronPlace = 'neuron') => session.getState().feeds[place],
  };
}

async function settled(settle: () => void): Promise<void> {
  settle();
  for (let turn = 0; turn < 5; turn += 1) await Promise.resolve();
}

describe('what feeds the neuron on the page', () => {
  it('is asked for once the choice has settled, and shown with the record that it belongs to', async () => {
    const { asks, choose, settle, feed } = connected();
    choose('L1.ffn.3');
    expect(asks).toHaveLength(0);
    settle();
    expect(asks).toMatchObject([{ place: 'neuron', address: 'L1.ffn.3', subject: { text: 'so dull' } }]);
    await asks[0]?.answer([0.1, 0.4]);
    expect(feed()).toMatchObject({ address: 'L1.ffn.3', status: 'done', values: [0.1, 0.4], error: null });
    expect(feed()?.explanation).toBe(dull);
  });

  it('tells how far it is, with an estimate of what is left', () => {
    const { asks, choose, settle, feed, clock } = connected();
    choose('L1.ffn.3');
    settle();
    expect(feed()).toMatchObject({ status: 'running', progress: null });
    clock.now = 4000;
    asks[0]?.tell({ done: 8, expected: 24 });
    expect(feed()?.progress).toEqual({ done: 8, expected: 24, left: 8000 });
  });

  it('can be cancelled, stays so, and is asked again where that is wanted', async () => {
    const { asks, choose, result, settle, feed, session } = connected();
    choose('L1.ffn.3');
    settle();
    session.getState().cancelFeed('neuron');
    expect(asks[0]?.signal?.aborted).toBe(true);
    expect(feed()).toMatchObject({ status: 'cancelled', values: null });
    result({ evaluations: 3 });
    settle();
    expect(asks).toHaveLength(1);
    session.getState().retryFeed('neuron');
    settle();
    await asks[1]?.answer([0.1, 0.4]);
    expect(feed()).toMatchObject({ status: 'done', values: [0.1, 0.4] });
  });

  it('tells of its bad end also beside the same record made anew', async () => {
    const { asks, choose, result, settle, feed, session } = connected();
    choose('L1.ffn.3');
    settle();
    await asks[0]?.fail(new Error('Out of memory.'));
    const anew = { ...dull };
    result({ status: 'running' });
    result(doneWith(anew));
    settle();
    expect(asks).toHaveLength(1);
    expect(feed()).toMatchObject({ status: 'failed', error: 'Out of memory.' });
    expect(feed()?.explanation).toBe(anew);
    session.getState().retryFeed('neuron');
    settle();
    await asks[1]?.answer([0.1, 0.4]);
    expect(feed()).toMatchObject({ status: 'done', values: [0.1, 0.4] });
  });

  it('of a neuron that a change holds is nothing, without a question', () => {
    const { asks, choose, result, settle, feed } = connected('v=1&text=so+dull&do=L1.ffn.3%3D0');
    const sites = modelSummary.sites;
    const explanation = { ...dull, interventions: ['L1.ffn.3=0'] };
    result({ ...doneWith(explanation), neurons: { table: { tokens: 2, sites, methods: {} }, explanation } });
    choose('L1.ffn.3');
    settle();
    expect(asks).toHaveLength(0);
    expect(feed()).toMatchObject({ status: 'done', isHeld: true, values: [0, 0] });
    choose('L1.ffn.4');
    settle();
    expect(asks).toHaveLength(1);
  });

  it.each([
    ['adaptive', 0.75],
    ['riemann-left', null],
  ] as const)('names what the tokens have to add up to, where the rule %s finds it', (rule, conductance) => {
    const { asks, choose, result, settle } = connected();
    const found = { ...dull, attribution: dull.attribution && { ...dull.attribution, rule } };
    const sites = [{ site: 'emb', width: 2, fullCut: true }] as const;
    const methods = { conductance: [Float32Array.of(1, 0.5, 2, 0.25)] };
    result({ ...doneWith(found), neurons: { table: { tokens: 2, sites, methods }, explanation: found } });
    choose('emb.1');
    settle();
    expect(asks[0]?.conductance).toBe(conductance);
  });

  it('is not asked for of neurons that are walked past', () => {
    const { asks, choose, settle } = connected();
    choose('L1.ffn.3');
    choose('L1.ffn.4');
    choose('L1.ffn.5');
    settle();
    expect(asks.map(({ address }) => address)).toEqual(['L1.ffn.5']);
  });

  it('of another choice ends what is asked, whose answer is kept but not shown', async () => {
    const { asks, choose, settle, feed } = connected();
    choose('L1.ffn.3');
    settle();
    choose('L1.ffn.4');
    expect(asks[0]?.signal?.aborted).toBe(true);
    await asks[0]?.answer([1, 1]);
    expect(feed()).toBeNull();
    choose('L1.ffn.3');
    expect(feed()?.values).toEqual([1, 1]);
    settle();
    expect(asks).toHaveLength(1);
  });

  it('waits until the examples of the page are there', () => {
    const { asks, views, setPage, settle } = connected();
    setPage('neuron', 'L1.ffn.3', 'loading');
    views.getState().set({ neuron: 'L1.ffn.3' }, 'push');
    settle();
    expect(asks).toHaveLength(0);
    setPage('neuron', 'L1.ffn.3', 'absent');
    settle();
    expect(asks).toHaveLength(1);
  });

  it('is asked of the interventions in force', () => {
    const { asks, choose, settle } = connected('v=1&text=so+dull&do=L0.ffn.7%3D0');
    choose('L1.ffn.3');
    settle();
    expect(asks[0]?.subject.interventions).toBe('L0.ffn.7=0');
  });

  it('is not asked for while what is shown is outdated, and asked anew of the next record', async () => {
    const { asks, choose, result, settle, feed } = connected();
    choose('L1.ffn.3');
    settle();
    await asks[0]?.answer([0.1, 0.4]);
    result({ status: 'running', stale: true });
    settle();
    expect(feed()?.explanation).toBe(dull);
    expect(asks).toHaveLength(1);
    const again = explanationOf(['so', 'dull'], [0.5, 2]);
    result(doneWith(again));
    expect(feed()).toMatchObject({ explanation: again, values: [0.1, 0.4] });
    expect(asks).toHaveLength(1);
  });

  it('is cancelled when an explanation begins', () => {
    const { asks, choose, result, settle } = connected();
    choose('L1.ffn.3');
    settle();
    result({ status: 'running' });
    expect(asks[0]?.signal?.aborted).toBe(true);
  });

  it('is not asked for where the method has no path', () => {
    const { asks, choose, result, settle } = connected();
    const attribution = dull.attribution && { ...dull.attribution, method: 'saliency' as const };
    result(doneWith({ ...dull, attribution }));
    choose('L1.ffn.3');
    settle();
    expect(asks).toHaveLength(0);
  });

  it('that fails is told of, and not asked for again unasked', async () => {
    const { asks, choose, result, settle, feed } = connected();
    choose('L1.ffn.3');
    settle();
    await asks[0]?.fail(new Error('There is no room.'));
    expect(feed()).toMatchObject({ values: null, error: 'There is no room.' });
    result({ evaluations: 3 });
    settle();
    expect(asks).toHaveLength(1);
    choose('L1.ffn.4');
    choose('L1.ffn.3');
    settle();
    expect(asks).toHaveLength(2);
  });

  it('is asked for of the pinned neuron too, unless it is the selected one', () => {
    const { asks, choose, settle } = connected();
    choose('L1.ffn.3');
    choose('L1.ffn.3', 'pinned');
    settle();
    expect(asks.map(({ place }) => place)).toEqual(['neuron']);
    choose('L1.ffn.4');
    settle();
    expect(asks.map(({ place, address }) => [place, address])).toEqual([
      ['neuron', 'L1.ffn.3'],
      ['neuron', 'L1.ffn.4'],
      ['pinned', 'L1.ffn.3'],
    ]);
  });

  it('is not followed any more after the end', () => {
    const { asks, choose, settle, end } = connected();
    choose('L1.ffn.3');
    end();
    settle();
    choose('L1.ffn.4');
    settle();
    expect(asks).toHaveLength(0);
  });
});
