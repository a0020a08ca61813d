import { describe, expect, it } from 'vitest';
import { createNewestRun } from './newest-run';
import { turn } from './turn';

/** Counts to `last`, checks the signal in between, and says when it has let go of what it holds. */
async function* counting(last: number, signal: AbortSignal, onEnd: () => void = () => {}) {
  try {
    for (let count = 1; count < last; count += 1) {
      yield count;
      signal.throwIfAborted();
    }
    return last;
  } finally {
    onEnd();
  }
}

const FOREVER = Number.POSITIVE_INFINITY;

describe('the newest run', () => {
  it('tells what is yielded, in order, and gives what is returned', async () => {
    const told: number[] = [];
    const runs = createNewestRun(turn);
    expect(
      await runs.follow(
        async signal => counting(4, signal),
        count => told.push(count),
      ),
    ).toBe(4);
    expect(told).toEqual([1, 2, 3]);
  });

  it('ends the older one, which lets go of what it holds and tells nothing more', async () => {
    const runs = createNewestRun(turn);
    let isOver = false;
    let isNewer = false;
    let late = 0;
    const older = runs.follow(
      async signal =>
        counting(FOREVER, signal, () => {
          isOver = true;
        }),
      () => {
        if (isNewer) late += 1;
      },
    );
    await turn();
    isNewer = true;
    expect(
      await runs.follow(
        async signal => counting(3, signal),
        () => {},
      ),
    ).toBe(3);
    expect(await older).toBeNull();
    expect(isOver).toBe(true);
    expect(late).toBe(0);
  });

  it('is ended before it has begun', async () => {
    const runs = createNewestRun(turn);
    const told: number[] = [];
    const run = runs.follow(
      async signal => {
        await turn();
        return counting(FOREVER, signal);
      },
      count => told.push(count),
    );
    runs.end();
    expect(await run).toBeNull();
    expect(told).toEqual([]);
  });

  it('passes the reason of a failure on', async () => {
    const runs = createNewestRun(turn);
    const failing = runs.follow(
      () => Promise.reject(new Error('No model is loaded.')),
      () => {},
    );
    await expect(failing).rejects.toThrow('No model is loaded.');
  });

  it('tells of a broken wasm module even when it is not wanted any more', async () => {
    const runs = createNewestRun(turn);
    const broken = runs.follow(
      async signal =>
        counting(FOREVER, signal, () => {
          throw new WebAssembly.RuntimeError('unreachable');
        }),
      () => {},
    );
    await turn();
    runs.end();
    await expect(broken).rejects.toBeInstanceOf(WebAssembly.RuntimeError);
  });
});
