/**
 * BERT's forward pass as a textbook writes it: three-dimensional tensors, no saved values, no backward pass.
 * The slow twin of `bert.ts`: `tf.grad` of it is the oracle of the hand-written backward pass, and the bench's rival.
 */

import * as tf from '@tensorflow/tfjs-core';
import type { BertConfig } from '../checkpoint/config';
import type { Weights } from '../checkpoint/weights';
import { type Changes, NO_CHANGES } from './changes';
import type { Site } from './sites';

/** Logits `[size, labels]` of word embeddings `[size, tokens, hidden]`, under interventions where some are given. */
export type PlainForward = (inputs: tf.Tensor3D, changes?: Changes) => tf.Tensor2D;

/** The forward pass of a checkpoint on the current backend; its weights stay there until the backend goes. */
export function createPlainBert(config: BertConfig, weights: Weights): PlainForward {
  const { hidden_size: hidden, intermediate_size: intermediate, num_attention_heads: heads } = config;
  const tensor = (name: string, shape: number[]) => tf.tensor(weights.float32(name, shape), shape);

  const dense = (name: string, from: number, to: number) => {
    const weight = tensor(`${name}.weight`, [to, from]);
    const bias = tensor(`${name}.bias`, [to]);
    return (x: tf.Tensor) => {
      const rows = tf.reshape(x, [-1, from]);
      return tf.reshape(tf.add(tf.matMul(rows, weight, false, true), bias), [...x.shape.slice(0, -1), to]);
    };
  };
  const norm = (name: string) => {
    const gain = tensor(`${name}.weight`, [hidden]);
    const bias = tensor(`${name}.bias`, [hidden]);
    return (x: tf.Tensor) => {
      const { mean, variance } = tf.moments(x, -1, true);
      const normalised = tf.div(tf.sub(x, mean), tf.sqrt(tf.add(variance, config.layer_norm_eps)));
      return tf.add(tf.mul(normalised, gain), bias);
    };
  };
  const block = (index: number) => {
    const name = `bert.encoder.layer.${index}`;
    const query = dense(`${name}.attention.self.query`, hidden, hidden);
    const key = dense(`${name}.attention.self.key`, hidden, hidden);
    const value = dense(`${name}.attention.self.value`, hidden, hidden);
    const mix = dense(`${name}.attention.output.dense`, hidden, hidden);
    const middleNorm = norm(`${name}.attention.output.LayerNorm`);
    const expand = dense(`${name}.intermediate.dense`, hidden, intermediate);
    const contract = dense(`${name}.output.dense`, intermediate, hidden);
    const outputNorm = norm(`${name}.output.LayerNorm`);
    return (x: tf.Tensor, changes: Changes) => {
      const [size = 0, tokens = 0] = x.shape;
      const split = (y: tf.Tensor) =>
        tf.transpose(tf.reshape(y, [size, tokens, heads, hidden / heads]), [0, 2, 1, 3]);
      const scores = tf.div(
        tf.matMul(split(query(x)), split(key(x)), false, true),
        Math.sqrt(hidden / heads),
      );
      const heard = tf.matMul(tf.softmax(scores), split(value(x)));
      const mixed = mix(tf.reshape(tf.transpose(heard, [0, 2, 1, 3]), [size, tokens, hidden]));
      const attention = changedAt(`L${index}.attn`, mixed, changes);
      const middle = middleNorm(tf.add(attention, x));
      const wide = expand(middle);
      const gelu = tf.mul(tf.mul(wide, 0.5), tf.add(tf.erf(tf.div(wide, Math.SQRT2)), 1));
      const ffn = changedAt(`L${index}.ffn`, gelu, changes);
      return changedAt(`L${index}.resid`, outputNorm(tf.add(contract(ffn), middle)), changes);
    };
  };

  const positions = tensor('bert.embeddings.position_embeddings.weight', [
    config.max_position_embeddings,
    hidden,
  ]);
  const types = tensor('bert.embeddings.token_type_embeddings.weight', [config.type_vocab_size, hidden]);
  const embeddingNorm = norm('bert.embeddings.LayerNorm');
  const blocks = Array.from({ length: config.num_hidden_layers }, (_, index) => block(index));
  const pooler = dense('bert.pooler.dense', hidden, hidden);
  const classifier = dense('classifier', hidden, config.labels.length);

  return (inputs, changes = NO_CHANGES) => {
    const [size, tokens] = inputs.shape;
    const places = tf.add(
      tf.slice(positions, [0, 0], [tokens, hidden]),
      tf.slice(types, [0, 0], [1, hidden]),
    );
    const embedded = changedAt('emb', embeddingNorm(tf.add(inputs, places)), changes);
    const top = blocks.reduce((x, run) => run(x, changes), embedded);
    const first = tf.reshape(tf.slice(top, [0, 0, 0], [size, 1, hidden]), [size, hidden]);
    return classifier(tf.tanh(pooler(first))) as tf.Tensor2D;
  };
}

function changedAt(site: Site, h: tf.Tensor, changes: Changes): tf.Tensor {
  const change = changes.get(site);
  if (!change) return h;
  const shape: [number, number, number] = [change.size, change.tokens, change.width];
  return tf.add(tf.mul(h, tf.tensor3d(change.factor, shape)), tf.tensor3d(change.offset, shape));
}
