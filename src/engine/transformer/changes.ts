/**
 * Interventions as the forward pass knows them: at each changed site h' = factor ⊙ h + offset, elementwise. Setting,
 * scaling, adding and patching are all of this form, so the backward pass is ∂F/∂h = factor ⊙ ∂F/∂h'.
 */

import * as tf from '@tensorflow/tfjs-core';
import type { Site } from './sites';

/** A change at one site for a batch; `size` and `tokens` are 1 where all rows, or all tokens, are changed alike. */
export interface SiteChange {
  readonly size: number;
  readonly tokens: number;
  readonly width: number;
  /** `[size, tokens, width]` row by row. */
  readonly factor: Float32Array;
  /** Shaped like `factor`. */
  readonly offset: Float32Array;
}

/** Sites that are not named are left alone. */
export type Changes = ReadonlyMap<Site, SiteChange>;

export const NO_CHANGES: Changes = new Map();

/** A change on the backend, `[size, tokens, width]` both. */
export interface ChangeTensors {
  readonly factor: tf.Tensor3D;
  readonly offset: tf.Tensor3D;
}

/** Moves the change at a site to the backend; null where there is none. */
export function changeTensors(changes: Changes, site: Site): ChangeTensors | null {
  const change = changes.get(site);
  if (!change) return null;
  const shape: [number, number, number] = [change.size, change.tokens, change.width];
  return { factor: tf.tensor3d(change.factor, shape), offset: tf.tensor3d(change.offset, shape) };
}

/** h' of h `[size · tokens, width]`; a text whose h is the same in all of a change's rows is repeated for each. */
export function changed(h: tf.Tensor2D, change: ChangeTensors | null, tokens: number): tf.Tensor2D {
  if (!change) return h;
  const width = h.shape[1];
  const texts = tf.reshape(h, [h.shape[0] / tokens, tokens, width]);
  const after = tf.add(tf.mul(texts, change.factor), change.offset);
  return tf.reshape(after, [-1, width]);
}

/** ∂F/∂h from ∂F/∂h', `[size · tokens, width]` both. */
export function changedBackward(dh: tf.Tensor2D, change: ChangeTensors | null, tokens: number): tf.Tensor2D {
  if (!change) return dh;
  const width = dh.shape[1];
  const texts = tf.reshape(dh, [dh.shape[0] / tokens, tokens, width]);
  return tf.reshape(tf.mul(texts, change.factor), [-1, width]);
}
