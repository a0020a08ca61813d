import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { embedTokens } from '../attribution/baseline';
import { matrixTensor } from '../attribution/differentiable';
import { dispose } from '../backend/tidy';
import { finish } from '../finish';
import { relativeError } from '../testing/numbers';
import { bertOracle, igOracle, loadShippedModel } from '../testing/shipped-model';
import type { Site } from '../transformer/sites';
import { parseTarget } from '../transformer/target';
import { type Explained, explain } from './explain';
import type { Model } from './model';
import { predict } from './predict';
import type { Rule } from './record';

// Float32 in another order of summation: measured ≤ 5e-6, the product promises 1e-3.
const LOGITS = 1e-4;
const ACTIVATIONS = 2e-5;
const GRADIENTS = 1e-4;
const ATTRIBUTION = 1e-3;

let model: Model;

const explanationOf = async (run: AsyncGenerator<unknown, Explained>) => (await finish(run)).explanation;

beforeAll(async () => {
  model = await loadShippedModel();
});

it('is the checkpoint that the oracles were computed on', () => {
  expect([bertOracle.made.sha256, igOracle.made.sha256]).toEqual([model.sha256, model.sha256]);
});

describe.each(bertOracle.texts)('the shipped model on "$text"', oracle => {
  it('gives the tokens and offsets of the fast tokenizer', () => {
    const { tokens } = model.tokenizer.encode(oracle.text);
    expect(tokens.map(({ id }) => id)).toEqual(oracle.ids);
    expect(tokens.map(({ start, end }) => (start === null ? null : [start, end]))).toEqual(oracle.offsets);
  });

  it('gives the logits of transformers', async () => {
    const { tokens } = model.tokenizer.encode(oracle.text);
    const [prediction] = await predict(model, [tokens], tokens.length);
    expect(relativeError(prediction?.logits ?? [], oracle.logits)).toBeLessThan(LOGITS);
  });

  it('gives the same logits padded in a batch', async () => {
    const { tokens } = model.tokenizer.encode(oracle.text);
    const [prediction] = await predict(model, [tokens, tokens.slice(0, 3)], tokens.length + 5);
    expect(relativeError(prediction?.logits ?? [], oracle.logits)).toBeLessThan(LOGITS);
  });

  it('gives PyTorch’s gradient at the input', async () => {
    const { tokens } = model.tokenizer.encode(oracle.text);
    const { labels } = model.transformer;
    const target = parseTarget(oracle.gradient.target, labels);
    const pass = model.transformer.run(matrixTensor(embedTokens(model.transformer, tokens)), {
      sites: [],
      target,
      lengths: null,
    });
    const gradient = (await pass.backward?.inputGradient.array())?.[0] ?? [];
    dispose(pass);
    const sums = gradient.map(row => row.reduce((sum, g) => sum + Math.abs(g), 0));
    expect(relativeError(sums, oracle.gradient.tokenAbsoluteSums)).toBeLessThan(GRADIENTS);
    const largest = Math.max(...gradient.flat().map(Math.abs));
    for (const [token, dim, value] of oracle.gradient.samples) {
      expect(Math.abs((gradient[token]?.[dim] ?? Number.NaN) - value)).toBeLessThan(GRADIENTS * largest);
    }
  });
});

describe.each(bertOracle.texts)('gradient methods on "$text"', oracle => {
  it.each([
    ['saliency', oracle.gradient.tokenAbsoluteSums],
    ['input-x-gradient', oracle.gradient.tokenInputXGradient],
  ] as const)('equal PyTorch’s: %s', async (method, expected) => {
    const request = { text: oracle.text, target: oracle.gradient.target, method } as const;
    const settings = { baseline: 'pad', rule: 'adaptive', steps: 50 } as const;
    const { attribution } = await explanationOf(
      explain(model, { ...request, ...settings }, { rough: false }),
    );
    expect(relativeError(attribution?.tokens ?? [], expected)).toBeLessThan(GRADIENTS);
  });
});

describe.each(bertOracle.texts.filter(({ sites }) => sites))('the shipped model on "$text"', oracle => {
  it('gives PyTorch’s activations at every site', async () => {
    const { tokens } = model.tokenizer.encode(oracle.text);
    const sites = model.transformer.sites.map(({ site }) => site);
    expect(sites).toEqual(Object.keys(oracle.sites ?? {}));
    const pass = model.transformer.run(matrixTensor(embedTokens(model.transformer, tokens)), {
      sites,
      target: null,
      lengths: null,
    });
    for (const [site, expected] of Object.entries(oracle.sites ?? {})) {
      const rows = (await pass.activations[site as Site]?.array())?.[0] ?? [];
      expect([rows.length, rows[0]?.length], site).toEqual(expected.shape);
      const flat = rows.flat();
      const absoluteSum = flat.reduce((sum, value) => sum + Math.abs(value), 0);
      expect(Math.abs(absoluteSum / expected.absoluteSum - 1), site).toBeLessThan(ACTIVATIONS);
      const largest = Math.max(...flat.map(Math.abs));
      for (const [token, dim, value] of expected.samples) {
        expect(Math.abs((rows[token]?.[dim] ?? Number.NaN) - value), site).toBeLessThan(
          ACTIVATIONS * largest,
        );
      }
      if (expected.values)
        expect(relativeError(flat, expected.values.flat()), site).toBeLessThan(ACTIVATIONS);
    }
    dispose(pass);
  });
});

const run = (
  text: string,
  rule: Rule,
  steps: number,
  rest: { target?: string; baseline?: 'pad' | 'mask' | 'zero' | 'mean' } = {},
) =>
  explanationOf(
    explain(
      model,
      {
        text,
        target: rest.target ?? null,
        method: 'integrated-gradients',
        baseline: rest.baseline ?? 'pad',
        rule,
        steps,
      },
      { rough: false },
    ),
  );

describe.each(igOracle.texts)('integrated gradients on "$text"', oracle => {
  it.each(oracle.runs)('equal Captum’s: $rule, $steps points, $baseline, $target', async expected => {
    const { rule, steps, baseline, target } = expected;
    const { attribution } = await run(oracle.text, rule, steps, { baseline, target });
    expect(relativeError(attribution?.tokens ?? [], expected.tokens)).toBeLessThan(ATTRIBUTION);
    const change = Math.abs(expected.value - expected.baselineValue);
    const largest = Math.max(change, ...expected.tokens.map(Math.abs));
    expect(Math.abs((attribution?.value ?? Number.NaN) - expected.value)).toBeLessThan(LOGITS * 10);
    expect(Math.abs((attribution?.delta ?? Number.NaN) - expected.delta)).toBeLessThan(ATTRIBUTION * largest);
  });

  it('are complete within half a percent of ΔF by the adaptive rule', async () => {
    const { attribution } = await run(oracle.text, 'adaptive', 50);
    if (!attribution || attribution.baselineValue === null) throw new Error('a baseline expected');
    const change = attribution.value - attribution.baselineValue;
    expect(Math.abs((attribution.delta ?? Number.NaN) / change)).toBeLessThan(0.005);
    expect(attribution.withinTolerance).toBe(true);
  });
});

describe('explaining', () => {
  const request = {
    text: 'A plain story, told with great care.',
    target: null,
    method: 'integrated-gradients',
    baseline: 'pad',
    rule: 'adaptive',
    steps: 50,
  } as const;

  it('ripens: tokens, prediction, rough, refining, final', async () => {
    const stages: string[] = [];
    for await (const { stage } of explain(model, request, { rough: true })) stages.push(stage);
    expect(stages.filter(stage => stage !== 'refining')).toEqual(['tokens', 'prediction', 'rough']);
    expect(stages.filter(stage => stage === 'refining').length).toBeGreaterThan(2);
  });

  it('gives special tokens nothing, since the baseline keeps them', async () => {
    const { tokens, attribution } = await explanationOf(explain(model, request, { rough: false }));
    tokens.forEach(({ special }, i) => {
      if (special) expect(attribution?.tokens[i]).toBe(0);
    });
  });

  it('stops when aborted', async () => {
    const abort = new AbortController();
    const events = explain(model, request, { rough: true, signal: abort.signal });
    await events.next();
    abort.abort();
    await expect(finish(events)).rejects.toThrow('abort');
  });

  it.each(['', '   \n\t', '\u0000\u200b'])('refuses a text without tokens: %j', async text => {
    await expect(finish(explain(model, { ...request, text }, { rough: false }))).rejects.toThrow(
      'The text has no tokens; expected at least one word.',
    );
  });

  it('cuts a text beyond the model’s limit and says so', async () => {
    const text = 'word '.repeat(600);
    const events = explain(model, { ...request, text, method: 'saliency' }, { rough: false });
    const { tokens, truncated } = await explanationOf(events);
    expect([tokens.length, truncated]).toEqual([512, true]);
  });

  it('leaves no tensor behind', async () => {
    await finish(explain(model, request, { rough: true }));
    const before = tf.memory().numTensors;
    await finish(explain(model, request, { rough: true }));
    await finish(explain(model, { ...request, method: 'input-x-gradient' }, { rough: false }));
    expect(tf.memory().numTensors).toBe(before);
  });
});
