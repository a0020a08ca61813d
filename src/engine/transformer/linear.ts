/** A linear layer, forward and backward. Matrices are `[rows, dims]`, rows = batch · tokens. */

import * as tf from '@tensorflow/tfjs-core';

/**
 * y = x·W + b. Both orientations of the weight are kept, because only matmuls of two untransposed 2-D
 * operands reach the fast path of the wasm backend.
 */
export interface Linear {
  /** `[in, out]`, for the forward pass. */
  readonly weight: tf.Tensor2D;
  /** `[out, in]`, as PyTorch stores it, for the backward pass. */
  readonly weightTransposed: tf.Tensor2D;
  /** `[out]` */
  readonly bias: tf.Tensor1D;
}

/** y `[rows, out]` of x `[rows, in]`. */
export function linearForward(layer: Linear, x: tf.Tensor2D): tf.Tensor2D {
  return tf.fused.matMul({ a: x, b: layer.weight, bias: layer.bias }) as tf.Tensor2D;
}

/** ∂F/∂x `[rows, in]` from ∂F/∂y `[rows, out]`. */
export function linearBackward(layer: Linear, dy: tf.Tensor2D): tf.Tensor2D {
  return tf.matMul(dy, layer.weightTransposed);
}

/** Builds a layer from PyTorch's `weight [out, in]` and `bias [out]`. */
export function createLinear(
  weight: Float32Array,
  bias: Float32Array,
  inDims: number,
  outDims: number,
): Linear {
  const transposed = new Float32Array(weight.length);
  for (let o = 0; o < outDims; o++) {
    for (let i = 0; i < inDims; i++) transposed[i * outDims + o] = weight[o * inDims + i] ?? 0;
  }
  return {
    weight: tf.tensor2d(transposed, [inDims, outDims]),
    weightTransposed: tf.tensor2d(weight, [outDims, inDims]),
    bias: tf.tensor1d(bias),
  };
}
