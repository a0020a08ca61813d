/** TensorFlow.js's scope functions, typed for plain records of tensors. */

import * as tf from '@tensorflow/tfjs-core';

/**
 * Runs `compute` and disposes every tensor it made but those in the value it returns: a tensor, or plain objects
 * and arrays of tensors. Other values in it pass through.
 */
export function tidy<T>(compute: () => T): T {
  return tf.tidy(compute as unknown as () => tf.TensorContainer) as T;
}

/** Disposes every tensor in a value of plain objects and arrays. */
export function dispose(value: unknown): void {
  tf.dispose(value as tf.TensorContainer);
}
