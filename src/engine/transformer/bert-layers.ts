/** A BERT checkpoint's layers on the backend (parameter names as in Hugging Face transformers). */

import * as tf from '@tensorflow/tfjs-core';
import type { BertConfig } from '../checkpoint/config';
import type { Weights } from '../checkpoint/weights';
import type { ClassificationHead } from './classification-head';
import type { LayerNorm } from './layer-norm';
import { createLinear, type Linear } from './linear';
import type { PostNormBlock } from './post-norm-block';
import { createWordEmbeddings, type WordEmbeddings } from './word-embeddings';

export interface BertLayers {
  readonly words: WordEmbeddings;
  /** Position embeddings with that of token type 0 added, `[positions, hidden]`. */
  readonly positions: tf.Tensor2D;
  readonly embeddingNorm: LayerNorm;
  readonly blocks: readonly PostNormBlock[];
  readonly head: ClassificationHead;
}

/** Moves a checkpoint's weights to the backend. Throws where a tensor is missing or has another shape. */
export function createBertLayers(config: BertConfig, weights: Weights): BertLayers {
  const { hidden_size: hidden, intermediate_size: intermediate, layer_norm_eps: epsilon } = config;

  const linear = (name: string, inDims: number, outDims: number): Linear =>
    createLinear(
      weights.float32(`${name}.weight`, [outDims, inDims]),
      weights.float32(`${name}.bias`, [outDims]),
      inDims,
      outDims,
    );
  const layerNorm = (name: string): LayerNorm => ({
    gain: tf.tensor1d(weights.float32(`${name}.weight`, [hidden])),
    bias: tf.tensor1d(weights.float32(`${name}.bias`, [hidden])),
    epsilon,
  });

  const embeddings = 'bert.embeddings';
  const words = createWordEmbeddings(weights, `${embeddings}.word_embeddings.weight`, [
    config.vocab_size,
    hidden,
  ]);
  const positions = positionRows(config, weights);
  const embeddingNorm = layerNorm(`${embeddings}.LayerNorm`);
  const blocks = Array.from({ length: config.num_hidden_layers }, (_, index): PostNormBlock => {
    const name = `bert.encoder.layer.${index}`;
    return {
      attention: {
        query: linear(`${name}.attention.self.query`, hidden, hidden),
        key: linear(`${name}.attention.self.key`, hidden, hidden),
        value: linear(`${name}.attention.self.value`, hidden, hidden),
        output: linear(`${name}.attention.output.dense`, hidden, hidden),
        heads: config.num_attention_heads,
      },
      attentionNorm: layerNorm(`${name}.attention.output.LayerNorm`),
      expand: linear(`${name}.intermediate.dense`, hidden, intermediate),
      contract: linear(`${name}.output.dense`, intermediate, hidden),
      outputNorm: layerNorm(`${name}.output.LayerNorm`),
    };
  });
  const head: ClassificationHead = {
    pooler: linear('bert.pooler.dense', hidden, hidden),
    classifier: linear('classifier', hidden, config.labels.length),
  };
  return { words, positions, embeddingNorm, blocks, head };
}

/** Position embeddings with the embedding of token type 0 added, `[positions, hidden]`: every text is one segment. */
function positionRows(config: BertConfig, weights: Weights): tf.Tensor2D {
  const { hidden_size: hidden, max_position_embeddings: rows, type_vocab_size: types } = config;
  const position = weights.float32('bert.embeddings.position_embeddings.weight', [rows, hidden]);
  const type = weights.float32('bert.embeddings.token_type_embeddings.weight', [types, hidden]);
  return tf.tensor2d(
    position.map((value, i) => value + (type[i % hidden] ?? 0)),
    [rows, hidden],
  );
}
