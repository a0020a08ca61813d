/** What every family offers: a transformer with a head, as a function of its word embeddings. */

import * as tf from '@tensorflow/tfjs-core';
import { type Differentiable, type Matrix, matrixTensor } from '../attribution/differentiable';
import { tidy } from '../backend/tidy';
import type { Neuron } from '../neurons/neuron';
import { type Changes, NO_CHANGES } from './changes';
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
  /** Interventions; none by default. Activations and gradients at a changed site are those of the changed values. */
  readonly changes?: Changes;
  /** Lets the backward pass reach the input through this one neuron only: ∂F/∂hⱼ · ∂hⱼ/∂x, summed over its tokens. */
  readonly through?: Neuron | null;
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

/** One text up to a site: all that passes beginning there have in common. */
export interface Stem {
  readonly site: Site;
  readonly tokens: number;
  dispose(): void;
}

/** What a pass that begins at a site is asked for. */
export interface ResumeRequest {
  /** Texts of the batch. */
  readonly size: number;
  readonly target: Target | null;
  /** Values `[size, tokens, width]` in place of what the site computes, which no change touches; null keeps its own. */
  readonly values?: tf.Tensor3D | null;
  /** Interventions at the site and behind it; those in front of it are part of the stem. None by default. */
  readonly changes?: Changes;
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
  /** One text `[1, tokens, hidden]` up to a site, under the changes at sites in front of it; the caller disposes it. */
  stem(input: tf.Tensor3D, site: Site, changes?: Changes): Stem;
  /** Goes on from a stem made by this transformer. Whatever bypasses the site is the stem's. */
  resume(stem: Stem, request: ResumeRequest): ResumedPass;
  dispose(): void;
}

/** The transformer under interventions, and a target, as the scalar function that attribution methods see. */
export function differentiable(
  model: Transformer,
  target: Target,
  changes: Changes = NO_CHANGES,
): Differentiable {
  return {
    sites: model.sites,
    evaluate(inputs, { sites, gradients, through }) {
      return tidy(() => {
        const pass = model.run(inputs, {
          sites: sites as readonly Site[],
          target: gradients ? target : null,
          lengths: null,
          changes,
          through: through ? { site: through.site as Site, index: through.index } : null,
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
 * one, at which the gradient is the input gradient. Interventions at the site itself have no say, since its values are
 * given.
 * @param input word embeddings of one text
 */
export function differentiableFrom(
  model: Transformer,
  target: Target,
  input: Matrix,
  { site, width }: SiteInfo,
  changes: Changes = NO_CHANGES,
): Differentiable {
  return {
    sites: [{ site, width, fullCut: true }],
    evaluate(inputs, { sites, gradients }) {
      return tidy(() => {
        const pass = model.resume(model.stem(matrixTensor(input), site, changes), {
          size: inputs.shape[0],
          target: gradients ? target : null,
          values: inputs,
          changes,
        });
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
