import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { embedBaseline, embedTokens } from '../attribution/baseline';
import { CUT_TOLERANCE } from '../attribution/panels';
import { type Explained, explain } from '../explanation/explain';
import type { Model } from '../explanation/model';
import type { NeuronSelection } from '../explanation/neuron-records';
import type { Rule } from '../explanation/record';
import { finish } from '../finish';
import { loadShippedModel, neuronOracle } from '../testing/shipped-model';
import { parseTarget } from '../transformer/target';
import { differentiable, differentiableFrom } from '../transformer/transformer';
import { layerIntegratedGradients } from './layer-integrated-gradients';
import { neuronFeed } from './neuron-feed';
import type { NeuronMethod } from './neuron-table';

/** What the product promises of a fixed rule: within 1e-3 of Captum's largest value. Float32 leaves about 1e-5. */
const CAPTUM = 1e-3;
/** What it promises of a neuron under the adaptive rule, as a share of the largest neuron. */
const NEURON = 0.03;

const EVERYTHING: NeuronSelection = { sites: null, method: null, count: 10 };

let model: Model;

beforeAll(async () => {
  model = await loadShippedModel();
});

const run = (text: string, rule: Rule, steps: number): Promise<Explained> =>
  finish(
    explain(
      model,
      { text, target: null, method: 'integrated-gradients', baseline: 'pad', rule, steps },
      { rough: false, neurons: EVERYTHING },
    ),
  );

const byAdaptiveRule = new Map<string, Promise<Explained>>();

/** By the adaptive rule, each text once. */
function adaptively(text: string): Promise<Explained> {
  const explained = byAdaptiveRule.get(text) ?? run(text, 'adaptive', 50);
  byAdaptiveRule.set(text, explained);
  return explained;
}

it('is the checkpoint that the oracle was computed on', () => {
  expect(neuronOracle.made.sha256).toBe(model.sha256);
});

/** `[tokens, width]` of one method and site. */
function matrixOf({ neurons }: Explained, method: NeuronMethod, site: string): Float32Array {
  const index = neurons?.sites.findIndex(info => info.site === site) ?? -1;
  return neurons?.methods[method]?.[index] ?? new Float32Array();
}

function tokenSums(matrix: Float32Array, [tokens, width]: readonly [number, number]): number[] {
  return Array.from({ length: tokens }, (_, token) =>
    matrix.subarray(token * width, (token + 1) * width).reduce((sum, value) => sum + value, 0),
  );
}

type Digest = (typeof neuronOracle.texts)[number]['captum'][number];

function expectDigest(matrix: Float32Array, digest: Digest, tolerance: number): void {
  const { site, method, shape, samples, tokens, absoluteSum } = digest;
  const what = `${method} of ${site}`;
  expect(matrix.length, what).toBe(shape[0] * shape[1]);
  const largest = matrix.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  for (const [token, neuron, value] of samples) {
    const actual = matrix[token * shape[1] + neuron] ?? Number.NaN;
    expect(Math.abs(actual - value) / largest, `${what}.${neuron}`).toBeLessThan(tolerance);
  }
  const total = matrix.reduce((sum, value) => sum + Math.abs(value), 0);
  expect(Math.abs(total / absoluteSum - 1), what).toBeLessThan(tolerance);
  // LayerNorm takes the mean out of some sites' gradients: their sums are 0 but for rounding of what they add up.
  const scale = absoluteSum / shape[0];
  for (const [token, sum] of tokenSums(matrix, shape).entries()) {
    const difference = Math.abs(sum - (tokens[token] ?? Number.NaN));
    expect(difference / scale, `${what}, token ${token}`).toBeLessThan(tolerance);
  }
}

describe.each(neuronOracle.texts)('the neurons of "$text"', oracle => {
  const expectDigests = (explained: Explained, digests: typeof oracle.captum, tolerance: number) => {
    for (const digest of digests) {
      expectDigest(matrixOf(explained, digest.method, digest.site), digest, tolerance);
    }
  };
  const digestsOf = (rule: Rule | null, steps: number | null) =>
    oracle.captum.filter(
      digest =>
        digest.rule === rule && digest.steps === steps && digest.method !== 'layer-integrated-gradients',
    );

  it('are Captum’s by its left rule: conductance and internal influence', async () => {
    expectDigests(await run(oracle.text, 'riemann-left', 20), digestsOf('riemann-left', 20), CAPTUM);
  });

  it('are Captum’s with Gauss–Legendre nodes: conductance', async () => {
    const digests = digestsOf('gauss-legendre', 20).filter(({ method }) => method === 'conductance');
    expectDigests(await run(oracle.text, 'gauss-legendre', 20), digests, CAPTUM);
  });

  it('are Captum’s with Gauss–Legendre nodes: internal influence', async () => {
    const digests = digestsOf('gauss-legendre', 50);
    expectDigests(await run(oracle.text, 'gauss-legendre', 50), digests, CAPTUM);
  });

  it('are within 3 % of the largest of a reference in float64, by the adaptive rule', async () => {
    const explained = await adaptively(oracle.text);
    expectDigests(explained, digestsOf(null, null), CAPTUM);
    for (const { site, shape, samples } of oracle.reference) {
      const matrix = matrixOf(explained, 'conductance', site);
      const largest = matrix.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
      for (const [token, neuron, value] of samples) {
        const actual = matrix[token * shape[1] + neuron] ?? Number.NaN;
        expect(Math.abs(actual - value) / largest, `${site}.${neuron}`).toBeLessThan(NEURON);
      }
    }
    for (const { site, index, conductance } of oracle.top) {
      const shape = oracle.reference.find(known => known.site === site)?.shape ?? [0, 0];
      const matrix = matrixOf(explained, 'conductance', site);
      let sum = 0;
      for (let token = 0; token < shape[0]; token++) sum += matrix[token * shape[1] + index] ?? Number.NaN;
      expect(Math.abs(sum / conductance - 1), `${site}.${index}`).toBeLessThan(NEURON);
    }
  });

  it('add up to ΔF in every full cut, by the adaptive rule', async () => {
    const explained = await adaptively(oracle.text);
    const change = oracle.value - oracle.baselineValue;
    for (const { site, fullCut } of explained.neurons?.sites ?? []) {
      if (!fullCut) continue;
      const total = matrixOf(explained, 'conductance', site).reduce((sum, value) => sum + value, 0);
      expect(Math.abs(total / change - 1), site).toBeLessThan(CUT_TOLERANCE);
    }
  });
});

describe.each(neuronOracle.texts.slice(0, 2))('layer integrated gradients on "$text"', oracle => {
  const digests = oracle.captum.filter(({ method }) => method === 'layer-integrated-gradients');

  it.each(digests.map(digest => [digest.site, digest] as const))(
    'are Captum’s at %s',
    async (site, digest) => {
      const { tokens } = model.tokenizer.encode(oracle.text);
      const input = embedTokens(model.transformer, tokens);
      const target = parseTarget(oracle.target, model.transformer.labels);
      const info = model.transformer.sites.find(known => known.site === site);
      if (!info) throw new Error(`no site ${site}`);
      const matrix = await finish(
        layerIntegratedGradients(differentiable(model.transformer, target), {
          input,
          baseline: embedBaseline(model.transformer, tokens, 'pad', model.tokenizer.specialIds),
          site,
          fromSite: differentiableFrom(model.transformer, target, input, info),
          rule: 'gauss-legendre',
          steps: 20,
        }),
      );
      expectDigest(matrix, digest, CAPTUM);
    },
  );
});

it.each(neuronOracle.texts.slice(0, 2))(
  'what feeds a neuron of "$text" adds up to its conductance',
  async oracle => {
    const { tokens } = model.tokenizer.encode(oracle.text);
    const path = {
      input: embedTokens(model.transformer, tokens),
      baseline: embedBaseline(model.transformer, tokens, 'pad', model.tokenizer.specialIds),
    };
    const f = differentiable(model.transformer, parseTarget(oracle.target, model.transformer.labels));
    const largest = Math.abs(oracle.top[0]?.conductance ?? Number.NaN);
    for (const { site, index, conductance } of oracle.top.slice(0, 5)) {
      const fed = await finish(neuronFeed(f, path, { site, index }));
      const total = fed.reduce((sum, value) => sum + value, 0);
      expect(Math.abs(total - conductance) / largest, `${site}.${index}`).toBeLessThan(NEURON);
      for (const [token, { special }] of tokens.entries()) if (special) expect(fed[token]).toBe(0);
    }
  },
);

it('a sweep leaves no tensor behind', async () => {
  await run('so dull', 'adaptive', 50);
  const before = tf.memory().numTensors;
  await run('so dull', 'adaptive', 50);
  await run('so dull', 'riemann-left', 5);
  expect(tf.memory().numTensors).toBe(before);
});

it('a method without a path knows activation and gradient × activation only', async () => {
  const request = { text: 'so dull', target: null, baseline: 'pad', rule: 'adaptive', steps: 50 } as const;
  const { neurons } = await finish(
    explain(model, { ...request, method: 'saliency' }, { rough: false, neurons: EVERYTHING }),
  );
  expect(Object.keys(neurons?.methods ?? {}).sort()).toEqual(['activation', 'gradient-x-activation']);
});
