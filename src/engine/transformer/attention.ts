/** Multi-head self-attention (Vaswani et al. 2017, arXiv 1706.03762), forward and backward. */

import * as tf from '@tensorflow/tfjs-core';
import { type Linear, linearBackward, linearForward } from './linear';

export interface Attention {
  readonly query: Linear;
  readonly key: Linear;
  readonly value: Linear;
  /** Mixes the heads; its output is the site `attn`. */
  readonly output: Linear;
  readonly heads: number;
}

/** How rows of a `[rows, dims]` matrix divide into texts. */
export interface Batch {
  readonly size: number;
  /** Tokens a text, padding included. */
  readonly tokens: number;
  /** 0 at tokens and a large negative number at padding, `[size, 1, 1, tokens]`; null where nothing is padded. */
  readonly mask: tf.Tensor4D | null;
}

/** What the backward pass reads. All `[size, heads, tokens, headDims]` but `weights`. */
export interface AttentionSaved {
  readonly query: tf.Tensor4D;
  readonly key: tf.Tensor4D;
  readonly value: tf.Tensor4D;
  /** Softmax of the scores, `[size, heads, tokens, tokens]`. */
  readonly weights: tf.Tensor4D;
}

/** y `[rows, dims]` of x `[rows, dims]`. */
export function attentionForward(
  layer: Attention,
  x: tf.Tensor2D,
  batch: Batch,
): { y: tf.Tensor2D; saved: AttentionSaved } {
  const query = splitHeads(linearForward(layer.query, x), batch, layer.heads);
  const key = splitHeads(linearForward(layer.key, x), batch, layer.heads);
  const value = splitHeads(linearForward(layer.value, x), batch, layer.heads);
  const scaled = tf.mul(tf.matMul(query, transposeLast(key)), scoreScale(query)) as tf.Tensor4D;
  const weights = tf.softmax(batch.mask ? tf.add(scaled, batch.mask) : scaled) as tf.Tensor4D;
  const mixed = joinHeads(tf.matMul(weights, value) as tf.Tensor4D);
  return { y: linearForward(layer.output, mixed), saved: { query, key, value, weights } };
}

/** ∂F/∂x from ∂F/∂y, both `[rows, dims]`. */
export function attentionBackward(
  layer: Attention,
  saved: AttentionSaved,
  dy: tf.Tensor2D,
  batch: Batch,
): tf.Tensor2D {
  const { query, key, value, weights } = saved;
  const dMixed = splitHeads(linearBackward(layer.output, dy), batch, layer.heads);
  const dValue = tf.matMul(transposeLast(weights), dMixed) as tf.Tensor4D;
  const dWeights = tf.matMul(dMixed, transposeLast(value));
  const weighted = tf.mul(dWeights, weights);
  // Softmax's Jacobian: each row loses its own weighted mean. The scores' scale is folded in here.
  const dScores = tf.mul(
    tf.sub(weighted, tf.mul(weights, tf.sum(weighted, -1, true))),
    scoreScale(query),
  ) as tf.Tensor4D;
  const dQuery = tf.matMul(dScores, key) as tf.Tensor4D;
  const dKey = tf.matMul(transposeLast(dScores), query) as tf.Tensor4D;
  return tf.addN([
    linearBackward(layer.query, joinHeads(dQuery)),
    linearBackward(layer.key, joinHeads(dKey)),
    linearBackward(layer.value, joinHeads(dValue)),
  ]);
}

function scoreScale(query: tf.Tensor4D): number {
  return 1 / Math.sqrt(query.shape[3]);
}

/** `[rows, dims]` → `[size, heads, tokens, headDims]` */
function splitHeads(x: tf.Tensor2D, batch: Batch, heads: number): tf.Tensor4D {
  const headDims = x.shape[1] / heads;
  return tf.transpose(tf.reshape(x, [batch.size, batch.tokens, heads, headDims]), [0, 2, 1, 3]);
}

/** `[size, heads, tokens, headDims]` → `[rows, dims]` */
function joinHeads(x: tf.Tensor4D): tf.Tensor2D {
  const [size, heads, tokens, headDims] = x.shape;
  return tf.reshape(tf.transpose(x, [0, 2, 1, 3]), [size * tokens, heads * headDims]);
}

function transposeLast(x: tf.Tensor4D): tf.Tensor4D {
  return tf.transpose(x, [0, 1, 3, 2]);
}
