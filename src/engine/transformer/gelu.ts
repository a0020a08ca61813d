/** GELU, x·Φ(x), in its exact form with the error function (Hendrycks & Gimpel 2016, arXiv 1606.08415). */

import * as tf from '@tensorflow/tfjs-core';

/** What the backward pass reads, `[rows, dims]` both. */
export interface GeluSaved {
  readonly x: tf.Tensor2D;
  /** Φ(x), the standard normal's distribution function; kept because the error function is slow on wasm. */
  readonly cdf: tf.Tensor2D;
}

/** x·Φ(x), elementwise. */
export function geluForward(x: tf.Tensor2D): { y: tf.Tensor2D; saved: GeluSaved } {
  const cdf = tf.mul<tf.Tensor2D>(tf.add(tf.erf(tf.mul(x, Math.SQRT1_2)), 1), 0.5);
  return { y: tf.mul(x, cdf), saved: { x, cdf } };
}

/** ∂F/∂x = ∂F/∂y · (Φ(x) + x·φ(x)), φ the normal density. */
export function geluBackward({ x, cdf }: GeluSaved, dy: tf.Tensor2D): tf.Tensor2D {
  const density = tf.mul(tf.exp(tf.mul(tf.square(x), -0.5)), 1 / Math.sqrt(2 * Math.PI));
  return tf.mul(dy, tf.add(cdf, tf.mul(x, density)));
}
