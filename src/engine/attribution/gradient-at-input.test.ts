import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, expect, it } from 'vitest';
import { startBackend } from '../backend/backend';
import { nodeBackends } from '../backend/node';
import { finish } from '../finish';
import { column, multiLayer, reluDifference } from '../testing/toy-nets';
import { inputXGradient } from './input-x-gradient';
import { saliency } from './saliency';

const request = { baseline: column(0, 0), rule: 'adaptive', steps: 50 } as const;

beforeAll(async () => {
  await startBackend(nodeBackends, 'cpu', () => {});
});

it('saliency is the absolute gradient', async () => {
  const { tokens } = await finish(saliency(reluDifference, { ...request, input: column(3, 1) }));
  expect(Array.from(tokens)).toEqual([1, 1]);
});

it('input × gradient keeps the sign of the gradient', async () => {
  const { tokens } = await finish(inputXGradient(reluDifference, { ...request, input: column(3, 1) }));
  expect(Array.from(tokens)).toEqual([3, -1]);
});

it('input × gradient of the multi-layer net at (0, 100, 0) is (0, 400, 0)', async () => {
  const { tokens, value, evaluations, completeness } = await finish(
    inputXGradient(multiLayer, { ...request, input: column(0, 100, 0) }),
  );
  expect(Array.from(tokens)).toEqual([0, 400, 0]);
  expect({ value, evaluations, completeness }).toEqual({ value: 392, evaluations: 1, completeness: null });
});

it('sums a token over its dimensions', async () => {
  const sum = {
    sites: [],
    evaluate: (inputs: tf.Tensor3D) => ({
      values: tf.sum(inputs, [1, 2]) as tf.Tensor1D,
      activations: {},
      gradients: {},
      inputGradient: tf.onesLike(inputs),
    }),
  };
  const input = { tokens: 2, dims: 3, values: Float32Array.of(1, 2, 3, 4, 5, 6) };
  const { tokens } = await finish(inputXGradient(sum, { ...request, input }));
  expect(Array.from(tokens)).toEqual([6, 15]);
});
