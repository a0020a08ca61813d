/** What every family offers: a transformer with a head, as a function of its word embeddings. */

import * as tf from '@tensorflow/tfjs-core';
import { type Differentiable, type Matrix, matrixTensor } from '../attribution/differentiable';
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

/** A pass that begins at a site; the caller disposes all of it. */
export interface ResumedPass {
  /** `[size, labels]` */
  readonly logits: tf.Tensor2D;
  /** Gradient of the target with respect to the site's values, `[size, tokens, width]`; null without a target. */
  readonly gradient: tf.Tensor3D | null;
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
  /**
   * Goes on from a site with values `[size, tokens, width]` in place of what it computes. Whatever bypasses the site
   * (the residual beside `attn` and `ffn`) is that of the one text `input [1, tokens, hidden]`; what lies below the
   * site is computed once.
   */
  resume(input: tf.Tensor3D, site: Site, values: tf.Tensor3D, target: Target | null): ResumedPass;
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

/**
 * F as a function of one site's values, everything that bypasses the site computed from `input`. Its only site is that
 * one, at which the gradient is the input gradient.
 * @param input word embeddings of one text
 */
export function differentiableFrom(
  model: Transformer,
  target: Target,
  input: Matrix,
  { site, width }: SiteInfo,
): Differentiable {
  return {
    sites: [{ site, width, fullCut: true }],
    evaluate(inputs, { sites, gradients }) {
      return tidy(() => {
        const pass = model.resume(matrixTensor(input), site, inputs, gradients ? target : null);
        const wanted = sites.includes(site);
        return {
          values: evaluateTarget(target, pass.logits).values,
          inputGradient: pass.gradient,
          activations: wanted ? { [site]: tf.clone(inputs) } : {},
          gradients: wanted && pass.gradient ? { [site]: tf.clone(pass.gradient) } : {},
        };
      });
    },
  };
}
