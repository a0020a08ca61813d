import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Model } from '../explanation/model';
import { encodeText, prepareText } from '../explanation/prepared-text';
import { finish } from '../finish';
import { formatNeuronSet } from '../interventions/neuron-set';
import { held } from '../interventions/resolve';
import { parseNeuron } from '../neurons/neuron';
import { contextOf, expectClose, FLOAT32, logitsOf, TEXT } from '../testing/experiments';
import { loadShippedModel } from '../testing/shipped-model';
import { attributionCheck } from './attribution-check';
import { logitsUnder } from './effects';
import { runExperiment } from './experiment';
import { flipSet } from './flip-set';
import { patching } from './patching';

let model: Model;

beforeAll(async () => {
  model = await loadShippedModel();
});

const context = (text = 'Warm, patient and funny', more: object = {}) => contextOf(model, text, more);

describe('logits under many changes', () => {
  it('are those of each change alone, wherever it begins, whatever is in force', async () => {
    const inForce = 'L1.ffn.5*3; L4.resid.7+1';
    const about = context('so dull', { interventions: inForce });
    const encoding = encodeText(model, 'so dull');
    const { input, neuronChanges } = await prepareText(model, encoding, about.subject);
    const places = ['L4.ffn.3', 'emb.7', 'L1.ffn.5', 'L5.resid.0', 'L0.attn.9', 'L4.ffn.8'];
    const variants = places.map(place => {
      const { site, index } = parseNeuron(place, model.transformer.sites);
      return [held(site, [index], 2)];
    });
    const changed = { transformer: model.transformer, input, inForce: neuronChanges };
    const found: number[][] = [];
    for await (const outcomes of logitsUnder(changed, [...variants, []])) {
      for (const { at, logits } of outcomes) found[at] = logits;
    }
    for (const [at, place] of places.entries()) {
      expectClose(found[at] ?? [], await logitsOf(about, `${inForce}; ${place}=2`));
    }
    expectClose(found[places.length] ?? [], await logitsOf(about, inForce));
  });
});

describe('the smallest set that flips the decision', () => {
  it('flips it, and needs every member', async () => {
    const about = context(TEXT);
    const { neurons, flipped, spared, untouched } = await finish(
      flipSet(about, { kind: 'flip', sites: ['L1.ffn', 'L2.ffn'], limit: 60 }),
    );
    const members = (neurons ?? []).map(address => parseNeuron(address, model.transformer.sites));
    const off = (set: typeof members) =>
      formatNeuronSet(set)
        .split('; ')
        .filter(item => item !== '')
        .map(item => `${item}=0`)
        .join('; ');
    const labelOf = ([no = 0, yes = 0]: readonly number[]) => (no > yes ? 'negative' : 'positive');
    expect(members.length).toBeGreaterThan(0);
    expectClose(flipped?.prediction.logits ?? [], await logitsOf(about, off(members)));
    expect(labelOf(flipped?.prediction.logits ?? [])).not.toBe(labelOf(untouched.prediction.logits));
    expect(spared.map(({ neuron }) => neuron)).toEqual(neurons);
    for (const member of members) {
      const logits = await logitsOf(about, off(members.filter(each => each !== member)));
      expect(labelOf(logits)).toBe(labelOf(untouched.prediction.logits));
    }
  });

  it('is said to be missing where there is none within the limit', async () => {
    const request = { kind: 'flip', sites: ['L5.ffn'], limit: 2 } as const;
    const { neurons, flipped, passes } = await finish(flipSet(context('A great film'), request));
    expect([neurons, flipped]).toEqual([null, null]);
    expect(passes).toBeGreaterThan(0);
  });
});

describe('attribution against effect', () => {
  it('measures what the target loses with a neuron at its baseline value', async () => {
    const about = context();
    const { points, correlation, untouched } = await finish(
      attributionCheck(about, { kind: 'check', ranking: 'conductance', sites: null, count: 4, seed: 2 }),
    );
    expect(points.map(({ group }) => group)).toEqual([...Array(4).fill('top'), ...Array(4).fill('random')]);
    for (const { neuron, effect } of points.slice(0, 2)) {
      const [, positive = Number.NaN] = await logitsOf(about, `${neuron}=baseline`);
      expectClose([effect], [untouched.value - positive]);
    }
    expect(correlation.all?.count).toBe(8);
  });

  it('draws the same random neurons for any ranking, less its first', async () => {
    const draw = async (ranking: 'activation' | 'gradient-x-activation') => {
      const request = { kind: 'check', ranking, sites: null, count: 8, seed: 9 } as const;
      const { points } = await finish(attributionCheck(context(), request));
      return points.filter(({ group }) => group === 'random').map(({ neuron }) => neuron);
    };
    expect(await draw('activation')).toEqual(await draw('gradient-x-activation'));
  });

  it('finds no effect of neurons that are held already', async () => {
    const about = context('so dull', { interventions: 'L5.ffn=0' });
    const request = { kind: 'check', ranking: 'conductance', sites: ['L5.ffn'], count: 3, seed: 1 } as const;
    for (const { attribution, effect } of (await finish(attributionCheck(about, request))).points) {
      expect(Math.abs(attribution)).toBe(0);
      expect(Math.abs(effect)).toBeLessThan(1e-6);
    }
  });
});

describe('carrying over', () => {
  const [good, bad] = ['The acting is wonderful here.', 'The acting is dreadful here.'];

  it.each([
    [good, bad],
    [bad, good],
  ])('moves all of the difference at the ends: %s ← %s', async (text, from) => {
    const sites = ['emb', 'L5.resid'] as const;
    const { rows, aligned } = await finish(patching(context(text), { kind: 'patch', from, sites }));
    expect(aligned.every(at => at !== null)).toBe(true);
    const [emb, last] = rows;
    expect(Math.abs((emb?.all ?? 0) - 1)).toBeLessThan(FLOAT32);
    // Only the first token of the last block is read, and only one word differs at the first site.
    expect(Math.abs((last?.tokens[0] ?? 0) - 1)).toBeLessThan(FLOAT32);
    expect(last?.tokens.slice(1).every(share => Math.abs(share ?? 1) < FLOAT32)).toBe(true);
    expect(emb?.tokens.filter(share => Math.abs(share ?? 0) > FLOAT32).length).toBe(1);
  });

  it('moves nothing between equal texts, which differ by nothing', async () => {
    const { rows } = await finish(patching(context(good), { kind: 'patch', from: good, sites: ['emb'] }));
    expect(rows[0]?.all).toBeNull();
  });

  it('leaves tokens without a counterpart out', async () => {
    const request = { kind: 'patch', from: 'The acting is here.', sites: ['L2.resid'] } as const;
    const { aligned, rows, tokens } = await finish(patching(context(good), request));
    expect(tokens[aligned.indexOf(null)]).toBe('wonderful');
    expect(rows[0]?.tokens.map(share => share === null)).toEqual(aligned.map(at => at === null));
  });

  it('is what the intervention patch does', async () => {
    const request = { kind: 'patch', from: bad, sites: ['L1.resid'] } as const;
    const about = context(good, { target: 'logit:positive', patchFrom: bad });
    const { rows, untouched, fromValue } = await finish(patching(about, request));
    const [, positive = Number.NaN] = await logitsOf(about, 'L1.resid@4=patch');
    const share = (positive - untouched.value) / (fromValue - untouched.value);
    expectClose([rows[0]?.tokens[4] ?? Number.NaN], [share]);
  });
});

describe('every experiment', () => {
  const requests = [
    {
      kind: 'sweep',
      neurons: ['L3.ffn.1'],
      dose: 'factor',
      range: null,
      points: 3,
      controls: { count: 2, points: 2, seed: 1 },
    },
    {
      kind: 'ablation',
      rankings: ['activation'],
      sites: ['L4.ffn'],
      counts: [1],
      controls: { count: 1, seed: 1 },
    },
    { kind: 'flip', sites: ['L5.ffn'], limit: 2 },
    { kind: 'check', ranking: 'activation', sites: ['L5.ffn'], count: 2, seed: 1 },
    { kind: 'patch', from: 'so bright', sites: ['L5.attn'] },
  ] as const;

  it.each(requests)('tells how far it is, ends at its total, and leaves no tensor: $kind', async request => {
    const run = async () => {
      const told: { done: number; total: number }[] = [];
      const experiment = runExperiment(context('so dull'), request);
      for (;;) {
        const step = await experiment.next();
        if (step.done) return told;
        told.push(step.value);
      }
    };
    await run();
    const before = tf.memory().numTensors;
    const told = await run();
    expect(tf.memory().numTensors).toBe(before);
    const done = told.map(step => step.done);
    expect(done).toEqual(done.toSorted((a, b) => a - b));
    expect(told.every(step => step.done <= step.total)).toBe(true);
    if (request.kind !== 'flip') expect(told.at(-1)?.done).toBe(told.at(-1)?.total);
  });

  it.each(requests)('stops when aborted, and leaves no tensor: $kind', async request => {
    const abort = new AbortController();
    const before = tf.memory().numTensors;
    const experiment = runExperiment({ ...context('so dull'), signal: abort.signal }, request);
    await experiment.next();
    abort.abort();
    await expect(finish(experiment)).rejects.toThrow('abort');
    expect(tf.memory().numTensors).toBe(before);
  });
});
