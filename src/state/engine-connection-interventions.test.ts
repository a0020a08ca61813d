import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Explanation } from '../engine/explanation/record';
import { done, dull, fine, neurons, ready, rough } from './fixtures/connected-engine';
import { explanationOf } from './fixtures/explanation';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe('interventions', () => {
  const list = 'L3.ffn.7=0';
  const link = `v=1&text=so+dull&do=${list}`;
  const plain = dull;
  const touched: Explanation = {
    ...explanationOf(['so', 'dull'], [0.25, 1], { probabilities: [0.6, 0.4] }),
    interventions: [list],
    untouched: plain.prediction,
  };
  const patchedLink = `v=1&text=so+dull&do=L3.ffn.7%3Dpatch&other=so+fine`;

  /** A text that was explained as it is, and is now being explained with interventions. */
  async function touching() {
    const all = await done(plain);
    all.set({ interventions: list }, 'push');
    return all;
  }

  it('are asked for, and the text as it is is known from before: undoing them computes nothing', async () => {
    const { engine, set, result, last } = await touching();
    expect(last().request).toMatchObject({ text: 'so dull', interventions: list });
    await last().done(touched);
    expect(result()).toMatchObject({
      status: 'done',
      explanation: touched,
      untouched: { explanation: plain, neurons: null },
      untouchedPrediction: plain.prediction,
    });
    expect(engine.explains).toHaveLength(2);

    set({ applied: 'off' }, 'push');
    expect(result()).toMatchObject({
      status: 'done',
      explanation: plain,
      untouched: null,
      untouchedPrediction: null,
    });
    set({ applied: 'on' }, 'push');
    expect(result()).toMatchObject({ status: 'done', explanation: touched });
    expect(engine.explains).toHaveLength(2);
  });

  it('can be compared as soon as there are rough words, where the text as it is is known', async () => {
    const { result, last } = await touching();
    rough(last(), touched);
    expect(result()).toMatchObject({ rough: true, untouched: { explanation: plain } });
  });

  it('tell both predictions before anything else is there', async () => {
    const { result, last } = await ready(link);
    const { prediction, target } = touched;
    last().event({ stage: 'prediction', prediction, untouched: plain.prediction, target });
    expect(result()).toMatchObject({ prediction, untouchedPrediction: plain.prediction, status: 'running' });
  });

  it('of a link are shown first; the text as it is follows without a word', async () => {
    const { engine, views, result, last } = await ready(link);
    rough(last(), touched);
    await last().done(touched, neurons);
    expect(result()).toMatchObject({ status: 'done', explanation: touched, untouched: null });
    const { fingerprint } = views.getState();
    expect(engine.explains).toHaveLength(2);
    expect(last().request).not.toHaveProperty('interventions');

    rough(last(), plain);
    last().event({ stage: 'refining', of: 'words', done: 3, expected: 48 });
    expect(result()).toMatchObject({
      status: 'done',
      explanation: touched,
      evaluations: 48,
      untouched: null,
    });
    await last().done(plain, neurons);
    expect(result()).toMatchObject({
      status: 'done',
      explanation: touched,
      untouched: { explanation: plain, neurons },
    });
    expect(fingerprint).toMatchObject({ probability: 0.6 });
    expect(views.getState().fingerprint).toBe(fingerprint);
  });

  it('give up what they are compared with when a newer request comes', async () => {
    const { engine, set, result, last } = await ready(link);
    await last().done(touched);
    set({ interventions: 'L3.ffn.7*2' }, 'push');
    expect(engine.explains[1]?.signal?.aborted).toBe(true);
    expect(result()).toMatchObject({ status: 'running', stale: true });
    await engine.explains[1]?.done(plain);
    expect(result().untouched).toBeNull();
    expect(last().request.interventions).toBe('L3.ffn.7*2');
  });

  it('of which only the comparison failed are shown, and retry makes up for it', async () => {
    const { engine, session, result, last } = await ready(link);
    await last().done(touched);
    await last().fail(new Error('once'));
    expect(result()).toMatchObject({ status: 'failed', error: 'once', stale: false, explanation: touched });
    session.getState().retry();
    expect(result().status).toBe('done');
    expect(engine.explains).toHaveLength(3);
    await last().done(plain);
    expect(result()).toMatchObject({ status: 'done', untouched: { explanation: plain } });
  });

  it('that fail say why and leave the last good state', async () => {
    const { result, last } = await touching();
    await last().fail(new Error('Intervention "L3.ffn.7@99=0": the text has 2 tokens.'));
    expect(result()).toMatchObject({
      status: 'failed',
      error: 'Intervention "L3.ffn.7@99=0": the text has 2 tokens.',
      stale: true,
      explanation: plain,
    });
  });

  it('that the model lacks are put back when it is loaded, with a notice', async () => {
    const { engine, views, view } = await ready('v=1&text=so+dull&do=L6.ffn.0=0');
    expect(view().interventions).toBe('');
    expect(views.getState().notices).toHaveLength(1);
    vi.runAllTimers();
    expect(engine.explains.map(({ request }) => request.interventions)).toEqual([undefined]);
  });

  it('that the model lacks are put back when a link is opened later', async () => {
    const { engine, views, view, result } = await done();
    views.getState().open('v=1&text=so+dull&do=L3.ffn.1536%3D0', true);
    expect(view().interventions).toBe('');
    expect(result()).toMatchObject({ status: 'done', explanation: dull });
    views.getState().open('v=1&text=quite+fine+really&do=L3.ffn.1536%3D0', true);
    vi.runAllTimers();
    expect(engine.explains.map(({ request }) => request.text)).toEqual(['so dull', fine.text]);
  });

  it('ask again when the text that a patch takes from changes, and only then', async () => {
    const { engine, set } = await ready(patchedLink);
    set({ other: 'so bad' }, 'replace');
    vi.runAllTimers();
    expect(engine.explains.map(({ request }) => request.patchFrom)).toEqual(['so fine', 'so bad']);

    const without = await ready(link);
    set({ shown: 'difference' }, 'push');
    without.set({ other: 'so bad' }, 'replace');
    vi.runAllTimers();
    expect(without.engine.explains).toHaveLength(1);
    expect(without.engine.explains[0]?.signal?.aborted).toBe(false);
  });

  it('leave a link to be compared while what they are compared with is computed', async () => {
    const { engine, views, result, last } = await ready(link);
    await last().done(touched);
    views.getState().open(`${link}&fp=negative:0.95~1~dull:1~so:0.25`, true);
    expect(result().mismatch).toContain('the link says negative 95.0 %');
    await last().done(plain);
    expect(result()).toMatchObject({ untouched: { explanation: plain } });
    expect(engine.explains).toHaveLength(3);
  });
});
