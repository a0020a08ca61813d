/** A transformer block that normalises after each residual sum, as in BERT (Devlin et al. 2019, arXiv 1810.04805). */

import * as tf from '@tensorflow/tfjs-core';
import {
  type Attention,
  type AttentionSaved,
  attentionBackward,
  attentionForward,
  type Batch,
} from './attention';
import { type ChangeTensors, changed, changedBackward } from './changes';
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

/** What the backward pass reads; null where the block was entered behind it. */
export interface PostNormBlockSaved {
  readonly attention: AttentionSaved | null;
  readonly attentionNorm: LayerNormSaved | null;
  readonly gelu: GeluSaved | null;
  readonly outputNorm: LayerNormSaved;
  readonly changes: BlockChanges;
}

/**
 * Where a block is entered: at its beginning, or at a site whose values, before any change, and whatever passes by it
 * are known. All `[rows, width]`, of the whole batch or of one text, which is then repeated.
 */
export type BlockEntry =
  | { readonly at: 'start'; readonly x: tf.Tensor2D }
  | { readonly at: 'attn'; readonly attn: tf.Tensor2D; readonly x: tf.Tensor2D }
  | { readonly at: 'ffn'; readonly ffn: tf.Tensor2D; readonly middle: tf.Tensor2D };

/** One tensor a kind of site, `[rows, width]`; null where the block was entered behind it. */
export type BlockSites = Readonly<Record<SiteKind, tf.Tensor2D | null>>;
/** One change a kind of site; null where there is none. */
export type BlockChanges = Readonly<Record<SiteKind, ChangeTensors | null>>;

/** The block's activations at its sites, as changed, and its output, which is the last of them. */
export function postNormBlockForward(
  block: PostNormBlock,
  entry: BlockEntry,
  batch: Batch,
  changes: BlockChanges,
): { activations: BlockSites; output: tf.Tensor2D; saved: PostNormBlockSaved } {
  const below =
    entry.at === 'ffn' ? { ...entry, attn: null, saved: BEHIND } : upToFfn(block, entry, batch, changes);
  const ffn = repeated(changed(below.ffn, changes.ffn, batch.tokens), batch);
  const sum = tf.add<tf.Tensor2D>(linearForward(block.contract, ffn), repeated(below.middle, batch));
  const top = layerNormForward(block.outputNorm, sum);
  const output = changed(top.y, changes.resid, batch.tokens);
  return {
    activations: { attn: below.attn, ffn, resid: output },
    output,
    saved: { ...below.saved, outputNorm: top.saved, changes },
  };
}

/** The block from its beginning up to a site: what the site computes before any change of it, and what passes by. */
export function postNormBlockEntry(
  block: PostNormBlock,
  x: tf.Tensor2D,
  at: 'attn' | 'ffn',
  batch: Batch,
  changes: BlockChanges,
): BlockEntry {
  if (at === 'attn') return { at, x, attn: attentionForward(block.attention, x, batch).y };
  const { ffn, middle } = upToFfn(block, { at: 'start', x }, batch, changes);
  return { at, ffn, middle };
}

const BEHIND = { attention: null, attentionNorm: null, gelu: null };

function upToFfn(
  block: PostNormBlock,
  entry: Exclude<BlockEntry, { at: 'ffn' }>,
  batch: Batch,
  changes: BlockChanges,
) {
  const attention =
    entry.at === 'attn' ? { y: entry.attn, saved: null } : attentionForward(block.attention, entry.x, batch);
  const attn = repeated(changed(attention.y, changes.attn, batch.tokens), batch);
  const middle = layerNormForward(block.attentionNorm, tf.add(attn, repeated(entry.x, batch)));
  const gelu = geluForward(linearForward(block.expand, middle.y));
  const saved = { attention: attention.saved, attentionNorm: middle.saved, gelu: gelu.saved };
  return { attn, middle: middle.y, ffn: gelu.y, saved };
}

/** One text's rows for every text of the batch; the batch's own as they are. */
function repeated(x: tf.Tensor2D, { size, tokens }: Batch): tf.Tensor2D {
  return x.shape[0] === size * tokens ? x : tf.tile(x, [(size * tokens) / x.shape[0], 1]);
}

/**
 * Gradients at the block's sites, as changed, and at its input, from the gradient at its output; all `[rows, width]`,
 * null in front of where the block was entered.
 */
export function postNormBlockBackward(
  block: PostNormBlock,
  saved: PostNormBlockSaved,
  dOutput: tf.Tensor2D,
  batch: Batch,
): { gradients: BlockSites; dx: tf.Tensor2D | null } {
  const { changes } = saved;
  const dTop = changedBackward(dOutput, changes.resid, batch.tokens);
  const dSum = layerNormBackward(block.outputNorm, saved.outputNorm, dTop);
  const dFfn = linearBackward(block.contract, dSum);
  const throughFfn = ffnBackward(block, saved, dFfn, batch);
  if (!throughFfn) return { gradients: { attn: null, ffn: dFfn, resid: dOutput }, dx: null };
  const dAttn = attentionNormBackward(block, saved, tf.add(throughFfn, dSum));
  const throughAttn = attnBackward(block, saved, dAttn, batch);
  const dx = throughAttn && tf.add<tf.Tensor2D>(throughAttn, dAttn);
  return { gradients: { attn: dAttn, ffn: dFfn, resid: dOutput }, dx };
}

/**
 * The gradient at the block's input that reaches it through one site alone, from the gradient at that site.
 * @throws Error where the block was entered behind its beginning
 */
export function postNormBlockBackwardFrom(
  block: PostNormBlock,
  saved: PostNormBlockSaved,
  kind: SiteKind,
  gradient: tf.Tensor2D,
  batch: Batch,
): tf.Tensor2D {
  const dx = () => {
    switch (kind) {
      case 'resid':
        return postNormBlockBackward(block, saved, gradient, batch).dx;
      case 'attn':
        return attnBackward(block, saved, gradient, batch);
      case 'ffn': {
        const dMiddle = ffnBackward(block, saved, gradient, batch);
        const dAttn = dMiddle && attentionNormBackward(block, saved, dMiddle);
        const throughAttn = dAttn && attnBackward(block, saved, dAttn, batch);
        return throughAttn && tf.add<tf.Tensor2D>(throughAttn, dAttn);
      }
    }
  };
  const found = dx();
  if (!found) throw new Error(`The block was entered behind what lies below its ${kind}.`);
  return found;
}

/** From the feed-forward neurons, as changed, to what enters their layer. */
function ffnBackward(
  block: PostNormBlock,
  { gelu, changes }: PostNormBlockSaved,
  dFfn: tf.Tensor2D,
  { tokens }: Batch,
): tf.Tensor2D | null {
  return gelu && linearBackward(block.expand, geluBackward(gelu, changedBackward(dFfn, changes.ffn, tokens)));
}

/** From what enters the feed-forward layer to both terms of the residual sum below it. */
function attentionNormBackward(
  block: PostNormBlock,
  { attentionNorm }: PostNormBlockSaved,
  dMiddle: tf.Tensor2D,
): tf.Tensor2D {
  if (!attentionNorm) throw new Error('The block was entered behind its attention.');
  return layerNormBackward(block.attentionNorm, attentionNorm, dMiddle);
}

/** From the attention's output, as changed, to the block's input; without the residual. */
function attnBackward(
  block: PostNormBlock,
  { attention, changes }: PostNormBlockSaved,
  dAttn: tf.Tensor2D,
  batch: Batch,
): tf.Tensor2D | null {
  const dy = changedBackward(dAttn, changes.attn, batch.tokens);
  return attention && attentionBackward(block.attention, attention, dy, batch);
}
