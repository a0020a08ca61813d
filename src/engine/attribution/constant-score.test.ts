import { beforeAll, expect, it } from 'vitest';
import { startBackend } from '../backend/backend';
import { nodeBackends } from '../backend/node';
import { finish } from '../finish';
import { compileChanges } from '../interventions/resolve';
import { tinyConfig, tinyWeights } from '../testing/tiny-bert';
import { createBert } from '../transformer/bert';
import { parseTarget } from '../transformer/target';
import { differentiable, type Transformer } from '../transformer/transformer';
import { integratedGradients } from './integrated-gradients';

let model: Transformer;

beforeAll(async () => {
  await startBackend(nodeBackends, 'wasm', () => {});
  model = createBert(tinyConfig, tinyWeights());
});

it.each(['logit:yes', 'prob:yes', 'diff:yes,no'])(
  '%s of a model whose last block is held takes one panel',
  async target => {
    const [ids, padded] = [
      [1, 5, 9, 3, 1],
      [1, 0, 0, 0, 1],
    ];
    const input = { tokens: 5, dims: model.hiddenSize, values: model.embed(ids) };
    const baseline = { ...input, values: model.embed(padded) };
    const held = {
      site: 'L1.resid',
      neurons: null,
      tokens: null,
      factor: 0,
      offset: 0.3,
      byToken: false,
    } as const;
    const changes = compileChanges([[held]], model.sites, input.tokens);
    const f = differentiable(model, parseTarget(target, tinyConfig.labels), changes);
    const sites = model.sites.map(({ site }) => site);
    const run = await finish(integratedGradients(f, { input, baseline, rule: 'adaptive', steps: 50, sites }));
    expect([[...run.tokens], run.evaluations]).toEqual([[0, 0, 0, 0, 0], 24]);
    expect(run.completeness?.withinTolerance).toBe(true);
    for (const [at, site] of sites.entries())
      expect(Math.max(...(run.neurons.conductance?.[at] ?? []).map(Math.abs)), site).toBeLessThan(1e-6);
  },
);
