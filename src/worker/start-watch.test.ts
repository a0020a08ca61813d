import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Hang } from '../engine/backend/hangs';
import type { LoadEvent } from './protocol';
import { AGAIN, againSentence, SILENCE_LIMITS, type SilentStart, watchStart } from './start-watch';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const LIMITS = { answer: 4000, fetch: 3000, start: 1000, prepare: 2000 };
const fetching = { stage: 'backend', trying: 'wasm', isFetched: false } as const;
const starting = { stage: 'backend', trying: 'wasm', isFetched: true } as const;
const download: LoadEvent = {
  stage: 'download',
  file: 'model.safetensors',
  loaded: 1,
  total: 2,
  cached: false,
};

/** A watched start that the test plays. */
function watched(hangs: readonly Hang[] = []) {
  const silent: Hang[] = [];
  let heed: (event: LoadEvent | null) => void = () => {};
  let end = () => {};
  const started = watchStart(
    LIMITS,
    hangs,
    (error: SilentStart) => silent.push(error.hang),
    watch => {
      heed = watch;
      return new Promise<void>(resolve => {
        end = resolve;
      });
    },
  );
  return {
    silent,
    hear: (...events: readonly (LoadEvent | null)[]) => {
      for (const event of events) heed(event);
    },
    end: async () => {
      end();
      await started;
    },
  };
}

describe('a watched start', () => {
  it('is silent once nothing was heard for the time that its present work may take', () => {
    for (const [event, limit, start] of [
      [download, LIMITS.answer, null],
      [fetching, LIMITS.fetch, 'wasm'],
      [starting, LIMITS.start, 'wasm'],
      [{ stage: 'prepare' }, LIMITS.prepare, null],
    ] as const) {
      const { silent, hear } = watched();
      hear(event);
      vi.advanceTimersByTime(limit - 1);
      expect(silent).toEqual([]);
      vi.advanceTimersByTime(1);
      expect(silent).toEqual([{ start, seconds: limit / 1000 }]);
      vi.advanceTimersByTime(10 * LIMITS.answer);
      expect(silent).toHaveLength(1);
    }
  });

  it('is silent where its worker never says a word', () => {
    const { silent } = watched();
    vi.advanceTimersByTime(LIMITS.answer);
    expect(silent).toEqual([{ start: null, seconds: 4 }]);
  });

  it('is not silent while bytes arrive, of its files or of the weights', () => {
    const { silent, hear } = watched();
    for (const event of [fetching, download, starting, download]) {
      hear(event);
      for (let bytes = 0; bytes < 20; bytes += 1) {
        vi.advanceTimersByTime(LIMITS.start - 1);
        hear(event);
      }
    }
    expect(silent).toEqual([]);
    vi.advanceTimersByTime(LIMITS.start);
    expect(silent).toEqual([{ start: 'wasm', seconds: 1 }]);
  });

  it('may wait for the weights as long as it likes once the backend runs', () => {
    const { silent, hear } = watched();
    hear(starting, { stage: 'started' }, download);
    vi.advanceTimersByTime(100 * LIMITS.answer);
    expect(silent).toEqual([]);
    hear({ stage: 'prepare' });
    vi.advanceTimersByTime(LIMITS.prepare);
    expect(silent).toEqual([{ start: 'wasm', seconds: 2 }]);
  });

  it('is let alone once it is loaded, busy with other work, or over', async () => {
    const { silent, hear, end } = watched();
    for (const event of [{ stage: 'loaded' } as const, null]) {
      hear(starting, event);
      vi.advanceTimersByTime(100 * LIMITS.answer);
    }
    hear(starting);
    await end();
    vi.advanceTimersByTime(100 * LIMITS.answer);
    expect(silent).toEqual([]);
  });

  it('has more time after a hang of the same backend', () => {
    const { silent, hear } = watched([{ start: 'wasm', seconds: 1 }]);
    hear(starting);
    vi.advanceTimersByTime(AGAIN * LIMITS.start - 1);
    expect(silent).toEqual([]);
    vi.advanceTimersByTime(1);
    expect(silent).toEqual([{ start: 'wasm', seconds: AGAIN }]);
  });

  it('has longer limits on the page than a slow machine or line needs', () => {
    expect(SILENCE_LIMITS.start).toBeGreaterThanOrEqual(15_000);
    expect(SILENCE_LIMITS.answer).toBeGreaterThanOrEqual(120_000);
    expect(SILENCE_LIMITS.fetch).toBeGreaterThanOrEqual(120_000);
  });
});

describe('what is said of a hang', () => {
  const wasm: Hang = { start: 'wasm', seconds: 15 };
  it.each<[readonly Hang[], boolean, string]>([
    [
      [wasm],
      true,
      'Nothing was heard of the start of wasm for 15 s; wasm is tried once more, in a new worker.',
    ],
    [
      [wasm, { start: 'wasm', seconds: 45 }],
      true,
      'Nothing was heard of the start of wasm for 45 s; wasm with one thread is tried.',
    ],
    [
      [wasm, { start: 'wasm', seconds: 45 }],
      false,
      'Nothing was heard of the start of wasm for 45 s; the next backend is tried.',
    ],
    [
      [{ start: 'webgl', seconds: 15 }],
      true,
      'Nothing was heard of the start of webgl for 15 s; the next backend is tried.',
    ],
    [
      [{ start: null, seconds: 120 }],
      true,
      "Nothing was heard of the engine's worker for 120 s; it is started again.",
    ],
  ])('names it, and what is tried next', (hangs, hasThreads, sentence) => {
    expect(againSentence(hangs, hasThreads)).toBe(sentence);
  });
});
