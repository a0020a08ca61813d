/** BERT's sequence-classification head: pooled first token, then a linear layer; forward and backward. */

import * as tf from '@tensorflow/tfjs-core';
import type { Batch } from './attention';
import { type Linear, linearBackward, linearForward } from './linear';

export interface ClassificationHead {
  /** `[hidden] → [hidden]`, followed by tanh. */
  readonly pooler: Linear;
  /** `[hidden] → [labels]` */
  readonly classifier: Linear;
}

/** What the backward pass reads: the pooled first tokens after tanh, `[size, hidden]`. */
export interface ClassificationHeadSaved {
  readonly pooled: tf.Tensor2D;
}

/** Logits `[size, labels]` of hidden states `[rows, hidden]`. */
export function classificationHeadForward(
  head: ClassificationHead,
  hidden: tf.Tensor2D,
  batch: Batch,
): { logits: tf.Tensor2D; saved: ClassificationHeadSaved } {
  const dims = hidden.shape[1];
  const texts = tf.reshape(hidden, [batch.size, batch.tokens * dims]) as tf.Tensor2D;
  const first = tf.slice2d(texts, [0, 0], [batch.size, dims]);
  const pooled = tf.tanh(linearForward(head.pooler, first));
  return { logits: linearForward(head.classifier, pooled), saved: { pooled } };
}

/** ∂F/∂hidden `[rows, hidden]` from ∂F/∂logits `[size, labels]`; zero but at each text's first token. */
export function classificationHeadBackward(
  head: ClassificationHead,
  saved: ClassificationHeadSaved,
  dLogits: tf.Tensor2D,
  batch: Batch,
): tf.Tensor2D {
  const dPooled = linearBackward(head.classifier, dLogits);
  const dTanh = tf.mul<tf.Tensor2D>(dPooled, tf.sub(1, tf.square(saved.pooled)));
  const dFirst = linearBackward(head.pooler, dTanh);
  const dims = dFirst.shape[1];
  const padded = tf.pad2d(dFirst, [
    [0, 0],
    [0, (batch.tokens - 1) * dims],
  ]);
  return tf.reshape(padded, [batch.size * batch.tokens, dims]);
}
