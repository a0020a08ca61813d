import { beforeAll, expect, it, vi } from 'vitest';
import { finish } from '../finish';
import { neuronTokens } from '../neurons/neuron-values';
import { tinyModel } from '../testing/tiny-model';
import { explain } from './explain';
import type { Model } from './model';
import { textFeed } from './text-feed';

let model: Model;

beforeAll(async () => {
  model = await tinyModel();
});

const request = {
  target: null,
  method: 'integrated-gradients',
  baseline: 'pad',
  rule: 'adaptive',
  steps: 6,
} as const;
const sum = (values: ArrayLike<number> | null) =>
  Array.from(values ?? []).reduce((total, each) => total + each, 0);

const text = 'sun rain fog';

it('adds up to the conductance that the sweep found, told of pass by pass', async () => {
  const neurons = { sites: null, method: null, count: 1 } as const;
  const { neurons: table } = await finish(explain(model, { ...request, text }, { rough: false, neurons }));
  const conductance = table && sum(neuronTokens(table, 'conductance', { site: 'L1.ffn', index: 3 }));
  const run = textFeed(model, { ...request, text }, 'L1.ffn.3', { conductance });
  const told = [];
  let step = await run.next();
  for (; !step.done; step = await run.next()) told.push(step.value);
  expect(told.at(-1)).toEqual({ done: 24, expected: 24 });
  expect(sum(step.value)).toBeCloseTo(conductance ?? Number.NaN, 3);
});

it('of a neuron that a change holds is nothing, without a pass', async () => {
  const passes = vi.spyOn(model.transformer, 'run');
  const asked = { ...request, text, interventions: 'L1.ffn.3=0' };
  const held = await textFeed(model, asked, 'L1.ffn.3').next();
  expect(held.done).toBe(true);
  expect(sum(held.value as Float64Array)).toBe(0);
  expect(passes).not.toHaveBeenCalled();
  passes.mockRestore();
});
