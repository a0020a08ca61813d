/** A target as a function of the logits: its values and its gradient, which starts the backward pass. */

import * as tf from '@tensorflow/tfjs-core';
import type { Target } from './target';

/** The target's value of each row of logits `[size, labels]` and its gradient there. */
export interface TargetEvaluation {
  /** `[size]` */
  readonly values: tf.Tensor1D;
  /** `[size, labels]` */
  readonly gradient: tf.Tensor2D;
}

/** Values and gradient of a target over logits `[size, labels]`; the caller disposes or tidies. */
export function evaluateTarget(target: Target, logits: tf.Tensor2D): TargetEvaluation {
  const labels = logits.shape[1];
  switch (target.kind) {
    case 'logit':
      return linearTarget(logits, unit(target.label, labels));
    case 'diff':
      return linearTarget(logits, tf.sub(unit(target.label, labels), unit(target.against, labels)));
    case 'prob': {
      const probabilities = tf.softmax(logits);
      const chosen = column(probabilities, target.label);
      return {
        values: tf.reshape(chosen, [-1]),
        gradient: tf.mul(chosen, tf.sub(unit(target.label, labels), probabilities)),
      };
    }
    case 'logprob': {
      const probabilities = tf.softmax(logits);
      return {
        values: tf.reshape(tf.sub(column(logits, target.label), tf.logSumExp(logits, -1, true)), [-1]),
        gradient: tf.sub(unit(target.label, labels), probabilities),
      };
    }
  }
}

/** `[1, labels]`, one at `index`. */
function unit(index: number, labels: number): tf.Tensor2D {
  return tf.tensor2d([Array.from({ length: labels }, (_, i) => (i === index ? 1 : 0))]);
}

function column(matrix: tf.Tensor2D, index: number): tf.Tensor2D {
  return tf.slice2d(matrix, [0, index], [matrix.shape[0], 1]);
}

function linearTarget(logits: tf.Tensor2D, weights: tf.Tensor2D): TargetEvaluation {
  return {
    values: tf.sum(tf.mul(logits, weights), -1) as tf.Tensor1D,
    gradient: tf.tile(weights, [logits.shape[0], 1]),
  };
}
