/** A BERT of a few thousand random weights, for tests of the passes against `tf.grad`. */

import { type BertConfig, parseConfig } from '../checkpoint/config';
import type { Safetensors, TensorEntry } from '../checkpoint/safetensors';
import { createWeights, type Weights } from '../checkpoint/weights';

const HIDDEN = 12;
const INTERMEDIATE = 20;
const VOCABULARY = 30;
const POSITIONS = 16;

export const tinyConfig: BertConfig = parseConfig({
  model_type: 'bert',
  vocab_size: VOCABULARY,
  hidden_size: HIDDEN,
  num_hidden_layers: 2,
  num_attention_heads: 3,
  intermediate_size: INTERMEDIATE,
  max_position_embeddings: POSITIONS,
  type_vocab_size: 2,
  layer_norm_eps: 1e-12,
  hidden_act: 'gelu',
  id2label: { 0: 'no', 1: 'maybe', 2: 'yes' },
});

/** A small generator with a seed (mulberry32), uniform in [-1, 1). */
export function seededNoise(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 31 - 1;
  };
}

/** Tensor shapes by name, as a Hugging Face checkpoint of `tinyConfig` has them. */
export function tinyShapes(positions = POSITIONS): Map<string, number[]> {
  const shapes = new Map<string, number[]>();
  const dense = (name: string, from: number, to: number) => {
    shapes.set(`${name}.weight`, [to, from]);
    shapes.set(`${name}.bias`, [to]);
  };
  const norm = (name: string) => {
    shapes.set(`${name}.weight`, [HIDDEN]);
    shapes.set(`${name}.bias`, [HIDDEN]);
  };
  shapes.set('bert.embeddings.word_embeddings.weight', [VOCABULARY, HIDDEN]);
  shapes.set('bert.embeddings.position_embeddings.weight', [positions, HIDDEN]);
  shapes.set('bert.embeddings.token_type_embeddings.weight', [2, HIDDEN]);
  norm('bert.embeddings.LayerNorm');
  for (let block = 0; block < tinyConfig.num_hidden_layers; block++) {
    const name = `bert.encoder.layer.${block}`;
    for (const part of ['query', 'key', 'value']) dense(`${name}.attention.self.${part}`, HIDDEN, HIDDEN);
    dense(`${name}.attention.output.dense`, HIDDEN, HIDDEN);
    norm(`${name}.attention.output.LayerNorm`);
    dense(`${name}.intermediate.dense`, HIDDEN, INTERMEDIATE);
    dense(`${name}.output.dense`, INTERMEDIATE, HIDDEN);
    norm(`${name}.output.LayerNorm`);
  }
  dense('bert.pooler.dense', HIDDEN, HIDDEN);
  dense('classifier', HIDDEN, tinyConfig.labels.length);
  return shapes;
}

export function tinyTensors(positions = POSITIONS): Safetensors {
  const noise = seededNoise(7);
  const tensors = new Map<string, TensorEntry>();
  for (const [name, shape] of tinyShapes(positions)) {
    const length = shape.reduce((product, n) => product * n, 1);
    const values = Float32Array.from({ length }, () => noise() * 0.7);
    tensors.set(name, { dtype: 'F32', shape, bytes: new Uint8Array(values.buffer) });
  }
  return tensors;
}

export function tinyWeights(positions = POSITIONS): Weights {
  return createWeights(tinyTensors(positions), 'tiny.safetensors');
}
