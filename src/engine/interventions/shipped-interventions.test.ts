import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { measureOf, TOLERANCE } from '../attribution/completeness';
import { CUT_TOLERANCE } from '../attribution/panels';
import { type ExplanationRequest, explain } from '../explanation/explain';
import type { Model } from '../explanation/model';
import type { NeuronSelection } from '../explanation/neuron-records';
import { encodeText, prepareText } from '../explanation/prepared-text';
import { finish } from '../finish';
import { relativeError } from '../testing/numbers';
import { interventionOracle, loadShippedModel } from '../testing/shipped-model';
import { alignTokens } from './alignment';

// Float32 against float64: measured ≤ 6e-6. Weak single neurons move logits by 1e-4, so no more may be allowed.
const LOGITS = 2e-5;
const ATTRIBUTION = 1e-3;
// Where ΔF is 0, as with every embedding set, sums of thousands of neurons still round.
const FLOAT32 = 1e-5;
const ALL_SITES = { sites: null, method: null, count: 1 } as const;

let model: Model;

beforeAll(async () => {
  model = await loadShippedModel();
});

const settings = { target: null, method: 'integrated-gradients', baseline: 'pad' } as const;

const explained = (request: Partial<ExplanationRequest> & { text: string }, neurons?: NeuronSelection) =>
  finish(
    explain(
      model,
      { ...settings, rule: 'adaptive', steps: 50, ...request },
      { rough: false, ...(neurons && { neurons }) },
    ),
  );

const cases = [
  ...interventionOracle.texts.map(entry => ({ ...entry, from: null })),
  ...interventionOracle.patches,
];

it('knows the checkpoint that the hooks were run on', () => {
  expect(interventionOracle.made.sha256).toBe(model.sha256);
});

it('aligns minimal pairs token by token', () => {
  for (const { text, from, aligned } of interventionOracle.patches) {
    expect(alignTokens(encodeText(model, text).tokens, encodeText(model, from).tokens)).toEqual(aligned);
  }
});

describe.each(cases)('"$text", changed', ({ text, from, logits, cases: changed }) => {
  it.each(changed)('gives the logits of hooks in PyTorch: $interventions', async expected => {
    const { interventions } = expected;
    const encoding = encodeText(model, text);
    const request = { ...settings, text, interventions, patchFrom: from };
    const { prediction, untouched } = await prepareText(model, encoding, request);
    const largest = Math.max(...expected.logits.map(Math.abs));
    for (const [label, logit] of expected.logits.entries()) {
      expect(Math.abs((prediction.logits[label] ?? Number.NaN) - logit)).toBeLessThan(
        LOGITS * Math.max(1, largest),
      );
    }
    expect(relativeError(untouched?.logits ?? [], logits)).toBeLessThan(LOGITS);
  });

  it.each(changed.filter(({ ig }) => ig))(
    'gives the attributions of Captum on the hooked model: $interventions',
    async ({ interventions, ig }) => {
      if (!ig) throw new Error('an attribution expected');
      const { target, rule, steps } = ig;
      const { explanation } = await explained({ text, interventions, patchFrom: from, target, rule, steps });
      const found = explanation.attribution;
      const largest = Math.max(...ig.tokens.map(Math.abs));
      found?.tokens.forEach((token, at) => {
        expect(Math.abs(token - (ig.tokens[at] ?? Number.NaN))).toBeLessThanOrEqual(ATTRIBUTION * largest);
      });
      expect(found?.tokens.length).toBe(ig.tokens.length);
      expect(Math.abs((found?.value ?? Number.NaN) - ig.value)).toBeLessThan(LOGITS * 10);
      expect(Math.abs((found?.baselineValue ?? Number.NaN) - ig.baselineValue)).toBeLessThan(LOGITS * 10);
    },
  );

  it.each(changed.filter(({ conductance }) => conductance))(
    'gives the conductance of Captum on the hooked model: $interventions',
    async ({ interventions, conductance, ig }) => {
      const [{ rule, steps } = { rule: 'adaptive', steps: 0 } as const] = conductance ?? [];
      const request = { ...settings, text, interventions, rule, steps, target: ig?.target ?? null };
      const wanted = new Set<string>(conductance?.map(({ site }) => site));
      const sites = model.transformer.sites.map(({ site }) => site).filter(site => wanted.has(site));
      const selection = { sites, method: null, count: 0 };
      const { neurons } = await finish(explain(model, request, { rough: false, neurons: selection }));
      for (const { site, tokens, samples, shape, ...digest } of conductance ?? []) {
        expect([digest.rule, digest.steps]).toEqual([rule, steps]);
        const at = neurons?.sites.findIndex(info => info.site === site) ?? -1;
        const matrix = neurons?.methods.conductance?.[at] ?? new Float32Array();
        const largest = Math.max(...samples.map(([, , value]) => Math.abs(value)));
        for (const [token, neuron, value] of samples) {
          const own = matrix[token * (shape[1] ?? 0) + neuron] ?? Number.NaN;
          expect(Math.abs(own - value)).toBeLessThan(ATTRIBUTION * largest);
        }
        const sums = tokens.map((_, token) =>
          matrix.subarray(token * shape[1], (token + 1) * shape[1]).reduce((sum, value) => sum + value, 0),
        );
        expect(relativeError(sums, tokens)).toBeLessThan(ATTRIBUTION);
      }
    },
  );

  it('stays complete under many changes, by the adaptive rule', async () => {
    // The two lists that change most; every kind by itself is tried on the tiny BERT.
    for (const { interventions } of changed.filter(({ ig }) => ig).slice(-2)) {
      const run = explained({ text, interventions, patchFrom: from }, ALL_SITES);
      const { attribution, layers } = (await run).explanation;
      if (!attribution || attribution.baselineValue === null) throw new Error('a baseline expected');
      const measure = measureOf(attribution.value - attribution.baselineValue, attribution.tokens);
      expect(Math.abs(attribution.delta ?? Number.NaN), interventions).toBeLessThanOrEqual(
        TOLERANCE * measure,
      );
      const cuts = (layers ?? []).flatMap(({ delta }) => (delta === null ? [] : [delta]));
      expect(cuts).toHaveLength(7);
      for (const delta of cuts) {
        expect(Math.abs(delta), interventions).toBeLessThanOrEqual(CUT_TOLERANCE * measure + FLOAT32);
      }
    }
  });
});

it('leaves no tensor behind', async () => {
  const text = 'so dull';
  const interventions = 'L1.ffn.5=baseline; L2.resid@1*0.5; emb.3+1; L3.attn=patch';
  const run = () => explained({ text, interventions, patchFrom: 'so bright' });
  await run();
  const before = tf.memory().numTensors;
  await run();
  expect(tf.memory().numTensors).toBe(before);
});

it.each([
  ['L3.ffn.812=mean', null, 'there is no neuron index here that knows L3.ffn.812; expected a number.'],
  ['L3.ffn.812=patch', null, 'expected another text to take activations from.'],
  [
    'L3.ffn.812@1=patch',
    'quite another and much longer text',
    'token 1 has no counterpart in the other text.',
  ],
  ['L3.ffn.812@9=0', null, 'the text has 4 tokens, expected a number below that after @.'],
  ['L9.ffn.1=0', null, 'the model has no site L9.ffn; it has emb to L5.resid.'],
])('refuses %s in a sentence', async (interventions, patchFrom, reason) => {
  await expect(explained({ text: 'so dull', interventions, patchFrom })).rejects.toThrow(
    `Intervention "${interventions}": ${reason}`,
  );
});
