/** Three ways to the same numbers: the hand-written passes, and TensorFlow.js's automatic differentiation twice. */

import * as tf from '@tensorflow/tfjs-core';
import type { Differentiable } from '../src/engine/attribution/differentiable';
import { tidy } from '../src/engine/backend/tidy';
import type { Checkpoint } from '../src/engine/checkpoint/checkpoint';
import type { Model } from '../src/engine/explanation/model';
import { evaluateTarget } from '../src/engine/transformer/objective';
import { createPlainBert } from '../src/engine/transformer/plain-bert';
import type { Target } from '../src/engine/transformer/target';
import { differentiable } from '../src/engine/transformer/transformer';

export type Rival = 'handWritten' | 'textbookGrad' | 'flatGrad';

export const RIVAL_NAMES: Readonly<Record<Rival, string>> = {
  handWritten: 'hand-written passes',
  textbookGrad: '`tf.grad` of the textbook pass (3-D)',
  flatGrad: '`tf.grad` of the hand-written forward pass (2-D)',
};

/** The rivals on the backend that runs. Needs the gradients of TensorFlow.js registered. */
export function createRivals(
  { transformer }: Model,
  { config, weights }: Checkpoint,
  target: Target,
): Readonly<Record<Rival, Differentiable>> {
  const textbook = createPlainBert(config, weights);
  const flat = (inputs: tf.Tensor3D) =>
    transformer.run(inputs, { sites: [], target: null, lengths: null }).logits;
  return {
    handWritten: differentiable(transformer, target),
    textbookGrad: byTape(textbook, target),
    flatGrad: byTape(flat, target),
  };
}

/** A forward pass that TensorFlow.js differentiates from its tape. */
function byTape(forward: (inputs: tf.Tensor3D) => tf.Tensor2D, target: Target): Differentiable {
  const values = (inputs: tf.Tensor) => evaluateTarget(target, forward(inputs as tf.Tensor3D)).values;
  const withGradient = tf.valueAndGrad(values);
  return {
    sites: [],
    evaluate: (inputs, { gradients }) =>
      tidy(() => {
        const empty = { activations: {}, gradients: {} };
        if (!gradients) return { ...empty, values: values(inputs), inputGradient: null };
        const { value, grad } = withGradient(inputs);
        return { ...empty, values: value as tf.Tensor1D, inputGradient: grad as tf.Tensor3D };
      }),
  };
}
