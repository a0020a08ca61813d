/** BERT with a sequence-classification head (Devlin et al. 2019; parameter names as in Hugging Face transformers). */

import * as tf from '@tensorflow/tfjs-core';
import { dispose, tidy } from '../backend/tidy';
import type { BertConfig } from '../checkpoint/config';
import type { Weights } from '../checkpoint/weights';
import type { Batch } from './attention';
import {
  type ClassificationHead,
  classificationHeadBackward,
  classificationHeadForward,
} from './classification-head';
import { type LayerNorm, layerNormBackward, layerNormForward } from './layer-norm';
import { createLinear, type Linear } from './linear';
import { evaluateTarget } from './objective';
import {
  type PostNormBlock,
  type PostNormBlockSaved,
  postNormBlockBackward,
  postNormBlockForward,
} from './post-norm-block';
import { encoderSites, SITE_KINDS, type Site } from './sites';
import type { Pass, PassRequest, Transformer } from './transformer';
import { createWordEmbeddings } from './word-embeddings';

/** Added to the scores of padding. A larger number makes softmax sum to more than 1 on WebGL. */
const PADDING_SCORE = -1e9;

/** Moves a checkpoint's weights to the backend. Throws where a tensor is missing or has another shape. */
export function createBert(config: BertConfig, weights: Weights): Transformer {
  const { hidden_size: hidden, intermediate_size: intermediate, layer_norm_eps: epsilon } = config;
  const labels = config.labels;

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
    classifier: linear('classifier', hidden, labels.length),
  };

  function run(inputs: tf.Tensor3D, { sites, target, lengths }: PassRequest): Pass {
    return tidy(() => {
      const [size, tokens] = inputs.shape;
      const batch: Batch = { size, tokens, mask: lengths && paddingMask(lengths, tokens) };
      const wanted = new Set<Site>(sites);
      const activations: Partial<Record<Site, tf.Tensor3D>> = {};
      const gradients: Partial<Record<Site, tf.Tensor3D>> = {};
      // A reshaped tensor shares its data, so what is collected here outlives the disposal of its source.
      const collect = (into: Partial<Record<Site, tf.Tensor3D>>, site: Site, rows: tf.Tensor2D) => {
        if (wanted.has(site)) into[site] = tf.reshape(rows, [size, tokens, rows.shape[1]]);
      };

      const embedded = tidy(() => {
        const sum = tf.add(inputs, tf.slice2d(positions, [0, 0], [tokens, hidden]));
        return layerNormForward(embeddingNorm, tf.reshape(sum, [size * tokens, hidden]));
      });
      collect(activations, 'emb', embedded.y);

      let x = embedded.y;
      const saved: PostNormBlockSaved[] = [];
      blocks.forEach((block, index) => {
        const out = tidy(() => {
          const forward = postNormBlockForward(block, x, batch);
          // Without a backward pass nothing but the activations outlives the block.
          return target ? forward : { activations: forward.activations, saved: null };
        });
        for (const kind of SITE_KINDS) collect(activations, `L${index}.${kind}`, out.activations[kind]);
        dispose([x, out.activations.attn, out.activations.ffn]);
        x = out.activations.resid;
        if (out.saved) saved.push(out.saved);
      });

      const top = classificationHeadForward(head, x, batch);
      if (!target) return { logits: top.logits, activations, backward: null };

      let dx = tidy(() =>
        classificationHeadBackward(head, top.saved, evaluateTarget(target, top.logits).gradient, batch),
      );
      for (let index = blocks.length - 1; index >= 0; index--) {
        const block = blocks[index];
        const blockSaved = saved[index];
        if (!block || !blockSaved) throw new Error(`Block ${index} has no saved tensors.`);
        const dOutput = dx;
        const back = tidy(() => postNormBlockBackward(block, blockSaved, dOutput, batch));
        for (const kind of SITE_KINDS) collect(gradients, `L${index}.${kind}`, back.gradients[kind]);
        dispose([back.gradients, blockSaved]);
        dx = back.dx;
      }
      collect(gradients, 'emb', dx);
      const inputGradient = tidy(() =>
        tf.reshape(layerNormBackward(embeddingNorm, embedded.saved, dx), [size, tokens, hidden]),
      ) as tf.Tensor3D;
      return { logits: top.logits, activations, backward: { inputGradient, gradients } };
    });
  }

  return {
    labels,
    hiddenSize: hidden,
    maxTokens: config.max_position_embeddings,
    sites: encoderSites(config.num_hidden_layers, hidden, intermediate),
    embed: words.embed,
    meanEmbedding: words.mean,
    run,
    dispose: () => dispose([positions, embeddingNorm, blocks, head]),
  };
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

function paddingMask(lengths: readonly number[], tokens: number): tf.Tensor4D {
  const mask = new Float32Array(lengths.length * tokens);
  lengths.forEach((length, row) => {
    mask.fill(PADDING_SCORE, row * tokens + length, (row + 1) * tokens);
  });
  return tf.tensor4d(mask, [lengths.length, 1, 1, tokens]);
}
