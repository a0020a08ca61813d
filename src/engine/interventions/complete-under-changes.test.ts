import { beforeAll, describe, expect, it } from 'vitest';
import { measureOf, TOLERANCE } from '../attribution/completeness';
import { integratedGradients } from '../attribution/integrated-gradients';
import { CUT_TOLERANCE } from '../attribution/panels';
import { startBackend } from '../backend/backend';
import { nodeBackends } from '../backend/node';
import { finish } from '../finish';
import { seededNoise, tinyConfig, tinyWeights } from '../testing/tiny-bert';
import { createBert } from '../transformer/bert';
import { parseTarget } from '../transformer/target';
import { differentiable, type Transformer } from '../transformer/transformer';
import { compileChanges, type NeuronChange } from './resolve';

const TOKENS = 4;
/** Where ΔF is 0, sums of many neurons still round. */
const FLOAT32 = 1e-5;

const NONE = { neurons: [0, 3], tokens: null, factor: 1, offset: 0, byToken: false };
const KINDS: readonly [string, Omit<NeuronChange, 'site'>][] = [
  ['set to zero', { ...NONE, factor: 0 }],
  ['set to a value', { ...NONE, factor: 0, offset: 0.7 }],
  ['scaled', { ...NONE, factor: -1.5 }],
  ['added to', { ...NONE, offset: -0.4 }],
  ['scaled at one token', { ...NONE, tokens: [2], factor: 3 }],
  ['set at one token', { ...NONE, tokens: [1], factor: 0, offset: 0.2 }],
  ['scaled with all of their site', { ...NONE, neurons: null, factor: 0.5 }],
  [
    'set to what another text has',
    { ...NONE, factor: 0, offset: (token, neuron) => Math.sin(token + neuron), byToken: true },
  ],
];

function randomMatrix(seed: number) {
  const noise = seededNoise(seed);
  const dims = tinyConfig.hidden_size;
  return { tokens: TOKENS, dims, values: Float32Array.from({ length: TOKENS * dims }, noise) };
}

describe('integrated gradients of a model whose neurons are', () => {
  let transformer: Transformer;

  beforeAll(async () => {
    await startBackend(nodeBackends, 'wasm', () => {});
    transformer = createBert(tinyConfig, tinyWeights());
  });

  it.each(KINDS)('%s stay complete, in the words and in every full cut', async (_, change) => {
    const names = transformer.sites.map(({ site }) => site);
    for (const { site } of transformer.sites) {
      const changes = compileChanges([[{ ...change, site }]], transformer.sites, TOKENS);
      const f = differentiable(transformer, parseTarget('logit:yes', tinyConfig.labels), changes);
      const request = { input: randomMatrix(1), baseline: randomMatrix(2), sites: names };
      const { tokens, value, completeness, neurons } = await finish(
        integratedGradients(f, { ...request, rule: 'adaptive', steps: 50 }),
      );
      const difference = value - (completeness?.baselineValue ?? Number.NaN);
      const measure = measureOf(difference, tokens);
      expect(Math.abs(completeness?.delta ?? Number.NaN), site).toBeLessThanOrEqual(TOLERANCE * measure);
      const cuts = (neurons.conductance ?? []).filter((__, at) => transformer.sites[at]?.fullCut);
      expect(cuts).toHaveLength(1 + tinyConfig.num_hidden_layers);
      for (const cut of cuts) {
        const delta = cut.reduce((sum, each) => sum + each, 0) - difference;
        expect(Math.abs(delta), site).toBeLessThanOrEqual(CUT_TOLERANCE * measure + FLOAT32);
      }
    }
  });
});
