/** What every family offers: a transformer with a head, as a function of its word embeddings. */

import type * as tf from '@tensorflow/tfjs-core';
import type { Differentiable } from '../attribution/differentiable';
import { tidy } from '../backend/tidy';
import { evaluateTarget } from './objective';
import type { Site, SiteInfo } from './sites';
import type { Target } from './target';

/** What one pass is asked for. */
export interface PassRequest {
  /** Sites whose activations (and, with a target, gradients) are returned. */
  readonly sites: readonly Site[];
  /** With a target the pass goes backward too. */
  readonly target: Target | null;
  /** Tokens of each text where texts are padded to a common length; null where none is padded. */
  readonly lengths: readonly number[] | null;
}

/** What one pass gives; the caller disposes all of it. */
export interface Pass {
  /** `[size, labels]` */
  readonly logits: tf.Tensor2D;
  /** `[size, tokens, width]` a site */
  readonly activations: Readonly<Partial<Record<Site, tf.Tensor3D>>>;
  readonly backward: {
    /** Gradient of the target with respect to the word embeddings, `[size, tokens, hidden]`. */
    readonly inputGradient: tf.Tensor3D;
    /** `[size, tokens, width]` a site */
    readonly gradients: Readonly<Partial<Record<Site, tf.Tensor3D>>>;
  } | null;
}

export interface Transformer {
  readonly labels: readonly string[];
  readonly hiddenSize: number;
  /** The most tokens of one text. */
  readonly maxTokens: number;
  readonly sites: readonly SiteInfo[];
  /** Word embeddings of tokens, `[tokens, hidden]` row by row. Throws where an id is outside the vocabulary. */
  embed(ids: readonly number[]): Float32Array;
  /** The mean word embedding over the vocabulary, `[hidden]`. */
  meanEmbedding(): Float32Array;
  /** One pass over word embeddings `[size, tokens, hidden]`. */
  run(inputs: tf.Tensor3D, request: PassRequest): Pass;
  dispose(): void;
}

/** The transformer and a target as the scalar function that attribution methods see. */
export function differentiable(model: Transformer, target: Target): Differentiable {
  return {
    sites: model.sites,
    evaluate(inputs, { sites, gradients }) {
      return tidy(() => {
        const pass = model.run(inputs, {
          sites: sites as readonly Site[],
          target: gradients ? target : null,
          lengths: null,
        });
        return {
          values: evaluateTarget(target, pass.logits).values,
          activations: pass.activations,
          inputGradient: pass.backward?.inputGradient ?? null,
          gradients: pass.backward?.gradients ?? {},
        };
      });
    },
  };
}
