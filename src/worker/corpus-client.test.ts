import { expose } from 'comlink';
import { afterEach, describe, expect, it, vi } from 'vitest';
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
    build: (_job, _model, _backend, onEvent) =>
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
  const asked = vi.waitFor(() => expect(calls.builds).toBe(1));
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
    await vi.waitFor(() => expect(events).toEqual([reading]));
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
    await vi.waitFor(() => expect(events).toHaveLength(1));
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
