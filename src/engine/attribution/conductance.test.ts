import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { startBackend } from '../backend/backend';
import { nodeBackends } from '../backend/node';
import { finish } from '../finish';
import { neuronsAtInput } from '../neurons/at-input';
import { neuronFeed } from '../neurons/neuron-feed';
import type { Progress } from '../progress';
import { column, multiLayerStages } from '../testing/toy-nets';
import type { Matrix } from './differentiable';
import { integratedGradients } from './integrated-gradients';
import type { AttributionRequest } from './method';
import { CUT_TOLERANCE } from './panels';
import { MAX_ROWS } from './path';

const SITES = ['linear0', 'linear1', 'relu', 'linear2'] as const;
const X = column(0, 100, 0);
const ORIGIN = column(0, 0, 0);
// The kink at α = .1 is not a node of any panel: what the panel around it gets wrong is bounded by the cut's tolerance.
const ADAPTIVE = CUT_TOLERANCE * 390;

beforeAll(async () => {
  await startBackend(nodeBackends, 'cpu', () => {});
});

async function sweep(input: Matrix, baseline: Matrix, how: Partial<AttributionRequest> = {}) {
  const run = integratedGradients(multiLayerStages, {
    input,
    baseline,
    rule: 'adaptive',
    steps: 50,
    sites: SITES,
    ...how,
  });
  return finish(run);
}

function expectSites(
  found: readonly Float32Array[] | undefined,
  expected: Partial<Record<(typeof SITES)[number], readonly number[]>>,
  tolerance: number,
) {
  for (const [i, site] of SITES.entries()) {
    const wanted = expected[site];
    if (!wanted) continue;
    expect(found?.[i]?.length, site).toBe(wanted.length);
    wanted.forEach((value, neuron) => {
      const actual = found?.[i]?.[neuron] ?? Number.NaN;
      expect(Math.abs(actual - value), `${site}.${neuron}: ${actual}`).toBeLessThanOrEqual(tolerance);
    });
  }
}

describe('layer conductance of the multi-layer net at (0, 100, 0)', () => {
  it('is Captum’s exact value in every layer, by adaptive panels', async () => {
    const { neurons } = await sweep(X, ORIGIN);
    const exact = {
      linear0: [0, 390, 0],
      linear1: [90, 100, 100, 100],
      relu: [90, 100, 100, 100],
      linear2: [390, 0],
    };
    expectSites(neurons.conductance, exact, ADAPTIVE);
  });

  it('adds up to ΔF in every full cut', async () => {
    const { neurons } = await sweep(X, ORIGIN);
    for (const cut of neurons.conductance ?? []) {
      const total = cut.reduce((sum, value) => sum + value, 0);
      expect(Math.abs(total - 390)).toBeLessThan(CUT_TOLERANCE * 390);
    }
  });

  it('by a fixed rule is Captum’s sum of left differences over one node more', async () => {
    // Nodes 0, 1/5 … 4/5: at α = 0 the gradient of linear1[0] is 0, while relu[0] still rises from 0 to 10.
    const { neurons, evaluations } = await sweep(X, ORIGIN, { rule: 'riemann-left', steps: 4 });
    expectSites(neurons.conductance, { linear1: [60, 80, 80, 80], relu: [70, 80, 80, 80] }, 1e-3);
    expect(evaluations).toBe(4);
  });
});

describe('neuron conductance by input', () => {
  const feed = (input: Matrix, site: string, index: number) =>
    finish(neuronFeed(multiLayerStages, { input, baseline: ORIGIN }, { site, index }));
  const expectFeed = async (run: Promise<Float64Array>, exact: readonly number[], tolerance: number) => {
    const found = await run;
    expect(found).toHaveLength(exact.length);
    found.forEach((value, token) => {
      expect(Math.abs(value - (exact[token] ?? Number.NaN))).toBeLessThanOrEqual(tolerance);
    });
  };

  it('takes one panel where that adds up to the conductance, and goes on where it does not', async () => {
    const path = { input: column(0, 70, 30), baseline: ORIGIN };
    const passesFor = async (conductance: number | null) => {
      const run = neuronFeed(multiLayerStages, path, { site: 'relu', index: 3 }, { conductance });
      const made: Progress[] = [];
      for (let step = await run.next(); !step.done; step = await run.next()) made.push(step.value);
      return made.at(-1);
    };
    expect(await passesFor(100)).toEqual({ done: 24, expected: 24 });
    expect(await passesFor(90)).toEqual({ done: 72, expected: 72 });
    expect(await passesFor(null)).toEqual({ done: 48, expected: 48 });
  });

  it('of relu[3] at (0, 70, 30) is Captum’s (0, 70, 30)', async () => {
    await expectFeed(feed(column(0, 70, 30), 'relu', 3), [0, 70, 30], 1e-3);
  });

  it('of linear1[0] at (0, 100, 0) is Captum’s (0, 90, 0)', async () => {
    // The kink at α = .1 costs up to one node's weight, here .03.
    await expectFeed(feed(X, 'linear1', 0), [0, 90, 0], 3);
  });

  it('adds up to the neuron’s conductance', async () => {
    const input = column(0, 70, 30);
    const { neurons } = await sweep(input, ORIGIN);
    const total = (await feed(input, 'relu', 3)).reduce((sum, value) => sum + value, 0);
    expect(Math.abs((neurons.conductance?.[2]?.[3] ?? Number.NaN) - total)).toBeLessThan(1e-3);
  });
});

describe.each(['adaptive', 'riemann-left'] as const)(
  'where the input is its own baseline, by the rule %s',
  rule => {
    const still = () => sweep(X, X, { rule });

    it('no neuron carries anything, after one evaluation', async () => {
      const { neurons, evaluations } = await still();
      expectSites(neurons.conductance, { linear0: [0, 0, 0], linear1: [0, 0, 0, 0], linear2: [0, 0] }, 0);
      expect(evaluations).toBe(1);
    });

    it('internal influence is the gradient there', async () => {
      const { neurons } = await still();
      expectSites(
        neurons['internal-influence'],
        { linear0: [4, 4, 4], relu: [1, 1, 1, 1], linear2: [1, 0] },
        0,
      );
    });

    it('no word feeds a neuron', async () => {
      const run = neuronFeed(multiLayerStages, { input: X, baseline: X }, { site: 'relu', index: 3 });
      expect(await run.next()).toEqual({ done: true, value: new Float64Array(3) });
    });
  },
);

describe('internal influence of the multi-layer net', () => {
  it('is Captum’s exact value in every layer at (0, 100, 0)', async () => {
    const { neurons } = await sweep(X, ORIGIN);
    const exact = {
      linear0: [3.9, 3.9, 3.9],
      linear1: [0.9, 1, 1, 1],
      relu: [1, 1, 1, 1],
      linear2: [1, 0],
    };
    expectSites(neurons['internal-influence'], exact, 0.01);
  });

  it('of linear1 between (0, −20, 0) and (0, 80, 0) is (.70, .81, .81, .81)', async () => {
    // 50 nodes, weights of at most .03: the kinks cost up to one node's weight.
    const { neurons } = await sweep(column(0, 80, 0), column(0, -20, 0), { rule: 'gauss-legendre' });
    expectSites(neurons['internal-influence'], { linear1: [0.7, 0.81, 0.81, 0.81] }, 0.02);
  });
});

it('layer gradient × activation of the multi-layer net at (0, 100, 0) is Captum’s', async () => {
  const methods = await neuronsAtInput(multiLayerStages, X, SITES);
  const exact = { linear0: [0, 400, 0], linear1: [90, 101, 101, 101], linear2: [392, 0] };
  expectSites(methods['gradient-x-activation'], exact, 1e-3);
  expectSites(methods.activation, { relu: [90, 101, 101, 101], linear2: [391 + 1, 394] }, 1e-3);
});

it('by a fixed rule takes no more memory for more points', async () => {
  const peakOf = async (steps: number) => {
    let peak = 0;
    const watched: typeof multiLayerStages = {
      ...multiLayerStages,
      evaluate: (points, request) => {
        peak = Math.max(peak, tf.memory().numBytes);
        return multiLayerStages.evaluate(points, request);
      },
    };
    const run = integratedGradients(watched, {
      input: X,
      baseline: ORIGIN,
      rule: 'riemann-left',
      steps,
      sites: SITES,
    });
    await finish(run);
    return peak;
  };
  const [few, many] = [await peakOf(2 * MAX_ROWS), await peakOf(8 * MAX_ROWS)];
  expect(many).toBeLessThanOrEqual(1.05 * few);
});

it('leaves no tensor behind, aborted or not', async () => {
  await sweep(X, ORIGIN);
  const before = tf.memory().numTensors;
  await sweep(X, ORIGIN);
  await sweep(X, ORIGIN, { rule: 'gauss-legendre', steps: 7 });
  const abort = new AbortController();
  const run = integratedGradients(multiLayerStages, {
    input: X,
    baseline: ORIGIN,
    rule: 'adaptive',
    steps: 50,
    sites: SITES,
    signal: abort.signal,
  });
  await run.next();
  abort.abort();
  await expect(run.next()).rejects.toThrow('abort');
  expect(tf.memory().numTensors).toBe(before);
});
