import { beforeAll, describe, expect, it } from 'vitest';
import { runExperiment } from '../experiments/experiment';
import { finish } from '../finish';
import { tinyModel } from '../testing/tiny-model';
import { type ExplanationRequest, explain, type Refining } from './explain';
import type { Model } from './model';
import { explanationSchema } from './record';

let model: Model;

beforeAll(async () => {
  model = await tinyModel();
});

const requestOf = (text: string, more: Partial<ExplanationRequest> = {}): ExplanationRequest => ({
  text,
  target: null,
  method: 'integrated-gradients',
  baseline: 'pad',
  rule: 'adaptive',
  steps: 6,
  ...more,
});

/** The record, all neurons of all sites in it. */
async function recordOf(text: string, more: Partial<ExplanationRequest> = {}) {
  const neurons = { sites: null, method: null, count: 'all' } as const;
  const { explanation } = await finish(explain(model, requestOf(text, more), { rough: true, neurons }));
  return explanationSchema.parse(explanation);
}

describe('a text that is its own baseline', () => {
  it.each([
    ['pad pad', { baseline: 'pad' }],
    ['mask', { baseline: 'mask' }],
    ['mask mask', { baseline: 'mask', rule: 'riemann-trapezoid' }],
    ['pad', { baseline: 'pad', rule: 'gauss-legendre', target: 'prob:yes' }],
    ['pad pad', { baseline: 'pad', interventions: 'L0.ffn.3*2', target: 'diff:yes,no' }],
    ['pad', { baseline: 'pad', neuronMethod: 'layer-integrated-gradients' }],
  ] as const)('has exact zeros after one evaluation: “%s”, %o', async (text, more) => {
    const { attribution, layers, neurons } = await recordOf(text, more);
    expect(attribution).toMatchObject({ evaluations: 1, delta: 0, withinTolerance: true });
    expect(attribution?.baselineValue).toBe(attribution?.value);
    const values = [
      ...(attribution?.tokens ?? []),
      ...(layers ?? []).flatMap(({ tokens, delta }) => [...tokens, delta ?? 0]),
      ...(neurons ?? []).flatMap(({ value, conductance }) => [value, conductance]),
    ];
    expect(values.length).toBeGreaterThan(100);
    expect(values.filter(value => value !== 0)).toEqual([]);
  });

  it('is explained as ever by methods that know no baseline', async () => {
    const { attribution } = await recordOf('pad', { method: 'saliency' });
    expect(Math.max(...(attribution?.tokens ?? []))).toBeGreaterThan(0);
  });

  it('orders no neurons by conductance, and looks for no set by it', async () => {
    const context = { model, subject: requestOf('pad pad') };
    const ablation = await finish(
      runExperiment(context, {
        kind: 'ablation',
        rankings: ['conductance', 'gradient-x-activation'],
        sites: null,
        counts: [0, 1, 5],
        controls: { count: 1, seed: 1 },
      }),
    );
    expect(ablation).toMatchObject({
      unranked: ['conductance'],
      curves: [
        { ranking: 'gradient-x-activation', order: 'top' },
        { ranking: 'gradient-x-activation', order: 'bottom' },
      ],
    });
    const flip = await finish(runExperiment(context, { kind: 'flip', sites: null, limit: 5 }));
    expect(flip).toMatchObject({ neurons: null, passes: 0 });
    const check = await finish(
      runExperiment(context, { kind: 'check', ranking: 'conductance', sites: null, count: 5, seed: 1 }),
    );
    expect(check).toMatchObject({ correlation: { all: null, top: null, random: null } });
  });
});

it('has zeros after one panel where changes to neurons hold the score', async () => {
  const { attribution, neurons } = await recordOf('sun rain', { interventions: 'L1.resid=0' });
  expect(attribution?.evaluations).toBe(24);
  expect(neurons?.every(({ conductance }) => conductance === 0)).toBe(true);
});

describe('what the model predicts at the baseline', () => {
  it('is the prediction of the baseline as a text', async () => {
    const { attribution } = await recordOf('sun rain fog');
    const { prediction } = await recordOf('pad pad pad');
    const [found, expected] = [attribution?.baselinePrediction, prediction];
    expect(found?.labels).toEqual(expected.labels);
    found?.logits.forEach((logit, at) => {
      expect(logit).toBeCloseTo(expected.logits[at] ?? Number.NaN, 5);
    });
  });

  it('is made under the same changes to neurons', async () => {
    const changed = { interventions: 'L1.ffn=3' };
    const { attribution } = await recordOf('sun rain', changed);
    const { prediction, untouched } = await recordOf('pad pad', changed);
    expect(attribution?.baselinePrediction?.logits[0]).toBeCloseTo(prediction.logits[0] ?? Number.NaN, 5);
    expect(untouched?.logits[0]).not.toBeCloseTo(prediction.logits[0] ?? Number.NaN, 2);
  });

  it('is unknown for a method without a baseline', async () => {
    const { attribution } = await recordOf('sun', { method: 'input-x-gradient' });
    expect(attribution?.baselinePrediction).toBeNull();
  });
});

it('tells of a long text’s neurons how far they are, the sweep and the layer paths in one', async () => {
  const neurons = { sites: ['emb', 'L1.resid'], method: 'layer-integrated-gradients', count: 1 } as const;
  const long = await tinyModel(140);
  const run = explain(long, requestOf('sun rain fog '.repeat(46)), { rough: false, neurons });
  const told: Refining[] = [];
  for await (const event of run) if (event.stage === 'refining' && event.of === 'neurons') told.push(event);
  const passes = told.map(({ done }) => done);
  expect(passes).toEqual([...new Set(passes)].toSorted((a, b) => a - b));
  expect(passes[0]).toBeLessThan(48);
  expect(told[0]?.expected).toBeGreaterThanOrEqual(3 * 48);
  expect(told.every(({ done, expected }) => done <= expected)).toBe(true);
  long.transformer.dispose();
});
