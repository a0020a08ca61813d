/** A transformer block that normalises after each residual sum, as in BERT (Devlin et al. 2019, arXiv 1810.04805). */

import * as tf from '@tensorflow/tfjs-core';
import {
  type Attention,
  type AttentionSaved,
  attentionBackward,
  attentionForward,
  type Batch,
} from './attention';
import { type GeluSaved, geluBackward, geluForward } from './gelu';
import { type LayerNorm, type LayerNormSaved, layerNormBackward, layerNormForward } from './layer-norm';
import { type Linear, linearBackward, linearForward } from './linear';
import type { SiteKind } from './sites';

export interface PostNormBlock {
  readonly attention: Attention;
  readonly attentionNorm: LayerNorm;
  /** Into the feed-forward layer, `[hidden] → [intermediate]`. */
  readonly expand: Linear;
  /** Back from it. */
  readonly contract: Linear;
  readonly outputNorm: LayerNorm;
}

/** What the backward pass reads; null where the site's values were put in from outside and pass no gradient on. */
export interface PostNormBlockSaved {
  readonly attention: AttentionSaved | null;
  readonly attentionNorm: LayerNormSaved;
  readonly gelu: GeluSaved | null;
  readonly outputNorm: LayerNormSaved;
}

/** Values to go on with in place of what a site computes, `[rows, width]`. */
export type BlockReplacement = Partial<Record<'attn' | 'ffn', tf.Tensor2D>>;

/** One tensor a kind of site, `[rows, width]`. */
export type BlockSites = Readonly<Record<SiteKind, tf.Tensor2D>>;

/** The block's activations at its sites; `activations.resid` is its output. x is `[rows, hidden]`. */
export function postNormBlockForward(
  block: PostNormBlock,
  x: tf.Tensor2D,
  batch: Batch,
  replaced: BlockReplacement = {},
): { activations: BlockSites; saved: PostNormBlockSaved } {
  const attention = replaced.attn ? given(replaced.attn) : attentionForward(block.attention, x, batch);
  const middle = layerNormForward(block.attentionNorm, tf.add(attention.y, x));
  const gelu = replaced.ffn ? given(replaced.ffn) : geluForward(linearForward(block.expand, middle.y));
  const output = layerNormForward(block.outputNorm, tf.add(linearForward(block.contract, gelu.y), middle.y));
  return {
    activations: { attn: attention.y, ffn: gelu.y, resid: output.y },
    saved: {
      attention: attention.saved,
      attentionNorm: middle.saved,
      gelu: gelu.saved,
      outputNorm: output.saved,
    },
  };
}

/** Gradients at the block's sites and at its input, from the gradient at its output; all `[rows, width]`. */
export function postNormBlockBackward(
  block: PostNormBlock,
  saved: PostNormBlockSaved,
  dOutput: tf.Tensor2D,
  batch: Batch,
): { gradients: BlockSites; dx: tf.Tensor2D } {
  const dOutputSum = layerNormBackward(block.outputNorm, saved.outputNorm, dOutput);
  const dFfn = linearBackward(block.contract, dOutputSum);
  const dMiddle = saved.gelu
    ? tf.add<tf.Tensor2D>(linearBackward(block.expand, geluBackward(saved.gelu, dFfn)), dOutputSum)
    : dOutputSum;
  const dAttention = layerNormBackward(block.attentionNorm, saved.attentionNorm, dMiddle);
  const dx = saved.attention
    ? tf.add<tf.Tensor2D>(attentionBackward(block.attention, saved.attention, dAttention, batch), dAttention)
    : dAttention;
  return { gradients: { attn: dAttention, ffn: dFfn, resid: dOutput }, dx };
}

/** A site whose values come from outside. */
function given(y: tf.Tensor2D): { y: tf.Tensor2D; saved: null } {
  return { y, saved: null };
}
