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
  type BlockReplacement,
  type BlockSites,
  type PostNormBlock,
  type PostNormBlockSaved,
  postNormBlockBackward,
  postNormBlockForward,
} from './post-norm-block';
import { encoderSites, placeOf, SITE_KINDS, type Site } from './sites';
import type { Target } from './target';
import type { Pass, PassRequest, Transformer } from './transformer';
import { createWordEmbeddings } from './word-embeddings';

/** Added to the scores of padding. A larger number makes softmax sum to more than 1 on WebGL. */
const PADDING_SCORE = -1e9;

type ClassificationHeadForward = ReturnType<typeof classificationHeadForward>;

/** How blocks are climbed. */
interface Climb {
  /** Whether a backward pass follows. */
  readonly keepsSaved: boolean;
  /** Values in place of the first block's own. */
  readonly replaced?: BlockReplacement;
  readonly onActivations?: (index: number, activations: BlockSites) => void;
}

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

  /** Position and type embeddings added, then normalised; `[rows, hidden]`. */
  function embedForward(inputs: tf.Tensor3D) {
    const [size, tokens] = inputs.shape;
    return tidy(() => {
      const sum = tf.add(inputs, tf.slice2d(positions, [0, 0], [tokens, hidden]));
      return layerNormForward(embeddingNorm, tf.reshape(sum, [size * tokens, hidden]));
    });
  }

  /** Blocks `from` to `to`, the second not included; `x`, which it disposes, enters the first. */
  function climb(x: tf.Tensor2D, [from, to]: readonly [number, number], batch: Batch, options: Climb) {
    const { keepsSaved, replaced, onActivations } = options;
    const saved: PostNormBlockSaved[] = [];
    let current = x;
    blocks.slice(from, to).forEach((block, step) => {
      const out = tidy(() => {
        const forward = postNormBlockForward(block, current, batch, step === 0 ? replaced : {});
        // Without a backward pass nothing but the activations outlives the block.
        return keepsSaved ? forward : { activations: forward.activations, saved: null };
      });
      onActivations?.(from + step, out.activations);
      const { attn, ffn, resid } = out.activations;
      dispose([current, attn === replaced?.attn ? null : attn, ffn === replaced?.ffn ? null : ffn]);
      current = resid;
      if (out.saved) saved.push(out.saved);
    });
    return { top: current, saved };
  }

  /** Back from the gradient at the top to that at the input of block `from`; disposes what the blocks saved. */
  function descend(
    dTop: tf.Tensor2D,
    from: number,
    saved: readonly PostNormBlockSaved[],
    batch: Batch,
    onGradients: (index: number, gradients: BlockSites) => void,
  ): tf.Tensor2D {
    let dx = dTop;
    for (let index = blocks.length - 1; index >= from; index--) {
      const block = blocks[index];
      const blockSaved = saved[index - from];
      if (!block || !blockSaved) throw new Error(`Block ${index} has no saved tensors.`);
      const dOutput = dx;
      const back = tidy(() => postNormBlockBackward(block, blockSaved, dOutput, batch));
      onGradients(index, back.gradients);
      dispose([back.gradients, blockSaved]);
      dx = back.dx;
    }
    return dx;
  }

  function headBackward(top: ClassificationHeadForward, target: Target, batch: Batch): tf.Tensor2D {
    return tidy(() =>
      classificationHeadBackward(head, top.saved, evaluateTarget(target, top.logits).gradient, batch),
    );
  }

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
      const collectBlock =
        (into: Partial<Record<Site, tf.Tensor3D>>) => (index: number, found: BlockSites) => {
          for (const kind of SITE_KINDS) collect(into, `L${index}.${kind}`, found[kind]);
        };

      const embedded = embedForward(inputs);
      collect(activations, 'emb', embedded.y);
      const { top: hiddenTop, saved } = climb(embedded.y, [0, blocks.length], batch, {
        keepsSaved: target !== null,
        onActivations: collectBlock(activations),
      });
      const top = classificationHeadForward(head, hiddenTop, batch);
      if (!target) return { logits: top.logits, activations, backward: null };

      const dx = descend(headBackward(top, target, batch), 0, saved, batch, collectBlock(gradients));
      collect(gradients, 'emb', dx);
      const inputGradient = tidy(() =>
        tf.reshape(layerNormBackward(embeddingNorm, embedded.saved, dx), [size, tokens, hidden]),
      ) as tf.Tensor3D;
      return { logits: top.logits, activations, backward: { inputGradient, gradients } };
    });
  }

  function resume(
    input: tf.Tensor3D,
    site: Site,
    values: tf.Tensor3D,
    target: Target | null,
  ): { logits: tf.Tensor2D; gradient: tf.Tensor3D | null } {
    return tidy(() => {
      const [size, tokens, width] = values.shape;
      const batch: Batch = { size, tokens, mask: null };
      const rows: tf.Tensor2D = tf.reshape(values, [size * tokens, width]);
      const { block, kind } = placeOf(site);
      // Of a block output, and of what enters block 0, nothing passes by: the blocks below are not needed.
      const passesBy = kind === 'attn' || kind === 'ffn';
      const from = passesBy ? block : block + 1;
      const below = () =>
        climb(embedForward(input).y, [0, from], { ...batch, size: 1 }, { keepsSaved: false }).top;
      const { top: hiddenTop, saved } = climb(
        passesBy ? tf.tile(below(), [size, 1]) : tf.clone(rows),
        [from, blocks.length],
        batch,
        { keepsSaved: target !== null, replaced: passesBy ? { [kind]: rows } : {} },
      );
      const top = classificationHeadForward(head, hiddenTop, batch);
      if (!target) return { logits: top.logits, gradient: null };
      let gradient: tf.Tensor2D | null = null;
      const dx = descend(headBackward(top, target, batch), from, saved, batch, (index, gradients) => {
        if (passesBy && index === block) gradient = tf.clone(gradients[kind]);
      });
      return { logits: top.logits, gradient: tf.reshape(gradient ?? dx, [size, tokens, width]) };
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
    resume,
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
