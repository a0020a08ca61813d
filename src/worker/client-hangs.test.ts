import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ContextLost } from '../engine/backend/context-guard';
import type { Hang } from '../engine/backend/hangs';
import type { StartName } from '../engine/backend/names';
import { EngineCrash } from './connection';
import {
  disposeClients,
  explained,
  type Listener,
  load,
  loadsAtOnce,
  never,
  place,
  request,
  summary,
  watchedClientOf,
} from './fixtures/channel-client';
import type { LoadEvent, WorkerApi } from './protocol';
import { AGAIN } from './start-watch';

const LIMITS = { answer: 40_000, fetch: 30_000, start: 10_000, prepare: 20_000 };

beforeEach(() => {
  // Messages between page and worker go on as they do; only silence is up to the test.
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
});
afterEach(() => {
  disposeClients();
  vi.useRealTimers();
});

/** Hears events until one of a stage comes. */
function ears() {
  const events: LoadEvent[] = [];
  let waiting: { stage: string; resolve: (event: LoadEvent) => void } | null = null;
  const listener: Listener<LoadEvent> = event => {
    events.push(event);
    if (waiting?.stage === event.stage) waiting.resolve(event);
  };
  const next = (stage: LoadEvent['stage']) =>
    new Promise<LoadEvent>(resolve => {
      waiting = { stage, resolve };
    });
  return { events, listener, next };
}

/** A worker that blocks while it starts something. */
const hangsAt = (trying: StartName): Partial<WorkerApi> => ({
  ...loadsAtOnce,
  load: async (_place, _forced, _hangs, onEvent) => {
    onEvent({ stage: 'backend', trying, isFetched: true });
    return never();
  },
});

describe('a start that hangs', () => {
  it('is ended and begun in new workers, which learn of it, until one of them loads', async () => {
    const seen: (readonly Hang[])[] = [];
    const { client, workers, restarts } = watchedClientOf(LIMITS, hangsAt('wasm'), hangsAt('wasm'), {
      ...loadsAtOnce,
      load: async (_place, _forced, hangs) => {
        seen.push(hangs);
        return summary;
      },
      explain: async () => explained,
    });
    const { events, listener, next } = ears();
    const loaded = client.load(place, 'wasm', listener);
    const answer = client.explain(request, () => {});
    for (const limit of [LIMITS.start, AGAIN * LIMITS.start]) {
      await next('backend');
      vi.advanceTimersByTime(limit);
    }
    expect(await loaded).toEqual(summary);
    expect(await answer).toEqual(explained);
    expect(seen).toEqual([
      [
        { start: 'wasm', seconds: 10 },
        { start: 'wasm', seconds: 30 },
      ],
    ]);
    expect(workers.map(({ terminated }) => terminated)).toEqual([true, true, false]);
    expect(events.filter(({ stage }) => stage === 'again')).toEqual([
      {
        stage: 'again',
        sentence:
          'Nothing was heard of the start of wasm for 10 s; wasm is tried once more, in a new worker.',
      },
      {
        stage: 'again',
        sentence: 'Nothing was heard of the start of wasm for 30 s; the next backend is tried.',
      },
    ]);
    expect(restarts).toEqual([]);
  });

  it('after a crash is told to those who hear of restarts', async () => {
    const { client, worker, restarts } = watchedClientOf(LIMITS, loadsAtOnce, hangsAt('webgl'), loadsAtOnce);
    await load(client);
    const { listener, next } = ears();
    client.onRestart(event => event.stage === 'loading' && listener(event.event));
    const restarted = new Promise<void>(resolve => {
      client.onRestart(event => event.stage === 'ready' && resolve());
    });
    const starting = next('backend');
    worker()?.fail('gone');
    await starting;
    vi.advanceTimersByTime(LIMITS.start);
    await restarted;
    expect(restarts.map(({ stage }) => stage)).toEqual(['crashed', 'loading', 'loading', 'ready']);
  });

  it('gives up on workers that never say a word, with a sentence', async () => {
    const { client, workers } = watchedClientOf(LIMITS, { load: never });
    const { listener, next } = ears();
    const loaded = client.load(place, null, listener);
    for (let silent = 0; silent < 2; silent += 1) {
      const again = next('again');
      vi.advanceTimersByTime(LIMITS.answer);
      await again;
    }
    vi.advanceTimersByTime(LIMITS.answer);
    await expect(loaded).rejects.toThrow(
      "The engine's worker was started 3 times and not heard of for 40 s each time.",
    );
    expect(workers.map(({ terminated }) => terminated)).toEqual([true, true, true]);
  });

  it('leaves the new worker to a newer load that waited for the old one', async () => {
    const { client, workers } = watchedClientOf(LIMITS, hangsAt('wasm'), loadsAtOnce);
    const { listener, next } = ears();
    const starting = next('backend');
    const older = client.load(place, null, listener);
    await starting;
    const newer = client.load(place, 'cpu', () => {});
    vi.advanceTimersByTime(LIMITS.start);
    await expect(older).rejects.toThrow(EngineCrash);
    expect(await newer).toEqual(summary);
    expect(workers).toHaveLength(2);
  });

  it('ends with the client', async () => {
    const { client, workers } = watchedClientOf(LIMITS, hangsAt('wasm'));
    const { listener, next } = ears();
    const starting = next('backend');
    const loaded = client.load(place, null, listener);
    await starting;
    client.dispose();
    await expect(loaded).rejects.toThrow('The engine was closed.');
    vi.advanceTimersByTime(10 * LIMITS.answer);
    expect(workers).toHaveLength(1);
  });
});

describe('a lost GPU', () => {
  /** A worker that loses its GPU once it explains, after it has told something of it. */
  function losing() {
    let lose: (reason: string) => void = () => {};
    const api: Partial<WorkerApi> = {
      ...loadsAtOnce,
      lost: () =>
        new Promise(resolve => {
          lose = resolve;
        }),
      explain: async (_, onEvent) => {
        await onEvent({ stage: 'refining', of: 'words', done: 1, expected: 48 });
        lose('the GPU is gone');
        return never();
      },
    };
    return { api, lose: () => lose('the GPU is gone') };
  }

  it('is told, and what was not answered is asked again of a worker that does without', async () => {
    const seen: (readonly Hang[])[] = [];
    const { client, workers, restarts } = watchedClientOf(LIMITS, losing().api, {
      load: async (_place, _forced, hangs) => {
        seen.push(hangs);
        return summary;
      },
      explain: async () => explained,
    });
    await load(client);
    expect(await client.explain(request, () => {})).toEqual(explained);
    expect(seen).toEqual([[{ start: 'webgl', seconds: null }]]);
    expect(workers.map(({ terminated }) => terminated)).toEqual([true, false]);
    expect(restarts).toEqual([
      { stage: 'lost', message: 'While it computed, the GPU is gone; it goes on without.' },
      { stage: 'ready', model: summary },
    ]);
  });

  it('while the model loads is told, and another worker loads it without', async () => {
    const { client, workers, restarts } = watchedClientOf(
      LIMITS,
      {
        load: async () => {
          throw new ContextLost();
        },
        lost: async () => 'the GPU is gone',
      },
      { ...loadsAtOnce, lost: never },
    );
    const { events, listener } = ears();
    expect(await load(client, listener)).toEqual(summary);
    expect(events).toEqual([
      {
        stage: 'again',
        sentence: 'The browser took the GPU away (its WebGL context was lost); the next backend is tried.',
      },
    ]);
    expect(workers.map(({ terminated }) => terminated)).toEqual([true, false]);
    expect(restarts).toEqual([]);
  });

  it('is no crash, however often it happens, and ends no call that was aborted in another way', async () => {
    const { api } = losing();
    const { client, restarts } = watchedClientOf(LIMITS, api);
    await load(client);
    const controller = new AbortController();
    let losses = 0;
    client.onRestart(event => {
      if (event.stage !== 'lost') return;
      losses += 1;
      if (losses === 5) controller.abort();
    });
    expect(await client.explain(request, () => {}, controller.signal)).toBeNull();
    expect(restarts.filter(({ stage }) => stage === 'crashed' || stage === 'stopped')).toEqual([]);
  });
});
