import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { startBackend } from '../backend/backend';
import { nodeBackends } from '../backend/node';
import { finish } from '../finish';
import { column, multiLayer, reluDifference, sigmoidOfSum, toyNet } from '../testing/toy-nets';
import { TOLERANCE } from './completeness';
import type { Differentiable, Matrix } from './differentiable';
import { integratedGradients } from './integrated-gradients';
import type { AttributionRequest } from './method';

beforeAll(async () => {
  await startBackend(nodeBackends, 'cpu', () => {});
});

function attribute(f: Differentiable, input: Matrix, how: Partial<AttributionRequest> = {}) {
  const baseline = column(...Array<number>(input.tokens).fill(0));
  return finish(integratedGradients(f, { input, baseline, rule: 'adaptive', steps: 50, ...how }));
}

function expectClose(actual: Float64Array, expected: readonly number[], tolerance: number) {
  expect(actual.length).toBe(expected.length);
  expected.forEach((value, i) => {
    expect(Math.abs((actual[i] ?? Number.NaN) - value)).toBeLessThanOrEqual(tolerance);
  });
}

describe('integrated gradients meet Captum’s numeric cases', () => {
  it('relu(relu(x₁) − 1 − relu(x₂)) at (3, 1): (1.5, −0.5)', async () => {
    const { tokens } = await attribute(reluDifference, column(3, 1));
    // The kink at α = .5 lies on a panel's edge, so the panels are exact up to float32.
    expectClose(tokens, [1.5, -0.5], 1e-5);
  });

  it('the multi-layer net at (0, 100, 0): 390.17935 by 50 Gauss–Legendre nodes', async () => {
    const { tokens, value, completeness } = await attribute(multiLayer, column(0, 100, 0), {
      rule: 'gauss-legendre',
    });
    expectClose(tokens, [0, 390.17935, 0], 1e-3);
    expect(value).toBe(392);
    expect(completeness?.baselineValue).toBe(2);
    expect(completeness?.delta).toBeCloseTo(0.17935, 3);
  });

  it('the multi-layer net at (0, 100, 0): 390 by adaptive panels, within their tolerance', async () => {
    const { tokens, completeness } = await attribute(multiLayer, column(0, 100, 0));
    expectClose(tokens, [0, 390, 0], TOLERANCE * 390);
    expect(completeness?.withinTolerance).toBe(true);
  });

  it.each([
    [
      [1.5, 2, 1.3],
      [4.5, 6, 3.9],
    ],
    [
      [0.5, 0.1, 2.3],
      [1.5, 0.3, 6.9],
    ],
  ])('the multi-layer net at (%s): (%s)', async (input, expected) => {
    const { tokens } = await attribute(multiLayer, column(...input), { rule: 'gauss-legendre' });
    expectClose(tokens, expected, 1e-5);
  });

  it('σ(Σ relu(ones·x)) at (.1, .2, −.05): (.048984, .097967, −.024492)', async () => {
    const { tokens } = await attribute(sigmoidOfSum, column(0.1, 0.2, -0.05));
    expectClose(tokens, [0.048984, 0.097967, -0.024492], 1e-6);
  });
});

describe('fixed rules', () => {
  // ∫ 3α² dα = 1 at x = 1: what each rule makes of it shows its nodes and weights.
  const cube = toyNet(x => tf.sum(tf.mul(tf.square(x), x), 1));

  it.each([
    ['riemann-left', 0.75 ** 2 + 0.5 ** 2 + 0.25 ** 2],
    ['riemann-right', 1 + 0.75 ** 2 + 0.5 ** 2 + 0.25 ** 2],
    ['riemann-middle', 0.125 ** 2 + 0.375 ** 2 + 0.625 ** 2 + 0.875 ** 2],
    ['riemann-trapezoid', (1 / 3) ** 2 + (2 / 3) ** 2 + 0.5],
  ] as const)('%s with 4 points', async (rule, sumOfSquares) => {
    const { tokens, evaluations } = await attribute(cube, column(1), { rule, steps: 4 });
    expectClose(tokens, [(3 * sumOfSquares) / 4], 1e-6);
    expect(evaluations).toBe(4);
  });

  it('say that the tolerance is not met where it is not', async () => {
    const { completeness } = await attribute(cube, column(1), { rule: 'riemann-left', steps: 4 });
    expect(completeness?.withinTolerance).toBe(false);
  });
});

describe('adaptive panels', () => {
  // A step of width 0.002 at α ≈ 0.3: two panels of 16 nodes miss it.
  const step = toyNet(x => tf.sum(tf.sigmoid(tf.mul(tf.sub(x, 0.3), 2000)), 1));

  it('are halved around a steep place until the whole is complete', async () => {
    const { completeness, evaluations } = await attribute(step, column(1));
    expect(evaluations).toBeGreaterThan(32);
    expect(Math.abs(completeness?.delta ?? Number.NaN)).toBeLessThan(TOLERANCE);
    expect(completeness?.withinTolerance).toBe(true);
  });

  it('are halved where each passes but their errors, of one sign, add up to too much', async () => {
    // Two equal steps, one a panel: 16 nodes miss each by 0.345 % of the whole, where 0.354 % is allowed.
    const bump = (at: number) => (x: tf.Tensor) => tf.sigmoid(tf.mul(tf.sub(x, at), 60));
    const f = toyNet(x => tf.sum(tf.add(bump(0.236)(x), bump(0.736)(x)), 1));
    const { completeness, evaluations } = await attribute(f, column(1));
    expect(completeness?.withinTolerance).toBe(true);
    expect(evaluations).toBeGreaterThan(32);
  });

  it('stop at two where those are complete', async () => {
    const { evaluations } = await attribute(sigmoidOfSum, column(0.1, 0.2, -0.05));
    expect(evaluations).toBe(32);
  });

  it('give up at the limit and say so', async () => {
    const cliff = toyNet(x => tf.sum(tf.sigmoid(tf.mul(tf.sub(x, 0.3), 1e7)), 1));
    const { completeness, evaluations } = await attribute(cliff, column(1));
    expect(completeness?.withinTolerance).toBe(false);
    expect(evaluations).toBeLessThanOrEqual(512);
  });

  it('do not stall where F(x) equals F(baseline)', async () => {
    const difference = toyNet(x => {
      const [first, second] = tf.split(tf.sigmoid(x), 2, 1);
      if (!first || !second) throw new Error('two inputs expected');
      return tf.reshape(tf.sub(first, second), [-1]);
    });
    const { tokens, completeness, evaluations } = await attribute(difference, column(2, 2));
    expect(completeness?.withinTolerance).toBe(true);
    // The panel that shows that tokens move, and the two that are kept.
    expect(evaluations).toBe(48);
    expectClose(tokens, [0.380797, -0.380797], 1e-5);
  });

  it('report evaluations as they are made and stop when aborted', async () => {
    const abort = new AbortController();
    const input = column(1);
    const run = integratedGradients(step, {
      input,
      baseline: column(0),
      rule: 'adaptive',
      steps: 50,
      signal: abort.signal,
    });
    expect(await run.next()).toEqual({ done: false, value: 16 });
    abort.abort();
    await expect(run.next()).rejects.toThrow('abort');
  });
});

describe('a score that nothing moves', () => {
  const steps = 7;

  it.each(['adaptive', 'gauss-legendre', 'riemann-left', 'riemann-trapezoid'] as const)(
    'takes one evaluation by the rule %s where the input is its own baseline',
    async rule => {
      const run = await attribute(multiLayer, column(3, 4, 5), { baseline: column(3, 4, 5), rule, steps });
      const exact = { baselineValue: run.value, delta: 0, withinTolerance: true };
      expect(run.value).toBe(40);
      expect([[...run.tokens], run.evaluations, run.completeness]).toEqual([[0, 0, 0], 1, exact]);
    },
  );

  it('takes one panel where the input moves and the score does not', async () => {
    // Always off: as if the rest of the model were held.
    const f = toyNet(x => tf.add(tf.sum(tf.relu(tf.sub(x, 100)), 1), 4.7));
    const { tokens, evaluations, completeness } = await attribute(f, column(1, 2));
    expect([[...tokens], evaluations, completeness?.withinTolerance]).toEqual([[0, 0], 16, true]);
  });

  it('takes one panel where the score differs by rounding only', async () => {
    const f = toyNet(x => tf.add(tf.mul(tf.sum(x, 1), 1e-8), 4.7));
    const { evaluations, completeness } = await attribute(f, column(1, 2));
    expect([evaluations, completeness?.withinTolerance]).toEqual([16, true]);
  });

  it('is not said to be one where it comes back to where it was', async () => {
    const there = toyNet(x => tf.square(tf.sum(x, 1)));
    const run = await attribute(there, column(1), { baseline: column(-1) });
    expect(run.evaluations).toBe(32);
    // Flat at both ends and in the middle, and steep between them.
    const bump = (at: number, x: tf.Tensor) => tf.exp(tf.mul(-1000, tf.square(tf.sub(x, at))));
    const between = toyNet(x => tf.add(1, tf.sum(tf.sub(bump(0.2, x), bump(0.7, x)), 1)));
    const flat = await attribute(between, column(1));
    expect(flat.evaluations).toBeGreaterThanOrEqual(32);
  });

  it('is complete by a fixed rule, too', async () => {
    const f = toyNet(x => tf.add(tf.mul(tf.sum(x, 1), 1e-8), 4.7));
    const { completeness } = await attribute(f, column(1, 2), { rule: 'riemann-left', steps });
    expect(completeness?.withinTolerance).toBe(true);
  });
});

it('leaves no tensor behind', async () => {
  await attribute(multiLayer, column(1, 2, 3));
  const before = tf.memory().numTensors;
  await attribute(multiLayer, column(1, 2, 3));
  await attribute(multiLayer, column(1, 2, 3), { rule: 'riemann-left', steps: 7 });
  expect(tf.memory().numTensors).toBe(before);
});
