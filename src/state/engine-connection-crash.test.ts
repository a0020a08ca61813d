import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { EngineCrash } from '../worker/connection';
import { connected, done, dull, ready } from './fixtures/connected-engine';
import { modelSummary } from './fixtures/engine';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe('a crash', () => {
  it('fails the request, says that the engine starts again, and leaves the rest to retry', async () => {
    const { engine, session, result, last } = await ready();
    engine.restart({ stage: 'crashed', message: 'The engine stopped unexpectedly.' });
    await last().fail(new EngineCrash('The engine stopped unexpectedly.'));
    expect(session.getState()).toMatchObject({
      engine: { phase: 'starting' },
      notice: 'The engine stopped unexpectedly. It is being started again.',
    });
    expect(result()).toMatchObject({ status: 'failed', error: 'The engine stopped unexpectedly.' });
    engine.restart({ stage: 'loading', event: { stage: 'prepare' } });
    expect(session.getState().engine).toMatchObject({ step: 'prepare' });

    // The text may be what the engine died of.
    engine.restart({ stage: 'ready', model: modelSummary });
    expect(session.getState().notice).toBe('The engine stopped unexpectedly. It has been started again.');
    expect(engine.explains).toHaveLength(1);
    session.getState().retry();
    await last().done(dull);
    expect(result().status).toBe('done');
    session.getState().dismissNotice();
    expect(session.getState().notice).toBeNull();
  });

  it('does not swallow what is typed while the engine comes back', async () => {
    const { engine, set, last } = await ready();
    engine.restart({ stage: 'crashed', message: 'gone' });
    await last().fail(new EngineCrash('gone'));
    set({ text: 'quite fine really' }, 'push');
    engine.restart({ stage: 'ready', model: modelSummary });
    expect(last().request.text).toBe('quite fine really');
  });

  it('during the first load is left to the restart', async () => {
    const { engine, session, lastLoad } = connected();
    engine.restart({ stage: 'crashed', message: 'gone' });
    await lastLoad().fail(new EngineCrash('gone'));
    expect(session.getState().engine.phase).toBe('starting');
    engine.restart({ stage: 'ready', model: modelSummary });
    expect(engine.explains).toHaveLength(1);
  });

  it('that comes back ends in a failed engine, which retry loads again', async () => {
    const { engine, session } = await done();
    engine.restart({ stage: 'stopped', message: 'It stays off.' });
    expect(session.getState().engine).toEqual({ phase: 'failed', message: 'It stays off.' });
    session.getState().retry();
    expect(engine.loads).toHaveLength(2);
  });
});
