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

/** A stage of a layered net: rows `[size, width before]` to rows `[size, width]`. */
export interface Stage {
  readonly site: string;
  readonly width: number;
  readonly apply: (x: tf.Tensor2D) => tf.Tensor2D;
}

/** A net of stages one after the other, each a site and a full cut; F is the last stage's first number. */
export function stagedNet(stages: readonly Stage[]): Differentiable {
  const from = (start: number, x: tf.Tensor2D) => stages.slice(start).reduce((h, { apply }) => apply(h), x);
  const first = (rows: tf.Tensor2D): tf.Tensor1D =>
    tf.reshape(tf.slice2d(rows, [0, 0], [rows.shape[0], 1]), [-1]);
  const whole = toyNet(x => first(from(0, x)));
  return {
    sites: stages.map(({ site, width }) => ({ site, width, fullCut: true })),
    evaluate(inputs, request) {
      return tidy(() => {
        const [size, tokens] = inputs.shape;
        const activations: Record<string, tf.Tensor3D> = {};
        const gradients: Record<string, tf.Tensor3D> = {};
        let h: tf.Tensor2D = tf.reshape(inputs, [size, tokens]);
        stages.forEach(({ site, width, apply }, index) => {
          h = apply(h);
          if (!request.sites.includes(site)) return;
          activations[site] = tf.reshape(h, [size, 1, width]);
          if (!request.gradients) return;
          const rest = tf.grad(y => tf.sum(first(from(index + 1, y as tf.Tensor2D))));
          gradients[site] = tf.reshape(rest(h), [size, 1, width]);
        });
        const evaluation = { ...whole.evaluate(inputs, request), activations, gradients };
        const { through } = request;
        const last = stages.findIndex(({ site }) => site === through?.site);
        if (!through || !request.gradients || last < 0) return evaluation;
        const upTo = (x: tf.Tensor): tf.Tensor2D => {
          const rows: tf.Tensor2D = tf.reshape(x, [size, tokens]);
          return stages.slice(0, last + 1).reduce((y, { apply }) => apply(y), rows);
        };
        const only = tf.oneHot(tf.tensor1d([through.index], 'int32'), stages[last]?.width ?? 0);
        const weights = tf.mul(
          tf.grad(y => tf.sum(first(from(last + 1, y as tf.Tensor2D))))(upTo(inputs)),
          only,
        );
        const inputGradient = tf.grad(x => tf.sum(tf.mul(upTo(x), weights)))(inputs) as tf.Tensor3D;
        return { ...evaluation, inputGradient };
      });
    },
  };
}

/** `multiLayer` with its layers as sites, both targets' numbers at the end. */
export const multiLayerStages = stagedNet([
  { site: 'linear0', width: 3, apply: x => tf.mul(x, 1) },
  {
    site: 'linear1',
    width: 4,
    apply: x => tf.add(tf.matMul(x, tf.ones([3, 4])), tf.tensor1d([-10, 1, 1, 1])),
  },
  { site: 'relu', width: 4, apply: x => tf.relu(x) },
  { site: 'linear2', width: 2, apply: x => tf.add(tf.matMul(x, tf.ones([4, 2])), tf.tensor1d([-1, 1])) },
]);
