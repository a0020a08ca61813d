import { afterEach, describe, expect, it, vi } from 'vitest';
import { CRASH_SPAN, createEngineClient, MAX_CRASHES } from './client';
import { EngineCrash, UNLOADED } from './connection';
import type { RestartEvent } from './engine-client';
import {
  abortsQuietly,
  clientOf,
  disposeClients,
  explained,
  load,
  loadsAtOnce,
  never,
  place,
  request,
  summary,
} from './fixtures/channel-client';
import type { ExplanationEvent, LoadEvent, WorkerApi } from './protocol';

afterEach(() => {
  disposeClients();
  vi.useRealTimers();
});

describe('load', () => {
  it('hands its arguments to the worker, the progress to the page, and gives the summary', async () => {
    const seen: unknown[] = [];
    const { client } = clientOf({
      load: async (where, forced, hangs, onEvent) => {
        seen.push(where, forced, hangs);
        await onEvent({ stage: 'backend', trying: 'wasm', isFetched: true });
        await onEvent({ stage: 'prepare' });
        return summary;
      },
    });
    const events: LoadEvent[] = [];
    expect(await client.load(place, 'wasm', event => events.push(event))).toEqual(summary);
    expect(seen).toEqual([place, 'wasm', []]);
    expect(events).toEqual([{ stage: 'backend', trying: 'wasm', isFetched: true }, { stage: 'prepare' }]);
  });

  it('passes the reason of a failure on, which is no crash', async () => {
    const { client, restarts } = clientOf({
      load: () => Promise.reject(new Error('config.json: not found.')),
    });
    await expect(load(client)).rejects.toThrow('config.json: not found.');
    expect(restarts).toEqual([]);
  });

  it('hears of no progress that arrives after the answer', async () => {
    let late = async (_: LoadEvent) => {};
    const { client } = clientOf({
      load: async (_place, _forced, _hangs, onEvent) => {
        late = async event => onEvent(event);
        return summary;
      },
    });
    const events: LoadEvent[] = [];
    await load(client, event => events.push(event));
    // On its own channel it may come last, however early it was sent.
    await late({ stage: 'prepare' });
    expect(events).toEqual([]);
  });

  it('says so when no worker can be made', async () => {
    const client = createEngineClient(() => {
      throw new Error('Workers are switched off.');
    });
    await expect(load(client)).rejects.toThrow(
      "The engine's worker could not be started: Workers are switched off.",
    );
  });
});

describe('explain', () => {
  it('brings the events in order and then the record', async () => {
    const sent: ExplanationEvent[] = [
      { stage: 'tokens', tokens: [], truncated: false },
      { stage: 'refining', of: 'words', done: 16, expected: 48 },
    ];
    const { client } = clientOf({
      ...loadsAtOnce,
      explain: async (_, onEvent) => {
        for (const event of sent) await onEvent(event);
        return explained;
      },
    });
    await load(client);
    const events: ExplanationEvent[] = [];
    expect(await client.explain(request, event => events.push(event))).toEqual(explained);
    expect(events).toEqual(sent);
  });

  it('waits for the model that is being loaded', async () => {
    const order: string[] = [];
    const { client } = clientOf({
      load: async () => {
        await new Promise(resolve => setTimeout(resolve, 20));
        order.push('loaded');
        return summary;
      },
      explain: async () => {
        order.push('explained');
        return explained;
      },
    });
    void load(client);
    await client.explain(request, () => {});
    expect(order).toEqual(['loaded', 'explained']);
  });

  it('rejects before any model is loaded', async () => {
    await expect(clientOf({}).client.explain(request, () => {})).rejects.toThrow('No model is loaded yet.');
  });
});

describe('aborting', () => {
  /** Explains until it is cancelled, sending an event every millisecond. */
  function untilCancelled() {
    let cancelled = 0;
    let running: { cancelled: boolean } | null = null;
    const api: Partial<WorkerApi> = {
      ...loadsAtOnce,
      explain: async ({ text }, onEvent) => {
        const run = { cancelled: false };
        if (running) running.cancelled = true;
        running = run;
        for (let evaluations = 1; !run.cancelled; evaluations += 1) {
          if (text === 'short' && evaluations > 20) return explained;
          void onEvent({ stage: 'refining', of: 'words', done: evaluations, expected: 48 });
          await new Promise(resolve => setTimeout(resolve, 1));
        }
        return null;
      },
      cancel: async () => {
        cancelled += 1;
        if (running) running.cancelled = true;
      },
    };
    return { api, cancelled: () => cancelled };
  }

  it('cancels the worker and gives null, with no event after it', async () => {
    const { api, cancelled } = untilCancelled();
    const { client } = clientOf(api);
    await load(client);
    await abortsQuietly((listener, signal) => client.explain(request, listener, signal));
    expect(cancelled()).toBe(1);
  });

  it('does not reach the worker when the signal was aborted before', async () => {
    let calls = 0;
    const { client } = clientOf({
      ...loadsAtOnce,
      explain: async () => {
        calls += 1;
        return explained;
      },
    });
    await load(client);
    expect(await client.explain(request, () => {}, AbortSignal.abort())).toBeNull();
    expect(calls).toBe(0);
  });

  it('of an older explanation does not end the newer one', async () => {
    const { api, cancelled } = untilCancelled();
    const { client } = clientOf(api);
    await load(client);
    const older = new AbortController();
    const first = client.explain(request, () => {}, older.signal);
    const second = client.explain({ ...request, text: 'short' }, () => {});
    await new Promise(resolve => setTimeout(resolve, 5));
    older.abort();
    expect(await first).toBeNull();
    expect(await second).toEqual(explained);
    expect(cancelled()).toBe(0);
  });
});

describe('a crash', () => {
  it('rejects the calls that wait, and says why', async () => {
    const { client, worker } = clientOf({ ...loadsAtOnce, explain: never });
    await load(client);
    const answer = client.explain(request, () => {});
    await new Promise(resolve => setTimeout(resolve, 10));
    worker()?.fail('Uncaught RangeError: out of memory');
    await expect(answer).rejects.toThrow(
      new EngineCrash('The engine stopped unexpectedly (RangeError: out of memory).'),
    );
  });

  it('ends the old worker, loads the same model in a new one and tells so', async () => {
    const loads: unknown[] = [];
    const { client, workers, worker, restarts } = clientOf({
      load: async (where, forced, _hangs, onEvent) => {
        loads.push([where, forced]);
        await onEvent({ stage: 'prepare' });
        return summary;
      },
      explain: async () => explained,
    });
    await client.load(place, 'cpu', () => {});
    worker()?.fail('gone');
    expect(await client.explain(request, () => {})).toEqual(explained);
    expect(workers.map(({ terminated }) => terminated)).toEqual([true, false]);
    expect(loads).toEqual([
      [place, 'cpu'],
      [place, 'cpu'],
    ]);
    expect(restarts).toEqual([
      { stage: 'crashed', message: 'The engine stopped unexpectedly (gone).' },
      { stage: 'loading', event: { stage: 'prepare' } },
      { stage: 'ready', model: summary },
    ]);
  });

  it('is also a message that cannot be read', async () => {
    const { client, worker, restarts } = clientOf(loadsAtOnce);
    await load(client);
    worker()?.dispatchEvent(new Event('messageerror'));
    expect(restarts[0]).toEqual({
      stage: 'crashed',
      message: 'The engine stopped unexpectedly (a message could not be read).',
    });
  });

  it('during the first load rejects it and goes on with a new worker', async () => {
    const { client, worker, restarts } = clientOf({ load: never }, loadsAtOnce);
    const first = load(client);
    worker()?.fail();
    await expect(first).rejects.toThrow(new EngineCrash(`The engine stopped unexpectedly (${UNLOADED}).`));
    await expect.poll(() => restarts.at(-1)).toEqual({ stage: 'ready', model: summary });
  });

  it('that comes back keeps the engine off, until it is loaded again', async () => {
    const { client, workers, worker, restarts } = clientOf(loadsAtOnce);
    await load(client);
    for (let count = 0; count < MAX_CRASHES; count += 1) worker()?.fail('again');
    expect(workers).toHaveLength(MAX_CRASHES);
    expect(worker()?.terminated).toBe(true);
    expect(restarts.at(-1)).toEqual({
      stage: 'stopped',
      message: 'The engine stopped unexpectedly (again). It did so 3 times within a minute and stays off.',
    });
    await expect(client.explain(request, () => {})).rejects.toBeInstanceOf(EngineCrash);

    expect(await load(client)).toEqual(summary);
    worker()?.fail('again');
    expect(restarts.at(-1)?.stage).toBe('crashed');
  });

  it('counts only with those of the last minute', async () => {
    vi.useFakeTimers({ toFake: ['Date'] });
    const { client, worker, restarts } = clientOf(loadsAtOnce);
    await load(client);
    for (let count = 0; count < 2 * MAX_CRASHES; count += 1) {
      worker()?.fail();
      vi.advanceTimersByTime(CRASH_SPAN / 2);
    }
    expect(restarts.filter(({ stage }) => stage === 'stopped')).toEqual([]);
  });

  it('reports a restart that cannot load the model', async () => {
    const { client, worker, restarts } = clientOf(loadsAtOnce, {
      load: () => Promise.reject(new Error('model.safetensors: not found.')),
    });
    await load(client);
    worker()?.fail();
    await expect
      .poll(() => restarts.at(-1))
      .toEqual({ stage: 'stopped', message: 'model.safetensors: not found.' });
  });

  it('of a worker that was replaced is not heard', async () => {
    const { client, workers, restarts } = clientOf(loadsAtOnce);
    await load(client);
    workers[0]?.fail();
    const told = restarts.length;
    workers[0]?.fail();
    expect(restarts).toHaveLength(told);
    expect(workers).toHaveLength(2);
  });

  it('is told no longer to who has stopped listening', async () => {
    const { client, worker } = clientOf(loadsAtOnce);
    const told: RestartEvent[] = [];
    const end = client.onRestart(event => told.push(event));
    await load(client);
    end();
    worker()?.fail();
    expect(told).toEqual([]);
  });
});

describe('dispose', () => {
  it('ends the worker and the calls that wait', async () => {
    const { client, worker } = clientOf({ ...loadsAtOnce, explain: never });
    await load(client);
    const answer = client.explain(request, () => {});
    await new Promise(resolve => setTimeout(resolve, 10));
    client.dispose();
    await expect(answer).rejects.toThrow('The engine was closed.');
    expect(worker()?.terminated).toBe(true);
  });
});
