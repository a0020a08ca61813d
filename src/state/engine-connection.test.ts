import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { EngineCrash } from '../worker/client';
import { TYPING_DELAY } from './engine-connection';
import {
  at,
  attributionOf,
  begin,
  connected,
  done,
  dull,
  fine,
  neurons,
  ready,
  rough,
} from './fixtures/connected-engine';
import { modelSummary } from './fixtures/engine';
import { EMPTY_RESULT, neuronsAreStale } from './session';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe('the engine', () => {
  it('is loaded at once, with the model and the backend of the view', () => {
    const { engine } = connected('v=1&backend=wasm');
    expect(engine.loads).toMatchObject([
      {
        place: {
          modelUrl: 'https://example.org/models/minilm-sst2/',
          indexUrl: 'https://example.org/neurons/minilm-sst2/',
        },
        forced: 'wasm',
      },
    ]);
  });

  it('tells how far its loading has come', () => {
    const { session, lastLoad } = connected();
    lastLoad().event({ stage: 'backend', trying: 'webgl' });
    lastLoad().event({ stage: 'download', file: 'model.safetensors', loaded: 5, total: 9, cached: false });
    expect(session.getState().engine).toEqual({
      phase: 'starting',
      step: 'download',
      trying: 'webgl',
      file: 'model.safetensors',
      loaded: 5,
      total: 9,
      cached: false,
    });
    lastLoad().event({ stage: 'prepare' });
    expect(session.getState().engine).toMatchObject({ step: 'prepare' });
  });

  it('explains the text of the view as soon as it is ready', async () => {
    const { engine, result, session } = await ready();
    expect(session.getState().engine).toEqual({ phase: 'ready', model: modelSummary });
    expect(engine.explains.map(({ request }) => request.text)).toEqual(['so dull']);
    expect(result().status).toBe('running');
  });

  it('that cannot be loaded says why, and retry loads it again', async () => {
    const { engine, session, result, lastLoad } = connected();
    await lastLoad().fail(new Error('config.json: not found.'));
    expect(session.getState().engine).toEqual({ phase: 'failed', message: 'config.json: not found.' });
    expect(result()).toMatchObject({ status: 'failed', error: 'config.json: not found.' });

    session.getState().retry();
    expect(engine.loads).toHaveLength(2);
    expect(result()).toMatchObject({ status: 'running', error: null });
    await lastLoad().done();
    expect(engine.explains).toHaveLength(1);
  });

  it('is loaded again for another backend, and what is shown stays until the new answer', async () => {
    const { engine, session, set, result, last, lastLoad } = await done();
    set({ backend: 'cpu' }, 'push');
    expect(session.getState().engine).toMatchObject({ phase: 'starting' });
    expect(result()).toMatchObject({ status: 'running', stale: true, explanation: dull });
    expect(lastLoad().forced).toBe('cpu');
    await lastLoad().done();
    expect(engine.explains).toHaveLength(2);
    await last().done(dull);
    expect(result()).toMatchObject({ status: 'done', stale: false });
  });

  it('listens only to the newest of two loads', async () => {
    const { engine, session, set } = connected();
    set({ backend: 'cpu' }, 'push');
    await engine.loads[0]?.done();
    expect(session.getState().engine.phase).toBe('starting');
    await engine.loads[0]?.fail(new Error('late'));
    expect(session.getState().engine.phase).toBe('starting');
  });

  it('puts back a target that the model does not have, and says so', async () => {
    const { engine, views, view } = await ready('v=1&text=so+dull&target=logit:neutral');
    vi.runAllTimers();
    expect(view().target).toBeNull();
    expect(views.getState().notices).toHaveLength(1);
    expect(engine.explains.map(({ request }) => request.target)).toEqual([null]);
  });
});

describe('results', () => {
  it('ripen from tokens to prediction to the rough attribution to the final one', async () => {
    const { result, last } = await ready();
    last().event({ stage: 'tokens', tokens: dull.tokens, truncated: true });
    expect(result()).toMatchObject({
      text: 'so dull',
      tokens: dull.tokens,
      truncated: true,
      prediction: null,
    });
    last().event({
      stage: 'prediction',
      untouched: null,
      prediction: dull.prediction,
      target: 'logit:negative',
    });
    expect(result()).toMatchObject({
      prediction: dull.prediction,
      target: 'logit:negative',
      attribution: null,
    });
    last().event({ stage: 'rough', attribution: attributionOf(dull) });
    expect(result()).toMatchObject({
      attribution: attributionOf(dull),
      rough: true,
      explanation: null,
      status: 'running',
    });
    last().event({ stage: 'refining', evaluations: 32 });
    expect(result().evaluations).toBe(32);
    await last().done(dull);
    expect(result()).toEqual({
      status: 'done',
      text: 'so dull',
      tokens: dull.tokens,
      truncated: false,
      prediction: dull.prediction,
      predictionText: 'so dull',
      target: 'logit:negative',
      attribution: attributionOf(dull),
      rough: false,
      evaluations: 48,
      explanation: dull,
      neurons: null,
      untouched: null,
      untouchedPrediction: null,
      error: null,
      stale: false,
      mismatch: null,
    });
  });

  it('keep the neurons of the last one, marked as outdated, until the next one is final', async () => {
    const { set, result, last } = await ready();
    await last().done(dull, neurons);
    expect(result().neurons).toEqual({ table: neurons, explanation: dull });
    expect(neuronsAreStale(result())).toBe(false);
    set({ text: 'quite fine really' }, 'push');
    rough(last(), fine);
    expect(result().neurons?.explanation).toBe(dull);
    expect(neuronsAreStale(result())).toBe(true);
    await last().done(fine);
    expect(result().neurons).toBeNull();
  });

  it('of a new text leave the old heatmap whole until the new one is there, but not the old prediction', async () => {
    const { set, result, last } = await done();
    set({ text: 'quite fine really' }, 'push');
    begin(last(), fine);
    expect(result()).toMatchObject({
      status: 'running',
      stale: true,
      text: 'so dull',
      tokens: dull.tokens,
      target: dull.target,
      attribution: attributionOf(dull),
      explanation: dull,
      prediction: fine.prediction,
      predictionText: 'quite fine really',
    });
    rough(last(), fine);
    expect(result()).toMatchObject({
      stale: false,
      rough: true,
      text: fine.text,
      tokens: fine.tokens,
      explanation: null,
    });
  });

  it('always have as many attributions as tokens', async () => {
    const { session, set, engine, result } = await ready();
    const misfits: unknown[] = [];
    session.subscribe(({ result: { tokens, attribution } }) => {
      if (attribution && attribution.tokens.length !== tokens?.length) misfits.push(result());
    });
    for (const explanation of [dull, fine, dull, fine]) {
      set({ text: explanation.text, steps: 1 + engine.explains.length }, 'push');
      rough(at(engine.explains), explanation);
      if (engine.explains.length % 2) await at(engine.explains).done(explanation);
    }
    expect(misfits).toEqual([]);
  });

  it('that fail say why and leave the last good state', async () => {
    const { set, result, last } = await done();
    set({ text: 'quite fine really' }, 'push');
    await last().fail(new Error('The weights hold a value that is not a number.'));
    expect(result()).toMatchObject({
      status: 'failed',
      error: 'The weights hold a value that is not a number.',
      stale: true,
      explanation: dull,
    });
  });

  it('keep the text that a prediction belongs to when a new one is cancelled', async () => {
    const { session, set, result } = await done();
    set({ text: 'quite fine really' }, 'push');
    session.getState().cancel();
    expect(result()).toMatchObject({
      status: 'cancelled',
      prediction: dull.prediction,
      predictionText: 'so dull',
    });
  });

  it('that failed are computed again on retry', async () => {
    const { engine, session, result, last } = await ready();
    await last().fail(new Error('once'));
    session.getState().retry();
    expect(engine.explains).toHaveLength(2);
    await last().done(dull);
    expect(result()).toMatchObject({ status: 'done', error: null });
  });
});

describe('ranking neurons by layer integrated gradients', () => {
  it('asks for them, and leaves what is shown as it is meanwhile', async () => {
    const { engine, set, result, last } = await done();
    set({ rank: 'layer-integrated-gradients' }, 'push');
    expect(last().request).toMatchObject({ text: 'so dull', neuronMethod: 'layer-integrated-gradients' });
    expect(result()).toMatchObject({ status: 'running', stale: false, explanation: dull });
    await last().done(dull, neurons);
    expect(result().neurons).toEqual({ table: neurons, explanation: dull });
    set({ rank: 'conductance' }, 'push');
    expect(engine.explains).toHaveLength(2);
  });

  it('asks for nothing where the words follow no path', async () => {
    const { engine, set } = await done(dull, 'v=1&text=so+dull&method=saliency');
    set({ rank: 'layer-integrated-gradients' }, 'push');
    expect(engine.explains).toHaveLength(1);
  });
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

describe('the fingerprint', () => {
  const link = 'v=1&text=so+dull&fp=negative:0.75~1~dull:2~so:0.5';

  it('of the result is recorded in the view', async () => {
    const { views } = await done();
    expect(views.getState().fingerprint).toEqual({
      label: 'negative',
      probability: 0.75,
      value: 1,
      words: [
        { text: 'dull', value: 2 },
        { text: 'so', value: 0.5 },
      ],
    });
  });

  it('of a link that agrees says nothing', async () => {
    const { result, views } = await done(dull, link);
    expect(result().mismatch).toBeNull();
    expect(views.getState().linked).toBeNull();
  });

  it('of a link that differs is reported, also after a change of the drawing', async () => {
    const { result, set } = await done(dull, link.replace('dull:2', 'dull:3'));
    const sentence =
      'This result differs from the one in the link: the link says “dull” weighs 3, computed here 2.';
    expect(result().mismatch).toBe(sentence);
    set({ unit: 'tokens' }, 'push');
    expect(result().mismatch).toBe(sentence);
  });

  it('is compared for the first explanation only', async () => {
    const { result, set, last } = await done(dull, link.replace('dull:2', 'dull:3'));
    set({ text: fine.text }, 'push');
    expect(result().mismatch).toBeNull();
    await last().done(fine);
    expect(result().mismatch).toBeNull();
  });

  it('is not compared when the view was changed before its result was there', async () => {
    const { result, set, last } = await ready(link);
    set({ text: fine.text }, 'push');
    await last().done(fine);
    expect(result().mismatch).toBeNull();
  });

  it('of a link pasted over the same view is compared without computing again', async () => {
    const { engine, views, result } = await done();
    views.getState().open(link.replace('negative:0.75', 'negative:0.95'), true);
    expect(engine.explains).toHaveLength(1);
    expect(result().mismatch).toContain('the link says negative 95.0 %');
  });
});

describe('the selected token', () => {
  it('of a link is dropped with a notice when the text has no such token', async () => {
    const { views, view, last } = await ready('v=1&text=so+dull&token=99');
    begin(last(), dull);
    expect(view().selected).toBeNull();
    expect(views.getState().notices).toEqual([
      '“token” was “99”, but a number from 0 to 1, one of the text’s tokens, was expected; the default is used.',
    ]);
  });

  it('stays when the text has it', async () => {
    const { view } = await done(dull, 'v=1&text=so+dull&token=1');
    expect(view().selected).toBe(1);
  });
});

describe('the end', () => {
  it('stops following the view and the engine', async () => {
    const { engine, end, set, result, last } = await ready();
    end();
    expect(last().signal?.aborted).toBe(true);
    set({ text: fine.text }, 'push');
    await last().done(dull);
    expect(engine.explains).toHaveLength(1);
    expect(result().explanation).toBeNull();
  });
});
