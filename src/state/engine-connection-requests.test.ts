import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { TYPING_DELAY } from './engine-connection';
import { connected, done, dull, fine, ready, rough } from './fixtures/connected-engine';
import { EMPTY_RESULT } from './session';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe('the newest request', () => {
  it('cancels the one before, whose late answers are not shown', async () => {
    const { engine, set, result, last } = await ready();
    const [first] = engine.explains;
    set({ text: 'quite fine really' }, 'push');
    expect(first?.signal?.aborted).toBe(true);
    expect(engine.explains).toHaveLength(2);
    await first?.done(dull);
    await last().done(fine);
    await first?.fail(new Error('late'));
    expect(result()).toMatchObject({ status: 'done', explanation: fine });
  });

  it('waits until typing pauses, and is then made once, with the last text', async () => {
    const { engine, set, result } = await ready();
    for (const text of ['q', 'qu', 'qui']) {
      set({ text }, 'replace');
      vi.advanceTimersByTime(TYPING_DELAY - 1);
    }
    expect(engine.explains).toHaveLength(1);
    expect(result().status).toBe('running');
    vi.advanceTimersByTime(1);
    expect(engine.explains.map(({ request }) => request.text)).toEqual(['so dull', 'qui']);
  });

  it('ends the outdated one at the first key press', async () => {
    const { engine, set } = await ready();
    set({ text: 'q' }, 'replace');
    expect(engine.explains[0]?.signal?.aborted).toBe(true);
  });

  it('is not made for a change of the drawing alone', async () => {
    const { engine, set, result } = await done();
    set({ unit: 'tokens' }, 'push');
    set({ selected: 1 }, 'push');
    vi.runAllTimers();
    expect(engine.explains).toHaveLength(1);
    expect(result()).toMatchObject({ status: 'done', stale: false });
  });

  it('carries all that the engine needs', async () => {
    const { set, last } = await ready();
    set(
      { target: 'prob:positive', method: 'saliency', baseline: 'mask', rule: 'gauss-legendre', steps: 20 },
      'push',
    );
    expect(last().request).toEqual({
      text: 'so dull',
      target: 'prob:positive',
      method: 'saliency',
      baseline: 'mask',
      rule: 'gauss-legendre',
      steps: 20,
      neuronMethod: null,
    });
  });

  it('is answered at once when its explanation is still known', async () => {
    const { engine, set, result, last } = await done();
    set({ text: fine.text }, 'push');
    await last().done(fine);
    set({ text: 'so dull' }, 'push');
    expect(result()).toMatchObject({ status: 'done', explanation: dull, stale: false });
    expect(engine.explains).toHaveLength(2);
  });

  it.each(['', '  \n'])('is not made of the blank text "%s", and what ran is cancelled', async text => {
    const { engine, set, result } = await ready();
    set({ text }, 'replace');
    expect(engine.explains[0]?.signal?.aborted).toBe(true);
    vi.runAllTimers();
    expect(engine.explains).toHaveLength(1);
    expect(result()).toEqual(EMPTY_RESULT);
  });

  it('is made after a blank text, even if it is the last one again', async () => {
    const { set, result } = await done();
    set({ text: '' }, 'replace');
    set({ text: 'so dull' }, 'replace');
    vi.runAllTimers();
    expect(result()).toMatchObject({ status: 'done', explanation: dull });
  });
});

describe('cancel', () => {
  it('ends the request; the rough attribution stays', async () => {
    const { session, result, last } = await ready();
    rough(last(), dull);
    session.getState().cancel();
    expect(last().signal?.aborted).toBe(true);
    await last().done(null);
    expect(result()).toMatchObject({ status: 'cancelled', rough: true, stale: false, explanation: null });
  });

  it('leaves the last good state marked as that of an earlier request', async () => {
    const { session, set, result } = await done();
    set({ text: fine.text }, 'push');
    session.getState().cancel();
    expect(result()).toMatchObject({ status: 'cancelled', stale: true, explanation: dull });
  });

  it('also ends what waits for typing to pause, or for the engine', async () => {
    const { engine, session, set, result } = await done();
    set({ text: 'q' }, 'replace');
    session.getState().cancel();
    vi.runAllTimers();
    expect(engine.explains).toHaveLength(1);

    const waiting = connected();
    waiting.session.getState().cancel();
    await waiting.lastLoad().done();
    expect(waiting.engine.explains).toHaveLength(0);
    expect([result().status, waiting.result().status]).toEqual(['cancelled', 'cancelled']);
  });

  it('changes nothing when nothing runs', async () => {
    const { session, result } = await done();
    session.getState().cancel();
    expect(result().status).toBe('done');
  });

  it('is undone by retry', async () => {
    const { engine, session, result, last } = await ready();
    session.getState().cancel();
    session.getState().retry();
    expect(engine.explains).toHaveLength(2);
    await last().done(dull);
    expect(result().status).toBe('done');
  });

  it('by the engine itself is shown as such', async () => {
    const { result, last } = await ready();
    await last().done(null);
    expect(result().status).toBe('cancelled');
  });
});
