/** Captum's toy networks as Differentiables, differentiated by `tf.grads`: the numeric cases every method must meet. */

import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-core/dist/register_all_gradients';
import type { Differentiable, Matrix } from '../attribution/differentiable';
import { tidy } from '../backend/tidy';

/** A Differentiable of `[size, tokens, 1]` inputs from a plain function of `[size, tokens]` rows to `[size]` values. */
export function toyNet(forward: (x: tf.Tensor2D) => tf.Tensor1D): Differentiable {
  return {
    sites: [],
    evaluate(inputs, { gradients }) {
      return tidy(() => {
        const rows = (x: tf.Tensor): tf.Tensor2D => tf.reshape(x, [inputs.shape[0], inputs.shape[1]]);
        const gradient = gradients ? tf.grad(x => tf.sum(forward(rows(x))))(inputs) : null;
        return {
          values: forward(rows(inputs)),
          activations: {},
          gradients: {},
          inputGradient: gradient && tf.reshape(gradient, inputs.shape),
        };
      });
    },
  };
}

/** A column of numbers as an input of one dimension a token. */
export function column(...values: number[]): Matrix {
  return { tokens: values.length, dims: 1, values: Float32Array.from(values) };
}

/** relu(relu(x₁) − 1 − relu(x₂)), Captum's `BasicModel`. */
export const reluDifference = toyNet(x => {
  const [first, second] = tf.split(tf.relu(x), 2, 1);
  if (!first || !second) throw new Error('two inputs expected');
  return tf.reshape(tf.relu(tf.sub(tf.sub(first, 1), second)), [-1]);
});

/** Captum's `BasicModel_MultiLayer`, target 0: linear(ones(4, 3), [−10, 1, 1, 1]), ReLU, linear(ones(1, 4), −1). */
export const multiLayer = toyNet(x => {
  const hidden = tf.relu(tf.add(tf.matMul(x, tf.ones([3, 4])), tf.tensor1d([-10, 1, 1, 1])));
  return tf.sub(tf.sum(hidden, 1), 1);
});

/** σ(Σ relu(ones(2, 3)·x)). */
export const sigmoidOfSum = toyNet(x => tf.sigmoid(tf.sum(tf.relu(tf.matMul(x, tf.ones([3, 2]))), 1)));
