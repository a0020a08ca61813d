/** All that attribution methods know of a model: a scalar function of an input matrix, with named sites inside. */

import * as tf from '@tensorflow/tfjs-core';

/** Results of one evaluation of a batch; the caller disposes all tensors (`tf.dispose(evaluation)`). */
export interface Evaluation {
  /** F of each input, `[size]`. */
  readonly values: tf.Tensor1D;
  /** `[size, tokens, width]` a site asked for. */
  readonly activations: Readonly<Partial<Record<string, tf.Tensor3D>>>;
  /** ∂F/∂activation, shaped like it; empty unless gradients were asked for. */
  readonly gradients: Readonly<Partial<Record<string, tf.Tensor3D>>>;
  /** ∂F/∂input, `[size, tokens, dims]`; null unless gradients were asked for. */
  readonly inputGradient: tf.Tensor3D | null;
}

/** What an evaluation is asked for. */
export interface EvaluationRequest {
  readonly sites: readonly string[];
  readonly gradients: boolean;
  /** Lets the gradient reach the input through this one neuron only: ∂F/∂hⱼ · ∂hⱼ/∂x, over all tokens of hⱼ. */
  readonly through?: { readonly site: string; readonly index: number };
}

export interface Differentiable {
  readonly sites: readonly { readonly site: string; readonly width: number; readonly fullCut: boolean }[];
  /** F at each of a batch of inputs `[size, tokens, dims]`. */
  evaluate(inputs: tf.Tensor3D, request: EvaluationRequest): Evaluation;
}

/** A matrix `[tokens, dims]` outside the backend, row by row: an input or a baseline. */
export interface Matrix {
  readonly tokens: number;
  readonly dims: number;
  readonly values: Float32Array;
}

/** A matrix on the backend, `[1, tokens, dims]`. */
export function matrixTensor({ values, tokens, dims }: Matrix): tf.Tensor3D {
  return tf.tensor3d(values, [1, tokens, dims]);
}
