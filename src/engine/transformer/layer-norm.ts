/** Layer normalisation over the last dimension (Ba et al. 2016, arXiv 1607.06450), forward and backward. */

import * as tf from '@tensorflow/tfjs-core';

export interface LayerNorm {
  /** `[dims]` */
  readonly gain: tf.Tensor1D;
  /** `[dims]` */
  readonly bias: tf.Tensor1D;
  readonly epsilon: number;
}

/** What the backward pass reads. */
export interface LayerNormSaved {
  /** (x − mean) / σ, `[rows, dims]` */
  readonly normalised: tf.Tensor2D;
  /** 1/σ, `[rows, 1]` */
  readonly inverseDeviation: tf.Tensor2D;
}

/** y = gain · (x − mean)/√(variance + ε) + bias, row by row; x and y are `[rows, dims]`. */
export function layerNormForward(
  layer: LayerNorm,
  x: tf.Tensor2D,
): { y: tf.Tensor2D; saved: LayerNormSaved } {
  const centred = tf.sub(x, tf.mean(x, -1, true));
  const variance = tf.mean(tf.square(centred), -1, true);
  const inverseDeviation = tf.rsqrt(tf.add(variance, layer.epsilon)) as tf.Tensor2D;
  const normalised = tf.mul(centred, inverseDeviation) as tf.Tensor2D;
  const y = tf.add(tf.mul(normalised, layer.gain), layer.bias) as tf.Tensor2D;
  return { y, saved: { normalised, inverseDeviation } };
}

/**
 * ∂F/∂x from ∂F/∂y, both `[rows, dims]`: with n the normalised x and d = gain · ∂F/∂y,
 * ∂F/∂x = (d − mean(d) − n · mean(d · n)) / σ.
 */
export function layerNormBackward(layer: LayerNorm, saved: LayerNormSaved, dy: tf.Tensor2D): tf.Tensor2D {
  const { normalised, inverseDeviation } = saved;
  const d = tf.mul(dy, layer.gain);
  const alongMean = tf.mean(d, -1, true);
  const alongNormalised = tf.mul(normalised, tf.mean(tf.mul(d, normalised), -1, true));
  return tf.mul(tf.sub(tf.sub(d, alongMean), alongNormalised), inverseDeviation);
}
