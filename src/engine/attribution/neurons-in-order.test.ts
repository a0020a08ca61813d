import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, expect, it } from 'vitest';
import { startBackend } from '../backend/backend';
import { nodeBackends } from '../backend/node';
import { finish } from '../finish';
import { relativeError } from '../testing/numbers';
import { tinyConfig, tinyWeights } from '../testing/tiny-bert';
import { column, stagedNet } from '../testing/toy-nets';
import { createBert } from '../transformer/bert';
import { parseTarget } from '../transformer/target';
import { differentiable, type Transformer } from '../transformer/transformer';
import { integratedGradients } from './integrated-gradients';
import { neuronsInOrder } from './neurons-in-order';
import { CUT_TOLERANCE } from './panels';
import { SITE_INTEGRALS } from './site-recorder';

let model: Transformer;

beforeAll(async () => {
  await startBackend(nodeBackends, 'wasm', () => {});
  model = createBert(tinyConfig, tinyWeights());
});

it('finds what the sweep over words and neurons together finds', async () => {
  const matrix = (ids: number[]) => ({ tokens: 5, dims: model.hiddenSize, values: model.embed(ids) });
  const path = { input: matrix([1, 5, 9, 3, 1]), baseline: matrix([1, 0, 0, 0, 1]) };
  const f = differentiable(model, parseTarget('logit:yes', tinyConfig.labels));
  const sites = model.sites.map(({ site }) => site);
  const together = await finish(integratedGradients(f, { ...path, rule: 'adaptive', steps: 0, sites }));
  const tensors = tf.memory().numTensors;
  const recorded = { sites, integrals: SITE_INTEGRALS };
  const alone = await finish(neuronsInOrder(f, path, recorded, together, undefined));
  expect(tf.memory().numTensors).toBe(tensors);
  for (const name of SITE_INTEGRALS)
    for (const [at, site] of sites.entries())
      expect(
        relativeError(alone[name]?.[at] ?? [], together.neurons[name]?.[at] ?? []),
        `${name} ${site}`,
      ).toBeLessThan(0.01);
});

const LONG = 130;
/** Two stages over all of a long text: a cut of two neurons, and one of one. */
const net = stagedNet([
  { site: 'halves', width: 2, apply: x => tf.matMul(x, tf.ones([LONG, 2])) },
  { site: 'top', width: 1, apply: x => tf.sum(tf.tanh(tf.mul(x, 0.05)), 1, true) },
]);

it.each(['adaptive', 'gauss-legendre'] as const)(
  'of a long text follow the words, by the rule %s, and add up to the score',
  async rule => {
    const input = column(...Array.from({ length: LONG }, (_, at) => Math.sin(at) + 0.2));
    const baseline = column(...Array<number>(LONG).fill(0));
    const sites = ['halves', 'top'];
    const words = await finish(integratedGradients(net, { input, baseline, rule, steps: 40, sites }));
    expect(words.neurons.conductance).toBeUndefined();
    expect(words.completeness?.withinTolerance).toBe(true);
    if (!words.neuronsLater) throw new Error('The neurons of a long text come later.');
    const { conductance } = await finish(words.neuronsLater());
    const change = words.value - (words.completeness?.baselineValue ?? Number.NaN);
    expect(conductance).toHaveLength(sites.length);
    for (const cut of conductance ?? []) {
      const sum = cut.reduce((total, value) => total + value, 0);
      expect(Math.abs(sum - change)).toBeLessThan(
        (rule === 'adaptive' ? CUT_TOLERANCE : 0.05) * Math.abs(change),
      );
    }
  },
);

it('of a short text come with the words', async () => {
  const [input, baseline] = [column(1, 2, 3), column(0, 0, 0)];
  const short = stagedNet([{ site: 'top', width: 1, apply: x => tf.sum(x, 1, true) }]);
  const run = await finish(
    integratedGradients(short, { input, baseline, rule: 'adaptive', steps: 0, sites: ['top'] }),
  );
  expect(run.neuronsLater).toBeNull();
  expect(run.neurons.conductance).toHaveLength(1);
});
