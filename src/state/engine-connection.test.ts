import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
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
import { areWordsAlone, neuronsAreStale, STARTING } from './session';

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
    lastLoad().event({ stage: 'backend', trying: 'webgl', isFetched: true });
    lastLoad().event({ stage: 'download', file: 'model.safetensors', loaded: 5, total: 9, cached: false });
    expect(session.getState().engine).toEqual({
      phase: 'starting',
      step: 'download',
      trying: 'webgl',
      file: 'model.safetensors',
      loaded: 5,
      total: 9,
      cached: false,
      remark: null,
    });
    lastLoad().event({ stage: 'prepare' });
    expect(session.getState().engine).toMatchObject({ step: 'prepare' });
  });

  it('that hung and is started again says so until it is ready', async () => {
    const { session, lastLoad } = connected();
    lastLoad().event({ stage: 'backend', trying: 'wasm', isFetched: true });
    lastLoad().event({ stage: 'again', sentence: 'Nothing was heard of wasm.' });
    expect(session.getState().engine).toEqual({ ...STARTING, remark: 'Nothing was heard of wasm.' });
    lastLoad().event({ stage: 'backend', trying: 'wasm-single', isFetched: true });
    lastLoad().event({ stage: 'prepare' });
    expect(session.getState().engine).toMatchObject({
      trying: 'wasm-single',
      step: 'prepare',
      remark: 'Nothing was heard of wasm.',
    });
    await lastLoad().done();
    expect(session.getState().engine).toEqual({ phase: 'ready', model: modelSummary });
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

describe('a long text', () => {
  it('has its words before its neurons, with what is left of them', async () => {
    const { result, last } = await ready();
    const words = { ...dull, layers: null };
    last().event({ stage: 'words', explanation: words });
    expect(result()).toMatchObject({ status: 'running', rough: false, stale: false, explanation: words });
    expect(areWordsAlone(result())).toBe(true);
    last().event({ stage: 'refining', of: 'neurons', done: 12, expected: 48 });
    expect(result().progress).toMatchObject({ of: 'neurons', done: 12, expected: 48 });
    await last().done(dull);
    expect(result()).toMatchObject({ status: 'done', progress: null, explanation: dull });
    expect(areWordsAlone(result())).toBe(false);
  });

  it('keeps its words when its neurons are cancelled, and when they are asked for again', async () => {
    const { result, last, session } = await ready();
    last().event({ stage: 'words', explanation: dull });
    session.getState().cancel();
    expect(result()).toMatchObject({ status: 'cancelled', explanation: dull, rough: false });
    expect(areWordsAlone(result())).toBe(true);
    session.getState().retry();
    last().event({ stage: 'rough', attribution: attributionOf(dull) });
    expect(result()).toMatchObject({ status: 'running', explanation: dull, rough: false });
    expect(areWordsAlone(result())).toBe(true);
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
    last().event({ stage: 'refining', of: 'words', done: 32, expected: 48 });
    expect(result().evaluations).toBe(32);
    await last().done(dull);
    expect(result()).toEqual({
      status: 'done',
      text: 'so dull',
      tokens: dull.tokens,
      truncated: false,
      reading: { text: 'so dull', tokens: dull.tokens, truncated: false },
      prediction: dull.prediction,
      predictionText: 'so dull',
      target: 'logit:negative',
      attribution: attributionOf(dull),
      rough: false,
      evaluations: 48,
      progress: null,
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
      reading: { text: 'quite fine really', tokens: fine.tokens },
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
