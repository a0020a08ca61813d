import { afterEach, describe, expect, it } from 'vitest';
import { PLAIN_EXPLANATION } from '../engine/testing/explanation';
import {
  abortsQuietly,
  clientOf,
  disposeClients,
  endsWithTheWorker,
  explained,
  load,
  loadsAtOnce,
  never,
  request,
} from './fixtures/channel-client';
import type {
  ExperimentRecord,
  ExperimentRequest,
  FeedRequest,
  NeuronPlace,
  Progress,
  Ripening,
  WorkerApi,
} from './protocol';

afterEach(disposeClients);

describe('experiment', () => {
  const flip: ExperimentRequest = { kind: 'flip', sites: null, limit: 3 };
  const record: ExperimentRecord = {
    schema: 'finegrain/flip@1',
    model: PLAIN_EXPLANATION.model,
    text: 'so dull',
    truncated: false,
    target: 'logit:negative',
    interventions: [],
    patchFrom: null,
    untouched: { value: 1, prediction: PLAIN_EXPLANATION.prediction },
    sites: ['L0.ffn'],
    neurons: null,
    flipped: null,
    spared: [],
    limit: 3,
    passes: 1,
  };
  const ripe = (done: number): Ripening<ExperimentRecord> => ({ done, total: 3, record });

  /** Goes on until it is cancelled, telling how far it is. */
  function untilCancelled() {
    let cancelled = 0;
    let running = false;
    const api: Partial<WorkerApi> = {
      ...loadsAtOnce,
      explain: async () => explained,
      experiment: async (_subject, _request, onRipening) => {
        running = true;
        for (let done = 1; running; done += 1) {
          void onRipening(ripe(done));
          await new Promise(resolve => setTimeout(resolve, 1));
        }
        return null;
      },
      cancelExperiment: async () => {
        cancelled += 1;
        running = false;
      },
    };
    return { api, cancelled: () => cancelled };
  }

  it('hands its arguments to the worker, what ripens to the page, and gives the record', async () => {
    const seen: unknown[] = [];
    const { client } = clientOf({
      ...loadsAtOnce,
      experiment: async (subject, asked, onRipening) => {
        seen.push(subject, asked);
        await onRipening(ripe(1));
        await onRipening(ripe(2));
        return record;
      },
    });
    await load(client);
    const told: number[] = [];
    expect(await client.experiment(request, flip, ({ done }) => told.push(done))).toEqual(record);
    expect(seen).toEqual([request, flip]);
    expect(told).toEqual([1, 2]);
  });

  it('goes on while a text is explained', async () => {
    const { api, cancelled } = untilCancelled();
    const { client } = clientOf(api);
    await load(client);
    const controller = new AbortController();
    const answer = client.experiment(request, flip, () => {}, controller.signal);
    expect(await client.explain(request, () => {})).toEqual(explained);
    expect(cancelled()).toBe(0);
    controller.abort();
    expect(await answer).toBeNull();
  });

  it('that is aborted is cancelled in the worker, and tells nothing more', async () => {
    const { api, cancelled } = untilCancelled();
    const { client } = clientOf(api);
    await load(client);
    await abortsQuietly((listener, signal) => client.experiment(request, flip, listener, signal));
    expect(cancelled()).toBe(1);
  });

  it('that was aborted before does not reach the worker', async () => {
    let calls = 0;
    const { client } = clientOf({
      ...loadsAtOnce,
      experiment: async () => {
        calls += 1;
        return record;
      },
    });
    await load(client);
    expect(await client.experiment(request, flip, () => {}, AbortSignal.abort())).toBeNull();
    expect(calls).toBe(0);
  });

  it('ends with the worker', async () => {
    const running = clientOf({ ...loadsAtOnce, experiment: never });
    await endsWithTheWorker(running, () => running.client.experiment(request, flip, () => {}));
  });
});

describe('what feeds a neuron', () => {
  /** Answers when the place's call is cancelled, or when it has a newer one. */
  function untilEnded() {
    const asked: unknown[] = [];
    const cancelled: string[] = [];
    const ends = new Map<string, () => void>();
    const api: Partial<WorkerApi> = {
      ...loadsAtOnce,
      feed: asking => {
        asked.push(asking);
        ends.get(asking.place)?.();
        return new Promise(resolve => ends.set(asking.place, () => resolve(null)));
      },
      cancelFeed: async feedPlace => {
        cancelled.push(feedPlace);
        ends.get(feedPlace)?.();
      },
    };
    return { api, asked, cancelled };
  }

  const feedOf = (address: string, place: NeuronPlace = 'neuron'): FeedRequest => ({
    place,
    subject: request,
    address,
    conductance: 0.75,
  });

  it('is asked of the worker, one number a token, and told of as it gets on', async () => {
    const api: Partial<WorkerApi> = {
      ...loadsAtOnce,
      feed: async (_, onProgress) => {
        onProgress({ done: 4, expected: 24 });
        // The progress has a channel of its own.
        await new Promise(resolve => setTimeout(resolve, 20));
        return [0, 0.25, 0.5];
      },
    };
    const { client } = clientOf(api);
    await load(client);
    const told: Progress[] = [];
    expect(await client.feed(feedOf('L1.ffn.3'), progress => told.push(progress))).toEqual([0, 0.25, 0.5]);
    expect(told).toEqual([{ done: 4, expected: 24 }]);
  });

  it('that is aborted is cancelled in the worker, at its own place', async () => {
    const { api, asked, cancelled } = untilEnded();
    const { client } = clientOf(api);
    await load(client);
    const controller = new AbortController();
    const answer = client.feed(feedOf('L1.ffn.3', 'pinned'), () => {}, controller.signal);
    await expect.poll(() => asked).toEqual([feedOf('L1.ffn.3', 'pinned')]);
    controller.abort();
    expect(await answer).toBeNull();
    expect(cancelled).toEqual(['pinned']);
  });

  it('that is aborted late leaves the newer call alone', async () => {
    const { api, asked, cancelled } = untilEnded();
    const { client } = clientOf(api);
    await load(client);
    const controller = new AbortController();
    const first = client.feed(feedOf('L1.ffn.3'), () => {}, controller.signal);
    await expect.poll(() => asked).toHaveLength(1);
    const newer = new AbortController();
    const second = client.feed(feedOf('L1.ffn.4'), () => {}, newer.signal);
    await expect.poll(() => asked).toHaveLength(2);
    controller.abort();
    expect(await first).toBeNull();
    expect(cancelled).toEqual([]);
    newer.abort();
    expect(await second).toBeNull();
  });

  it('ends with the worker', async () => {
    const running = clientOf({ ...loadsAtOnce, feed: never });
    await endsWithTheWorker(running, () => running.client.feed(feedOf('L1.ffn.3'), () => {}));
  });
});
