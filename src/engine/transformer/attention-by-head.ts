/**
 * Attention of one head of one text, forward and backward, by products of two matrices. On wasm those are many times as
 * fast as batched products, and a head's weights stay in the processor's cache from one step to the next; for short
 * texts the many small steps cost more than that gains.
 */

import * as tf from '@tensorflow/tfjs-core';
import { tidy } from '../backend/tidy';

/** Tokens a text from which heads are better computed one by one. */
const LEAST_TOKENS = 224;

/** Whether the backend that runs computes texts of so many tokens faster head by head. */
export function isFasterByHead(tokens: number): boolean {
  return tokens >= LEAST_TOKENS && tf.getBackend() === 'wasm';
}

/** What the backward pass reads. All `[tokens, headDims]`. */
export interface HeadSaved {
  /** Divided by √headDims. */
  readonly query: tf.Tensor2D;
  readonly key: tf.Tensor2D;
  readonly value: tf.Tensor2D;
  readonly mixed: tf.Tensor2D;
}

/**
 * Softmax of the scores, `[tokens, tokens]`. The backward pass computes it again: of 512 tokens the weights of all heads
 * and blocks would take more than all else that is saved.
 * @param query divided by √headDims
 * @param mask added to the scores, `[1, tokens]`; null where nothing is padded
 */
function weightsOf(query: tf.Tensor2D, key: tf.Tensor2D, mask: tf.Tensor2D | null): tf.Tensor2D {
  const scores: tf.Tensor2D = tf.matMul(query, tf.transpose(key));
  return tf.softmax(mask ? tf.add<tf.Tensor2D>(scores, mask) : scores);
}

/**
 * What the head mixes of the values, `saved.mixed`.
 * @param mask added to the scores, `[1, tokens]`; null where nothing is padded
 */
export function headForward(
  query: tf.Tensor2D,
  key: tf.Tensor2D,
  value: tf.Tensor2D,
  mask: tf.Tensor2D | null,
): HeadSaved {
  return tidy(() => {
    const scaled: tf.Tensor2D = tf.mul(query, scoreScale(query));
    return { query: scaled, key, value, mixed: tf.matMul(weightsOf(scaled, key, mask), value) };
  });
}

/** Gradients at query, key and value, from the one at `mixed`, all `[tokens, headDims]`; `mask` as forwards. */
export function headBackward(
  { query, key, value, mixed }: HeadSaved,
  dMixed: tf.Tensor2D,
  mask: tf.Tensor2D | null,
): { dQuery: tf.Tensor2D; dKey: tf.Tensor2D; dValue: tf.Tensor2D } {
  return tidy(() => {
    const weights = weightsOf(query, key, mask);
    // Of aᵀ·b only the narrow side is transposed.
    const dValue: tf.Tensor2D = tf.transpose(tf.matMul(tf.transpose(dMixed), weights));
    const dWeights = tf.matMul(dMixed, tf.transpose(value));
    // Softmax's Jacobian: each row loses its own weighted mean, which the mixture knows already.
    const mean = tf.sum(tf.mul(dMixed, mixed), -1, true);
    const dScores: tf.Tensor2D = tf.mul(tf.sub(dWeights, mean), weights);
    const dKey: tf.Tensor2D = tf.transpose(tf.matMul(tf.transpose(query), dScores));
    return { dQuery: tf.mul(tf.matMul(dScores, key), scoreScale(query)), dKey, dValue };
  });
}

function scoreScale(query: tf.Tensor2D): number {
  return 1 / Math.sqrt(query.shape[1]);
}
