import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { EngineCrash } from '../worker/connection';
import { connectEngine, TYPING_DELAY } from './engine-connection';
import { connectExperiments } from './experiment-connection';
import { type ExperimentCall, ManualEngine, modelSummary } from './fixtures/engine';
import { flipRecordOf } from './fixtures/experiment';
import { explanationOf } from './fixtures/explanation';
import { createSession } from './session';
import { createViewStore } from './view-store';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const dull = explanationOf(['so', 'dull'], [0.5, 2]);
const fine = explanationOf(['so', 'fine'], [0.5, -2]);
const record = flipRecordOf('so dull');

function connected(fragment: string) {
  const engine = new ManualEngine();
  const views = createViewStore();
  const session = createSession();
  views.getState().open(fragment, true);
  connectEngine(engine, views, session, { modelUrl: () => 'model/', indexUrl: () => 'index/' });
  const end = connectExperiments(engine, views, session);
  return {
    engine,
    views,
    session,
    end,
    set: views.getState().set,
    shown: () => session.getState().experiment,
    explained: async (explanation = dull) => engine.explains.at(-1)?.done(explanation),
    last: (): ExperimentCall => {
      const call = engine.experiments.at(-1);
      if (!call) throw new Error('No experiment was asked for.');
      return call;
    },
  };
}

/** Connected, with the text explained, so that the open experiment runs. */
async function ready(fragment = 'v=1&text=so+dull&try=flip') {
  const all = connected(fragment);
  await all.engine.loads[0]?.done();
  await all.explained();
  return all;
}

const SENTENCES = 'v=1&text=so+dull&try=ablation&sentences=so+fine%0A%0Aso+bad';

describe('an experiment', () => {
  it('waits for the engine and for the explanation', async () => {
    const { engine, shown, explained } = connected('v=1&text=so+dull&try=flip');
    await engine.loads[0]?.done();
    expect(engine.experiments).toHaveLength(0);
    expect(shown()).toBeNull();
    await explained();
    expect(engine.experiments).toHaveLength(1);
  });

  it('is asked of the present view, and shown as it grows', async () => {
    const { shown, last } = await ready('v=1&text=so+dull&try=flip&limit=7&do=emb.0*3');
    const request = { kind: 'flip', sites: null, limit: 7 };
    expect(last().request).toEqual(request);
    expect(last().subject).toMatchObject({ text: 'so dull', interventions: 'emb.0*3', neuronMethod: null });
    expect(shown()).toEqual({
      request,
      status: 'running',
      done: 0,
      total: 0,
      texts: 1,
      records: [],
      error: null,
    });
    last().ripen({ done: 3, total: 9, record: flipRecordOf('so dull', 3) });
    expect(shown()).toMatchObject({
      status: 'running',
      done: 3,
      total: 9,
      records: [flipRecordOf('so dull', 3)],
    });
    await last().done(record);
    expect(shown()).toMatchObject({ status: 'done', records: [record], error: null });
  });

  it('is opened and closed without explaining anew', async () => {
    const { engine, set, shown, last } = await ready('v=1&text=so+dull');
    expect(engine.experiments).toHaveLength(0);
    set({ experiment: 'flip' }, 'push');
    expect(engine.experiments).toHaveLength(1);
    set({ experiment: 'none' }, 'push');
    expect(last().signal?.aborted).toBe(true);
    expect(shown()).toBeNull();
    expect(engine.explains).toHaveLength(1);
  });

  it('waits for a choice where it needs one', async () => {
    const { engine, set, shown } = await ready('v=1&text=so+dull&try=sweep');
    expect(shown()).toBeNull();
    set({ neuron: 'L3.ffn.7' }, 'push');
    expect(engine.experiments).toHaveLength(1);
    set({ neuron: null }, 'push');
    expect(shown()).toBeNull();
  });

  it('goes on whatever else is chosen, even what is computed for it', async () => {
    const { engine, set, shown, last } = await ready();
    for (const patch of [
      { selected: 1 },
      { unit: 'tokens' },
      { neuron: 'L3.ffn.7' },
      { rank: 'layer-integrated-gradients' },
      { seed: 5 },
      { sentences: 'so fine' },
    ] as const) {
      set(patch, 'push');
    }
    expect(engine.explains).toHaveLength(2);
    expect(engine.experiments).toHaveLength(1);
    expect(last().signal?.aborted).toBe(false);
    await last().done(record);
    expect(shown()).toMatchObject({ status: 'done', records: [record] });
  });

  it('that was made before is shown at once', async () => {
    const { engine, set, shown, last } = await ready();
    await last().done(record);
    set({ flipLimit: 7 }, 'push');
    await last().done(flipRecordOf('so dull', 9));
    set({ flipLimit: 100 }, 'push');
    expect(shown()).toMatchObject({ status: 'done', records: [record] });
    expect(engine.experiments).toHaveLength(2);
  });
});

describe('a newer experiment', () => {
  it('ends the older one, whose late answers are not shown', async () => {
    const { engine, set, shown, last } = await ready();
    const [older] = engine.experiments;
    set({ flipLimit: 7 }, 'push');
    expect(older?.signal?.aborted).toBe(true);
    older?.ripen({ done: 3, total: 9, record });
    await older?.done(record);
    expect(shown()).toMatchObject({ status: 'running', request: { limit: 7 }, records: [] });
    await last().done(flipRecordOf('so dull', 9));
    await older?.fail(new Error('late'));
    expect(shown()).toMatchObject({ status: 'done' });
  });

  it('waits until typing pauses, while the older one goes on', async () => {
    const { engine, set, last } = await ready();
    for (const flipLimit of [7, 77]) {
      set({ flipLimit }, 'replace');
      vi.advanceTimersByTime(TYPING_DELAY - 1);
    }
    expect(engine.experiments).toHaveLength(1);
    expect(last().signal?.aborted).toBe(false);
    vi.advanceTimersByTime(1);
    expect(last().request).toMatchObject({ limit: 77 });
    expect(engine.experiments).toHaveLength(2);
  });

  it('is not made where what was typed is taken back', async () => {
    const { engine, set, last } = await ready();
    set({ flipLimit: 7 }, 'replace');
    set({ flipLimit: 100 }, 'replace');
    vi.runAllTimers();
    expect(engine.experiments).toHaveLength(1);
    expect(last().signal?.aborted).toBe(false);
  });

  it('of another text waits for its explanation, and nothing is shown meanwhile', async () => {
    const { engine, set, shown, explained, last } = await ready();
    await last().done(record);
    set({ text: 'so fine' }, 'push');
    expect(shown()).toBeNull();
    await explained(fine);
    expect(last().subject.text).toBe('so fine');
    expect(engine.experiments).toHaveLength(2);
  });

  it('is made under other interventions', async () => {
    const { engine, set, explained, last } = await ready();
    set({ interventions: 'emb.0*3' }, 'push');
    await explained();
    expect(last().subject.interventions).toBe('emb.0*3');
    set({ applied: 'off' }, 'push');
    expect(engine.experiments).toHaveLength(3);
    expect(last().subject).not.toHaveProperty('interventions');
  });
});

describe('the end of an experiment', () => {
  it('by the user keeps what is known, until it is run again', async () => {
    const { engine, session, set, shown, last } = await ready();
    last().ripen({ done: 3, total: 9, record });
    session.getState().cancelExperiment();
    expect(last().signal?.aborted).toBe(true);
    await last().done(null);
    expect(shown()).toMatchObject({ status: 'cancelled', done: 3, records: [record] });
    set({ unit: 'tokens' }, 'push');
    expect(engine.experiments).toHaveLength(1);

    session.getState().retryExperiment();
    expect(shown()).toMatchObject({ status: 'running', records: [] });
    await last().done(record);
    expect(shown()?.status).toBe('done');
    session.getState().cancelExperiment();
    expect(shown()?.status).toBe('done');
  });

  it('by the engine is shown as such', async () => {
    const { shown, last } = await ready();
    await last().done(null);
    expect(shown()).toMatchObject({ status: 'cancelled' });
  });

  it('by a failure says why and keeps what is known', async () => {
    const { shown, last } = await ready();
    last().ripen({ done: 3, total: 9, record });
    await last().fail(new Error('Count 0: expected more.'));
    expect(shown()).toMatchObject({ status: 'failed', error: 'Count 0: expected more.', records: [record] });
  });

  it('by a crash is not repeated unasked when the engine is back', async () => {
    const { engine, session, shown, last } = await ready();
    engine.restart({ stage: 'crashed', message: 'gone' });
    await last().fail(new EngineCrash('gone'));
    engine.restart({ stage: 'ready', model: modelSummary });
    expect(engine.experiments).toHaveLength(1);
    expect(shown()).toMatchObject({ status: 'failed', error: 'gone' });
    session.getState().retryExperiment();
    expect(engine.experiments).toHaveLength(2);
  });
});

describe('an experiment on several sentences', () => {
  it('takes them one after the other', async () => {
    const { engine, shown, last } = await ready(SENTENCES);
    const [first, second] = [flipRecordOf('so fine'), flipRecordOf('so bad')];
    expect(last().subject.text).toBe('so fine');
    last().ripen({ done: 3, total: 9, record: first });
    await last().done(first);
    expect(engine.experiments).toHaveLength(2);
    expect(last().subject.text).toBe('so bad');
    expect(shown()).toMatchObject({ status: 'running', done: 0, total: 0, texts: 2, records: [first] });
    last().ripen({ done: 1, total: 9, record: second });
    expect(shown()?.records).toEqual([first, second]);
    await last().done(second);
    expect(shown()).toMatchObject({ status: 'done', done: 1, total: 9, records: [first, second] });
  });

  it('fails with one of them, whose line it names', async () => {
    const { engine, shown, last } = await ready(SENTENCES);
    const first = flipRecordOf('so fine');
    await last().done(first);
    await last().fail(new Error('The text has no tokens.'));
    expect(shown()).toMatchObject({
      status: 'failed',
      error: 'Line 3: The text has no tokens.',
      records: [first],
    });
    expect(engine.experiments).toHaveLength(2);
  });

  it('that is cancelled goes on with none of them', async () => {
    const { engine, session, last } = await ready(SENTENCES);
    session.getState().cancelExperiment();
    await last().done(flipRecordOf('so fine'));
    expect(engine.experiments).toHaveLength(1);
  });
});

it('the end of the connection ends the experiment', async () => {
  const { engine, end, set, last } = await ready();
  end();
  expect(last().signal?.aborted).toBe(true);
  set({ flipLimit: 7 }, 'push');
  expect(engine.experiments).toHaveLength(1);
});
