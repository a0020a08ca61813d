import { expose } from 'comlink';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { ContextLost } from '../engine/backend/context-guard';
import { CANCEL_WAIT, createCorpusClient } from './corpus-client';
import type { BuildAnswer, BuildEvent, CorpusWorkerApi } from './corpus-protocol';

const job = { resume: 'a1' };
const ports: MessagePort[] = [];
afterEach(() => {
  vi.useRealTimers();
  for (const port of ports.splice(0)) port.close();
});

/** A client whose worker the test plays. */
function client() {
  const { port1, port2 } = new MessageChannel();
  ports.push(port1, port2);
  const calls = { builds: 0, cancels: 0, ended: 0 };
  let tell: (event: BuildEvent) => void = () => {};
  let answer: (answer: BuildAnswer) => void = () => {};
  let fail: (error: Error) => void = () => {};
  const api: CorpusWorkerApi = {
    build: (_job, _model, _backend, _hangs, onEvent) =>
      new Promise((resolve, reject) => {
        calls.builds += 1;
        tell = onEvent;
        answer = resolve;
        fail = reject;
      }),
    cancel: async () => {
      calls.cancels += 1;
    },
  };
  expose(api, port2);
  const events: BuildEvent[] = [];
  const build = createCorpusClient(() =>
    Object.assign(port1, {
      terminate: () => {
        calls.ended += 1;
      },
    }),
  ).build(job, 'https://example.org/m/', 'wasm', event => events.push(event));
  const asked = expect.poll(() => calls.builds).toBe(1);
  return {
    build,
    events,
    calls,
    asked,
    port1,
    tell: (event: BuildEvent) => tell(event),
    answer: (value: BuildAnswer) => answer(value),
    fail: (error: Error) => fail(error),
  };
}

const reading: BuildEvent = {
  stage: 'reading',
  words: 1,
  ofWords: 2,
  tokensPerSecond: null,
  secondsLeft: null,
};

describe('a build in a worker', () => {
  it('tells how far it is, and ends its worker with itself', async () => {
    const { build, events, calls, asked, tell, answer } = client();
    await asked;
    tell(reading);
    await expect.poll(() => events).toEqual([reading]);
    answer({ status: 'cancelled' });
    expect(await build.answer).toEqual({ status: 'cancelled' });
    expect(calls).toEqual({ builds: 1, cancels: 0, ended: 1 });
  });

  it('that has read nothing ends at once when it is cancelled', async () => {
    const { build, calls, asked } = client();
    await asked;
    build.cancel();
    expect(await build.answer).toEqual({ status: 'cancelled' });
    expect(calls).toEqual({ builds: 1, cancels: 0, ended: 1 });
  });

  it('that reads is asked to end, so that it saves; one that does not answer is ended', async () => {
    const { build, calls, events, asked, tell } = client();
    await asked;
    tell(reading);
    await expect.poll(() => events).toHaveLength(1);
    vi.useFakeTimers({ toFake: ['setTimeout'] });
    build.cancel();
    vi.advanceTimersByTime(CANCEL_WAIT - 1);
    expect(calls.ended).toBe(0);
    vi.advanceTimersByTime(1);
    expect(await build.answer).toEqual({ status: 'cancelled' });
    expect(calls.ended).toBe(1);
  });

  it('passes on why it failed', async () => {
    const { build, asked, fail } = client();
    await asked;
    fail(new Error('a.txt is empty.'));
    await expect(build.answer).rejects.toThrow('a.txt is empty.');
  });

  it('that loses its GPU, or hangs while it starts, is said to, and begun in a new worker, which learns of it', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
    const hangs: unknown[] = [];
    const ended: number[] = [];
    const done: BuildAnswer = { status: 'cancelled' };
    const workers: ((tell: (event: BuildEvent) => void) => Promise<BuildAnswer>)[] = [
      async () => {
        throw new ContextLost();
      },
      tell => {
        tell({ stage: 'files', file: 'a.txt' });
        tell({ stage: 'loading', event: { stage: 'backend', trying: 'wasm', isFetched: true } });
        return new Promise<never>(() => {});
      },
      async () => done,
    ];
    let made = 0;
    let heed: (event: BuildEvent) => void = () => {};
    const heard = (stage: string) =>
      new Promise<void>(resolve => {
        heed = event => event.stage === 'loading' && event.event.stage === stage && resolve();
      });
    const { answer } = createCorpusClient(
      () => {
        const number = made;
        made += 1;
        const { port1, port2 } = new MessageChannel();
        ports.push(port1, port2);
        expose(
          {
            build: (_job: unknown, _model: unknown, _backend: unknown, known: unknown, tell: never) => {
              hangs.push(known);
              return workers[number]?.(tell);
            },
          },
          port2,
        );
        return Object.assign(port1, { terminate: () => void ended.push(number) });
      },
      { answer: 40_000, fetch: 30_000, start: 10_000, prepare: 20_000 },
    ).build(job, 'https://example.org/m/', null, event => heed(event));
    await heard('again');
    await heard('backend');
    const again = heard('again');
    vi.advanceTimersByTime(10_000);
    await again;
    expect(await answer).toEqual(done);
    expect(hangs).toEqual([
      [],
      [{ start: 'webgl', seconds: null }],
      [
        { start: 'webgl', seconds: null },
        { start: 'wasm', seconds: 10 },
      ],
    ]);
    expect(ended.slice(0, 2)).toEqual([0, 1]);
  });

  it('fails with a sentence where its worker crashes', async () => {
    const { build, asked, port1, calls } = client();
    await asked;
    port1.dispatchEvent(Object.assign(new Event('error'), { message: 'Uncaught RangeError: out of memory' }));
    await expect(build.answer).rejects.toThrow(
      'Indexing stopped unexpectedly (RangeError: out of memory); what was saved is kept.',
    );
    expect(calls.ended).toBe(1);
  });
});
