import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-core/dist/register_all_gradients';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { startBackend } from '../backend/backend';
import { nodeBackends } from '../backend/node';
import { dispose } from '../backend/tidy';
import { createWeights } from '../checkpoint/weights';
import { compileChanges, type NeuronChange } from '../interventions/resolve';
import type { Neuron } from '../neurons/neuron';
import { relativeError } from '../testing/numbers';
import { seededNoise, tinyConfig, tinyTensors, tinyWeights } from '../testing/tiny-bert';
import { createBert } from './bert';
import { evaluateTarget } from './objective';
import { createPlainBert, type PlainForward } from './plain-bert';
import { parseTarget, type Target } from './target';
import { differentiable, type Transformer } from './transformer';

// Float32 sums taken in another order differ by a few units in the seventh digit.
const FLOAT32 = 2e-5;

const targets: Target[] = ['logit:yes', 'prob:maybe', 'logprob:no', 'diff:yes,no'].map(text =>
  parseTarget(text, tinyConfig.labels),
);

function randomInputs(size: number, tokens: number): tf.Tensor3D {
  const noise = seededNoise(size * 100 + tokens);
  const length = size * tokens * tinyConfig.hidden_size;
  return tf.tensor3d(
    Float32Array.from({ length }, () => noise()),
    [size, tokens, tinyConfig.hidden_size],
  );
}

/** A change of every kind, somewhere in the model. */
function randomChanges({ sites }: Transformer, tokens: number, seed: number): NeuronChange[] {
  const noise = seededNoise(seed);
  const below = (count: number) => Math.floor(((noise() + 1) / 2) * count);
  return sites.flatMap(({ site, width }): NeuronChange[] => [
    { site, neurons: [below(width), below(width)], tokens: null, factor: 0, offset: noise(), byToken: false },
    {
      site,
      neurons: [below(width)],
      tokens: [below(tokens)],
      factor: 3 * noise(),
      offset: noise(),
      byToken: false,
    },
    { site, neurons: null, tokens: [below(tokens)], factor: 1 + 0.2 * noise(), offset: 0, byToken: false },
    {
      site,
      neurons: [below(width)],
      tokens: null,
      factor: 0.5,
      offset: (token, neuron) => Math.sin(token + neuron),
      byToken: true,
    },
  ]);
}

describe.each(['cpu', 'wasm'] as const)('BERT on %s', backend => {
  let model: Transformer;
  let plain: PlainForward;

  beforeAll(async () => {
    await startBackend(nodeBackends, backend, () => {});
    model = createBert(tinyConfig, tinyWeights());
    plain = createPlainBert(tinyConfig, tinyWeights());
  });

  it('gives the logits of the textbook forward pass', () => {
    const inputs = randomInputs(3, 5);
    const { logits } = model.run(inputs, { sites: [], target: null, lengths: null });
    expect(relativeError(logits.dataSync(), plain(inputs).dataSync())).toBeLessThan(FLOAT32);
  });

  it.each(targets)('gives the input gradient of tf.grad for target %o', target => {
    const inputs = randomInputs(2, 6);
    const evaluation = differentiable(model, target).evaluate(inputs, { sites: [], gradients: true });
    const oracle = tf.grad(x => tf.sum(evaluateTarget(target, plain(x as tf.Tensor3D)).values))(inputs);
    expect(relativeError(evaluation.inputGradient?.dataSync() ?? [], oracle.dataSync())).toBeLessThan(
      FLOAT32,
    );
  });

  it('gives a padded text the logits that it has alone', () => {
    const alone = randomInputs(1, 4);
    const padded = tf.concat([alone, tf.fill([1, 3, tinyConfig.hidden_size], 9)], 1) as tf.Tensor3D;
    const batch = tf.concat([padded, randomInputs(1, 7)], 0) as tf.Tensor3D;
    const expected = model.run(alone, { sites: [], target: null, lengths: null }).logits.dataSync();
    const actual = model.run(batch, { sites: [], target: null, lengths: [4, 7] }).logits.dataSync();
    expect(relativeError(actual.slice(0, 3), expected)).toBeLessThan(FLOAT32);
  });

  it('gives activations and gradients at the sites asked for and at no other', () => {
    const f = differentiable(model, parseTarget('logit:yes', tinyConfig.labels));
    const evaluation = f.evaluate(randomInputs(2, 5), { sites: ['emb', 'L1.ffn'], gradients: true });
    expect(Object.keys(evaluation.activations).sort()).toEqual(['L1.ffn', 'emb']);
    expect(evaluation.gradients['L1.ffn']?.shape).toEqual([2, 5, tinyConfig.intermediate_size]);
    expect(evaluation.gradients.emb?.shape).toEqual([2, 5, tinyConfig.hidden_size]);
  });

  it('goes on from any site: its own values give the same logits and gradient', () => {
    const target = parseTarget('diff:yes,no', tinyConfig.labels);
    const x = randomInputs(1, 5);
    const sites = model.sites.map(({ site }) => site);
    const whole = model.run(x, { sites, target, lengths: null });
    for (const site of sites) {
      const values = whole.activations[site];
      if (!values) throw new Error(`no activations at ${site}`);
      const twice = tf.concat([values, tf.mul(values, 0.5)], 0) as tf.Tensor3D;
      const { logits, gradient } = model.resume(model.stem(x, site), { size: 2, values: twice, target });
      const first = tf.slice(gradient ?? x, [0, 0, 0], [1, -1, -1]);
      expect(relativeError(logits.dataSync().slice(0, 3), whole.logits.dataSync()), site).toBeLessThan(
        FLOAT32,
      );
      const expected = whole.backward?.gradients[site]?.dataSync() ?? [];
      expect(relativeError(first.dataSync(), expected), site).toBeLessThan(FLOAT32);
    }
  });

  it('goes on from a site with other values: the gradient there predicts the change of F by a small step', () => {
    const target = parseTarget('logit:yes', tinyConfig.labels);
    const x = randomInputs(1, 5);
    for (const { site, width } of model.sites) {
      const noise = seededNoise(width);
      const values = tf.tensor3d(
        Float32Array.from({ length: 5 * width }, () => noise()),
        [1, 5, width],
      );
      const { gradient } = model.resume(model.stem(x, site), { size: 1, values, target });
      if (!gradient) throw new Error('no gradient');
      const step = tf.mul(tf.div(gradient, tf.norm(gradient)), 0.01) as tf.Tensor3D;
      const yes = tinyConfig.labels.indexOf('yes');
      const valueAt = (h: tf.Tensor3D) =>
        model.resume(model.stem(x, site), { size: 1, values: h, target: null }).logits.dataSync()[yes] ??
        Number.NaN;
      const change = (valueAt(tf.add(values, step)) - valueAt(tf.sub(values, step))) / 2;
      const predicted = tf.sum(tf.mul(gradient, step)).dataSync()[0] ?? Number.NaN;
      expect(Math.abs(change / predicted - 1), site).toBeLessThan(0.02);
    }
  });

  it('goes on from a site under changes: as the whole pass, whatever they are and wherever the stem ends', () => {
    const x = randomInputs(1, 5);
    const target = parseTarget('diff:yes,no', tinyConfig.labels);
    const rows = [randomChanges(model, 5, 1), randomChanges(model, 5, 2), []];
    const each = rows.map(row => {
      const changes = compileChanges([row], model.sites, 5);
      return Array.from(model.run(x, { sites: [], target, lengths: null, changes }).logits.dataSync());
    });
    for (const { site } of model.sites) {
      const before = model.sites.findIndex(info => info.site === site);
      const inFront = new Set(model.sites.slice(0, before).map(info => info.site));
      const common = (rows[0] ?? []).filter(change => inFront.has(change.site));
      const own = rows.map(row => [...common, ...row.filter(change => !inFront.has(change.site))]);
      const expected = own.flatMap(row => {
        const changes = compileChanges([row], model.sites, 5);
        return Array.from(
          model.run(x, { sites: [], target: null, lengths: null, changes }).logits.dataSync(),
        );
      });
      const stem = model.stem(x, site, compileChanges([common], model.sites, 5));
      const { logits } = model.resume(stem, {
        size: 3,
        target,
        changes: compileChanges(own, model.sites, 5),
      });
      expect(relativeError(logits.dataSync(), expected), site).toBeLessThan(FLOAT32);
    }
    expect(relativeError(each[0] ?? [], each[2] ?? [])).toBeGreaterThan(0.01);
  });

  it('gives the logits and the input gradient of tf.grad under changes', () => {
    const x = randomInputs(2, 5);
    for (const target of targets) {
      const changes = compileChanges([randomChanges(model, 5, 3)], model.sites, 5);
      const pass = model.run(x, { sites: [], target, lengths: null, changes });
      const forward = (inputs: tf.Tensor3D) => plain(inputs, changes);
      const oracle = tf.grad(inputs => tf.sum(evaluateTarget(target, forward(inputs as tf.Tensor3D)).values))(
        x,
      );
      expect(relativeError(pass.logits.dataSync(), forward(x).dataSync())).toBeLessThan(FLOAT32);
      expect(relativeError(pass.backward?.inputGradient.dataSync() ?? [], oracle.dataSync())).toBeLessThan(
        FLOAT32,
      );
    }
  });

  it('lets the gradient through one neuron only: over all neurons of a full cut these add up to the whole', () => {
    const x = randomInputs(1, 4);
    const target = parseTarget('logit:yes', tinyConfig.labels);
    const changes = compileChanges([randomChanges(model, 4, 4)], model.sites, 4);
    const gradientOf = (through: Neuron | null) =>
      model.run(x, { sites: [], target, lengths: null, changes, through }).backward?.inputGradient ?? x;
    for (const { site, width, fullCut } of model.sites.filter(info => info.fullCut)) {
      const parts = Array.from({ length: width }, (_, index) => gradientOf({ site, index }));
      expect(
        fullCut && relativeError(tf.addN(parts).dataSync(), gradientOf(null).dataSync()),
        site,
      ).toBeLessThan(FLOAT32);
    }
  });

  it('lets the gradient through one neuron: that of its activation, times the gradient there', () => {
    const x = randomInputs(1, 4);
    const target = parseTarget('logit:yes', tinyConfig.labels);
    for (const { site } of model.sites) {
      const through = { site, index: 3 };
      const request = { sites: [site], target, lengths: null };
      const { backward } = model.run(x, { ...request, through });
      const gradient = backward?.inputGradient ?? x;
      const weights = model.run(x, request).backward?.gradients[site] ?? x;
      const step = tf.mul(tf.div(gradient, tf.norm(gradient)), 0.01) as tf.Tensor3D;
      const activation = (inputs: tf.Tensor3D) => {
        const h =
          model.run(inputs, { sites: [site], target: null, lengths: null }).activations[site] ?? inputs;
        return tf.slice(h, [0, 0, 3], [1, 4, 1]);
      };
      const moved = tf.sub(activation(tf.add(x, step)), activation(tf.sub(x, step)));
      const change = tf.sum(tf.mul(tf.mul(moved, 0.5), tf.slice(weights, [0, 0, 3], [1, 4, 1])));
      const predicted = tf.sum(tf.mul(gradient, step)).dataSync()[0] ?? Number.NaN;
      expect(Math.abs((change.dataSync()[0] ?? Number.NaN) / predicted - 1), site).toBeLessThan(0.02);
    }
  });

  it('has the same value at every full cut: gradient times a small step predicts the change of F', () => {
    const f = differentiable(model, parseTarget('logit:yes', tinyConfig.labels));
    const sites = f.sites.filter(({ fullCut }) => fullCut).map(({ site }) => site);
    const x = randomInputs(1, 5);
    const steepest = f.evaluate(x, { sites: [], gradients: true }).inputGradient;
    if (!steepest) throw new Error('no input gradient');
    const step = tf.mul(tf.div(steepest, tf.norm(steepest)), 0.02) as tf.Tensor3D;
    const before = f.evaluate(tf.sub(x, step), { sites, gradients: false });
    const after = f.evaluate(tf.add(x, step), { sites, gradients: false });
    const at = f.evaluate(x, { sites, gradients: true });
    const change = tf.sub(after.values, before.values).dataSync()[0] ?? 0;
    for (const site of sites) {
      const [low, high, gradient] = [before.activations[site], after.activations[site], at.gradients[site]];
      if (!low || !high || !gradient) throw new Error(`no tensors at ${site}`);
      const predicted = tf.sum(tf.mul(gradient, tf.sub(high, low))).dataSync()[0] ?? 0;
      // Central differences of float32 values: the step's square and rounding leave about a percent.
      expect(Math.abs(predicted - change), site).toBeLessThan(0.02 * Math.abs(change));
    }
  });

  it('leaves no tensor behind but the results', () => {
    const f = differentiable(model, parseTarget('prob:yes', tinyConfig.labels));
    const inputs = randomInputs(2, 5);
    const before = tf.memory().numTensors;
    dispose(f.evaluate(inputs, { sites: ['L0.attn', 'L1.resid'], gradients: true }));
    dispose(f.evaluate(inputs, { sites: ['emb'], gradients: false }));
    expect(tf.memory().numTensors).toBe(before);
  });

  it('frees its weights when disposed', () => {
    const before = tf.memory().numTensors;
    const other = createBert(tinyConfig, tinyWeights());
    other.dispose();
    expect(tf.memory().numTensors).toBe(before);
  });
});

describe('a checkpoint that does not fit', () => {
  afterEach(() => {
    tf.engine().endScope();
  });

  function build(
    change: (tensors: Map<string, { dtype: string; shape: readonly number[]; bytes: Uint8Array }>) => void,
  ) {
    const tensors = new Map(tinyTensors());
    change(tensors);
    tf.engine().startScope();
    return () => createBert(tinyConfig, createWeights(tensors, 'model.safetensors'));
  }

  it('is refused with the name of a missing tensor', () => {
    expect(build(tensors => tensors.delete('classifier.bias'))).toThrow(
      'model.safetensors: tensor classifier.bias is missing, expected shape [3].',
    );
  });

  it('is refused with found and expected shape', () => {
    const wrong = { dtype: 'F32', shape: [2], bytes: new Uint8Array(8) };
    expect(build(tensors => tensors.set('classifier.bias', wrong))).toThrow(
      'model.safetensors: tensor classifier.bias has shape [2], expected [3].',
    );
  });

  it('is refused where a weight is not a number', () => {
    const bytes = new Uint8Array(new Float32Array([0, Number.NaN, 0]).buffer);
    expect(build(tensors => tensors.set('classifier.bias', { dtype: 'F32', shape: [3], bytes }))).toThrow(
      'tensor classifier.bias holds NaN at element 1, expected finite numbers.',
    );
  });
});
