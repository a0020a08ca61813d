/** Multi-head self-attention (Vaswani et al. 2017, arXiv 1706.03762), forward and backward. */

import * as tf from '@tensorflow/tfjs-core';
import { type HeadSaved, headBackward, headForward, isFasterByHead } from './attention-by-head';
import { type Linear, linearBackward, linearForward } from './linear';

export interface Attention {
  readonly query: Linear;
  readonly key: Linear;
  readonly value: Linear;
  /** Mixes the heads; its output is the site `attn`. */
  readonly output: Linear;
  readonly heads: number;
}

/** How rows of a `[rows, dims]` matrix divide into texts. */
export interface Batch {
  readonly size: number;
  /** Tokens a text, padding included. */
  readonly tokens: number;
  /** 0 at tokens and a large negative number at padding, `[size, 1, 1, tokens]`; null where nothing is padded. */
  readonly mask: tf.Tensor4D | null;
}

/** What the backward pass reads: of all heads together or, in long texts, of each head of each text. */
export type AttentionSaved = TogetherSaved | { readonly byHead: readonly HeadSaved[] };

/** All `[size, heads, tokens, headDims]` but `weights`. */
interface TogetherSaved {
  readonly query: tf.Tensor4D;
  readonly key: tf.Tensor4D;
  readonly value: tf.Tensor4D;
  /** Softmax of the scores, `[size, heads, tokens, tokens]`. */
  readonly weights: tf.Tensor4D;
}

/** Query, key and value, or their gradients; all `[size, heads, tokens, headDims]`. */
type Projections = readonly [tf.Tensor4D, tf.Tensor4D, tf.Tensor4D];

/** y `[rows, dims]` of x `[rows, dims]`. */
export function attentionForward(
  layer: Attention,
  x: tf.Tensor2D,
  batch: Batch,
): { y: tf.Tensor2D; saved: AttentionSaved } {
  const projections: Projections = [
    splitHeads(linearForward(layer.query, x), batch, layer.heads),
    splitHeads(linearForward(layer.key, x), batch, layer.heads),
    splitHeads(linearForward(layer.value, x), batch, layer.heads),
  ];
  const mix = isFasterByHead(batch.tokens) ? mixedByHead : mixedTogether;
  const { mixed, saved } = mix(projections, batch);
  return { y: linearForward(layer.output, joinHeads(mixed)), saved };
}

/** ∂F/∂x from ∂F/∂y, both `[rows, dims]`. */
export function attentionBackward(
  layer: Attention,
  saved: AttentionSaved,
  dy: tf.Tensor2D,
  batch: Batch,
): tf.Tensor2D {
  const dMixed = splitHeads(linearBackward(layer.output, dy), batch, layer.heads);
  const [dQuery, dKey, dValue] =
    'byHead' in saved
      ? mixedByHeadBackward(saved.byHead, dMixed, batch)
      : mixedTogetherBackward(saved, dMixed);
  return tf.addN([
    linearBackward(layer.query, joinHeads(dQuery)),
    linearBackward(layer.key, joinHeads(dKey)),
    linearBackward(layer.value, joinHeads(dValue)),
  ]);
}

interface Mixed<Saved extends AttentionSaved> {
  /** `[size, heads, tokens, headDims]` */
  readonly mixed: tf.Tensor4D;
  readonly saved: Saved;
}

function mixedTogether([query, key, value]: Projections, { mask }: Batch): Mixed<TogetherSaved> {
  const scaled = tf.mul(tf.matMul(query, transposeLast(key)), scoreScale(query)) as tf.Tensor4D;
  const weights = tf.softmax(mask ? tf.add(scaled, mask) : scaled) as tf.Tensor4D;
  return { mixed: tf.matMul(weights, value) as tf.Tensor4D, saved: { query, key, value, weights } };
}

function mixedTogetherBackward(
  { query, key, value, weights }: TogetherSaved,
  dMixed: tf.Tensor4D,
): Projections {
  const dValue = tf.matMul(transposeLast(weights), dMixed) as tf.Tensor4D;
  const dWeights = tf.matMul(dMixed, transposeLast(value));
  const weighted = tf.mul(dWeights, weights);
  // Softmax's Jacobian: each row loses its own weighted mean. The scores' scale is folded in here.
  const dScores = tf.mul(
    tf.sub(weighted, tf.mul(weights, tf.sum(weighted, -1, true))),
    scoreScale(query),
  ) as tf.Tensor4D;
  const dQuery = tf.matMul(dScores, key) as tf.Tensor4D;
  const dKey = tf.matMul(transposeLast(dScores), query) as tf.Tensor4D;
  return [dQuery, dKey, dValue];
}

function mixedByHead(
  [query, key, value]: Projections,
  { mask }: Batch,
): Mixed<{ readonly byHead: readonly HeadSaved[] }> {
  const byHead = Array.from({ length: countHeads(query) }, (_, head) =>
    headForward(headOf(query, head), headOf(key, head), headOf(value, head), maskOf(mask, head, query.shape)),
  );
  return {
    mixed: ofHeads(
      byHead.map(({ mixed }) => mixed),
      query.shape,
    ),
    saved: { byHead },
  };
}

function mixedByHeadBackward(
  byHead: readonly HeadSaved[],
  dMixed: tf.Tensor4D,
  { mask }: Batch,
): Projections {
  const gradients = byHead.map((saved, head) =>
    headBackward(saved, headOf(dMixed, head), maskOf(mask, head, dMixed.shape)),
  );
  return [
    ofHeads(
      gradients.map(({ dQuery }) => dQuery),
      dMixed.shape,
    ),
    ofHeads(
      gradients.map(({ dKey }) => dKey),
      dMixed.shape,
    ),
    ofHeads(
      gradients.map(({ dValue }) => dValue),
      dMixed.shape,
    ),
  ];
}

const countHeads = ({ shape: [size, heads] }: tf.Tensor4D) => size * heads;

/** The mask of the text that a head belongs to, `[1, tokens]`; null where nothing is padded. */
function maskOf(
  mask: tf.Tensor4D | null,
  head: number,
  [, heads, tokens]: tf.Tensor4D['shape'],
): tf.Tensor2D | null {
  return mask && tf.slice2d(tf.reshape(mask, [-1, tokens]), [Math.floor(head / heads), 0], [1, tokens]);
}

/** One head of one text, counted through all of them, `[tokens, headDims]`. */
function headOf(x: tf.Tensor4D, head: number): tf.Tensor2D {
  const [, , tokens, headDims] = x.shape;
  return tf.slice2d(tf.reshape(x, [-1, headDims]), [head * tokens, 0], [tokens, headDims]);
}

/** Heads `[tokens, headDims]`, one after the other, as `[size, heads, tokens, headDims]`. */
function ofHeads(heads: tf.Tensor2D[], shape: tf.Tensor4D['shape']): tf.Tensor4D {
  return tf.reshape(tf.concat2d(heads, 0), shape);
}

function scoreScale(query: tf.Tensor4D): number {
  return 1 / Math.sqrt(query.shape[3]);
}

/** `[rows, dims]` → `[size, heads, tokens, headDims]` */
function splitHeads(x: tf.Tensor2D, batch: Batch, heads: number): tf.Tensor4D {
  const headDims = x.shape[1] / heads;
  return tf.transpose(tf.reshape(x, [batch.size, batch.tokens, heads, headDims]), [0, 2, 1, 3]);
}

/** `[size, heads, tokens, headDims]` → `[rows, dims]` */
function joinHeads(x: tf.Tensor4D): tf.Tensor2D {
  const [size, heads, tokens, headDims] = x.shape;
  return tf.reshape(tf.transpose(x, [0, 2, 1, 3]), [size * tokens, heads * headDims]);
}

function transposeLast(x: tf.Tensor4D): tf.Tensor4D {
  return tf.transpose(x, [0, 1, 3, 2]);
}
