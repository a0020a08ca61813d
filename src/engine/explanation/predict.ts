/** Predictions: logits and probabilities of texts, without any attribution. */

import * as tf from '@tensorflow/tfjs-core';
import { type Matrix, matrixTensor } from '../attribution/differentiable';
import { tidy } from '../backend/tidy';
import type { Token } from '../text/encoding';
import { type Changes, NO_CHANGES } from '../transformer/changes';
import type { Model } from './model';
import type { Prediction } from './record';

/**
 * Predictions of several texts in one pass; texts of fewer than `width` tokens are padded and masked.
 * @param changes interventions
 * @throws Error where a logit is NaN or infinite
 */
export async function predict(
  model: Model,
  texts: readonly (readonly Token[])[],
  width: number,
  changes: Changes = NO_CHANGES,
): Promise<Prediction[]> {
  const { transformer, tokenizer } = model;
  const lengths = texts.map(tokens => tokens.length);
  const padded = lengths.some(length => length !== width);
  const ids = texts.flatMap(tokens => [
    ...tokens.map(token => token.id),
    ...Array<number>(width - tokens.length).fill(tokenizer.specialIds.pad),
  ]);
  const logits = tidy(() => {
    const inputs = tf.tensor3d(transformer.embed(ids), [texts.length, width, transformer.hiddenSize]);
    const request = { sites: [], target: null, lengths: padded ? lengths : null, changes };
    return transformer.run(inputs, request).logits;
  });
  const values = await logits.data();
  logits.dispose();
  const labels = transformer.labels;
  return texts.map((_, row) =>
    predictionOf(labels, Array.from(values.slice(row * labels.length, (row + 1) * labels.length))),
  );
}

/** The prediction at an input that need not be a text's, such as a baseline. */
export async function predictInput(
  { transformer }: Model,
  input: Matrix,
  changes: Changes = NO_CHANGES,
): Promise<Prediction> {
  const request = { sites: [], target: null, lengths: null, changes };
  const logits = tidy(() => transformer.run(matrixTensor(input), request).logits);
  const values = await logits.data();
  logits.dispose();
  return predictionOf(transformer.labels, Array.from(values));
}

/**
 * A prediction from its logits.
 * @throws Error where a logit is NaN or infinite
 */
export function predictionOf(labels: readonly string[], logits: number[]): Prediction {
  if (!logits.every(Number.isFinite)) {
    throw new Error(
      `The model’s logits are ${logits.join(', ')}, expected finite numbers; its weights, or the changes to neurons, overflow here.`,
    );
  }
  return { labels: [...labels], logits, probabilities: softmax(logits) };
}

function softmax(logits: readonly number[]): number[] {
  const most = Math.max(...logits);
  const exponentials = logits.map(logit => Math.exp(logit - most));
  const total = exponentials.reduce((sum, value) => sum + value, 0);
  return exponentials.map(value => value / total);
}
