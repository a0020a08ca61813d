/** BERT with a sequence-classification head (Devlin et al. 2019; parameter names as in Hugging Face transformers). */

import * as tf from '@tensorflow/tfjs-core';
import { dispose, tidy } from '../backend/tidy';
import type { BertConfig } from '../checkpoint/config';
import type { Weights } from '../checkpoint/weights';
import type { Neuron } from '../neurons/neuron';
import type { Batch } from './attention';
import { createBertLayers } from './bert-layers';
import {
  type Changes,
  type ChangeTensors,
  changed,
  changedBackward,
  changeTensors,
  NO_CHANGES,
} from './changes';
import { classificationHeadBackward, classificationHeadForward } from './classification-head';
import { layerNormBackward, layerNormForward } from './layer-norm';
import { evaluateTarget } from './objective';
import {
  type BlockChanges,
  type BlockEntry,
  type BlockSites,
  type PostNormBlockSaved,
  postNormBlockBackward,
  postNormBlockBackwardFrom,
  postNormBlockEntry,
  postNormBlockForward,
} from './post-norm-block';
import { encoderSites, placeOf, SITE_KINDS, type Site } from './sites';
import type { Target } from './target';
import type { Pass, PassRequest, ResumedPass, ResumeRequest, Stem, Transformer } from './transformer';

/** Added to the scores of padding. A larger number makes softmax sum to more than 1 on WebGL. */
const PADDING_SCORE = -1e9;

type ClassificationHeadForward = ReturnType<typeof classificationHeadForward>;

/** How blocks are climbed. */
interface Climb {
  readonly changes: Changes;
  /** Whether a backward pass follows. */
  readonly keepsSaved: boolean;
  readonly onActivations?: (index: number, activations: BlockSites) => void;
}

/** The block to go on with, and how it is entered; past the last block, where only `x` is left, the head comes. */
interface BertStem extends Stem {
  readonly block: number;
  readonly entry: BlockEntry;
}

/** Moves a checkpoint's weights to the backend. Throws where a tensor is missing or has another shape. */
export function createBert(config: BertConfig, weights: Weights): Transformer {
  const { hidden_size: hidden, intermediate_size: intermediate } = config;
  const { words, positions, embeddingNorm, blocks, head } = createBertLayers(config, weights);

  /** Position and type embeddings added, then normalised; `[rows, hidden]`. */
  function embedForward(inputs: tf.Tensor3D) {
    const [size, tokens] = inputs.shape;
    return tidy(() => {
      const sum = tf.add(inputs, tf.slice2d(positions, [0, 0], [tokens, hidden]));
      return layerNormForward(embeddingNorm, tf.reshape(sum, [size * tokens, hidden]));
    });
  }

  /** Blocks `from` to `to`, the second not included; disposes what enters the first. */
  function climb(entry: BlockEntry, [from, to]: readonly [number, number], batch: Batch, options: Climb) {
    const { changes, keepsSaved, onActivations } = options;
    const saved: PostNormBlockSaved[] = [];
    let current = entry;
    blocks.slice(from, to).forEach((block, step) => {
      const entered = current;
      const out = tidy(() => {
        const forward = postNormBlockForward(block, entered, batch, changesAt(changes, from + step));
        // Without a backward pass nothing but the activations outlives the block.
        return keepsSaved ? forward : { ...forward, saved: null };
      });
      onActivations?.(from + step, out.activations);
      dispose([entered, out.activations.attn, out.activations.ffn]);
      current = { at: 'start', x: out.output };
      if (out.saved) saved.push(out.saved);
    });
    return { top: current.at === 'start' ? current.x : unentered(), saved };
  }

  /** Back from the gradient at the top to that at the input of block `from`; disposes what the blocks saved. */
  function descend(
    dTop: tf.Tensor2D,
    [from, to]: readonly [number, number],
    saved: readonly PostNormBlockSaved[],
    batch: Batch,
    onGradients: (index: number, gradients: BlockSites) => void,
  ): tf.Tensor2D | null {
    let dx: tf.Tensor2D | null = dTop;
    for (let index = to - 1; index >= from; index--) {
      const block = blocks[index];
      const blockSaved = saved[index - from];
      if (!block || !blockSaved || !dx) throw new Error(`Block ${index} has no saved tensors.`);
      const dOutput: tf.Tensor2D = dx;
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

  function run(inputs: tf.Tensor3D, request: PassRequest): Pass {
    const { sites, target, lengths, changes = NO_CHANGES, through = null } = request;
    return tidy(() => {
      const [size, tokens] = inputs.shape;
      const batch: Batch = { size, tokens, mask: lengths && paddingMask(lengths, tokens) };
      const wanted = new Set<Site>(sites);
      const activations: Partial<Record<Site, tf.Tensor3D>> = {};
      const gradients: Partial<Record<Site, tf.Tensor3D>> = {};
      // A reshaped tensor shares its data, so what is collected here outlives the disposal of its source.
      const collect = (into: Partial<Record<Site, tf.Tensor3D>>, site: Site, rows: tf.Tensor2D | null) => {
        if (wanted.has(site) && rows) into[site] = tf.reshape(rows, [size, tokens, rows.shape[1]]);
      };
      const collectBlock =
        (into: Partial<Record<Site, tf.Tensor3D>>) => (index: number, found: BlockSites) => {
          for (const kind of SITE_KINDS) collect(into, `L${index}.${kind}`, found[kind]);
        };

      const embedded = embedForward(inputs);
      const embeddedChange = changeTensors(changes, 'emb');
      const x = changed(embedded.y, embeddedChange, tokens);
      collect(activations, 'emb', x);
      const { top: hiddenTop, saved } = climb({ at: 'start', x }, [0, blocks.length], batch, {
        changes,
        keepsSaved: target !== null,
        onActivations: collectBlock(activations),
      });
      const top = classificationHeadForward(head, hiddenTop, batch);
      if (!target) return { logits: top.logits, activations, backward: null };

      const dHead = headBackward(top, target, batch);
      const dx = through
        ? descendThrough(through, dHead, saved, batch, collectBlock(gradients))
        : descend(dHead, [0, blocks.length], saved, batch, collectBlock(gradients));
      if (!dx) throw new Error('The backward pass did not reach the embeddings.');
      collect(gradients, 'emb', dx);
      const dEmbedded = changedBackward(dx, embeddedChange, tokens);
      const inputGradient = tidy(() =>
        tf.reshape(layerNormBackward(embeddingNorm, embedded.saved, dEmbedded), [size, tokens, hidden]),
      ) as tf.Tensor3D;
      return { logits: top.logits, activations, backward: { inputGradient, gradients } };
    });
  }

  /** As `descend`, but down from the site of one neuron only its part of the gradient is followed. */
  function descendThrough(
    { site, index }: Neuron,
    dTop: tf.Tensor2D,
    saved: readonly PostNormBlockSaved[],
    batch: Batch,
    onGradients: (index: number, gradients: BlockSites) => void,
  ): tf.Tensor2D | null {
    const { block: at, kind } = placeOf(site);
    const only = (gradient: tf.Tensor2D): tf.Tensor2D =>
      tf.mul(gradient, tf.oneHot(tf.tensor1d([index], 'int32'), gradient.shape[1]));
    const above: [number, number] = [at + 1, blocks.length];
    const dSite = descend(dTop, above, saved.slice(at + 1), batch, onGradients);
    const [block, blockSaved] = [blocks[at], saved[at]];
    if (!dSite || !block || !blockSaved) return dSite && only(dSite);
    const dx = tidy(() => {
      const dKind = postNormBlockBackward(block, blockSaved, dSite, batch).gradients[kind];
      return dKind && postNormBlockBackwardFrom(block, blockSaved, kind, only(dKind), batch);
    });
    return dx && descend(dx, [0, at], saved, batch, () => {});
  }

  function stem(input: tf.Tensor3D, site: Site, changes: Changes = NO_CHANGES): BertStem {
    const [, tokens] = input.shape;
    const batch: Batch = { size: 1, tokens, mask: null };
    const { block: at, kind } = placeOf(site);
    const inFront = new Map(changes);
    inFront.delete(site);
    const entry = tidy((): BlockEntry => {
      const embedded = embedForward(input).y;
      const x = changed(embedded, changeTensors(inFront, 'emb'), tokens);
      const to = kind === 'resid' ? at + 1 : at;
      const { top } = climb({ at: 'start', x }, [0, to], batch, { changes: inFront, keepsSaved: false });
      const block = blocks[at];
      if (kind === 'resid' || !block) return { at: 'start', x: top };
      return postNormBlockEntry(block, top, kind, batch, changesAt(inFront, at));
    });
    const block = kind === 'resid' ? at + 1 : at;
    return { site, tokens, block, entry, dispose: () => dispose(entry) };
  }

  function resume(from: Stem, request: ResumeRequest): ResumedPass {
    const { size, target, values = null, changes = NO_CHANGES } = request;
    const { site, tokens, block, entry } = from as BertStem;
    return tidy(() => {
      const batch: Batch = { size, tokens, mask: null };
      const own = new Map(changes);
      if (values) own.delete(site);
      const given: tf.Tensor2D | null = values && tf.reshape(values, [size * tokens, values.shape[2]]);
      const { top: hiddenTop, saved } = climb(
        enteredWith(entry, given, changeTensors(own, site), batch),
        [block, blocks.length],
        batch,
        { changes: own, keepsSaved: target !== null },
      );
      const top = classificationHeadForward(head, hiddenTop, batch);
      if (!target) return { logits: top.logits, gradient: null };
      let gradient: tf.Tensor2D | null = null;
      const dHead = headBackward(top, target, batch);
      const dx = descend(dHead, [block, blocks.length], saved, batch, (index, gradients) => {
        const atSite = entry.at === 'start' || index !== block ? null : gradients[entry.at];
        if (atSite) gradient = tf.clone(atSite);
      });
      const found = gradient ?? dx;
      if (!found) throw new Error(`The backward pass did not reach ${site}.`);
      return { logits: top.logits, gradient: tf.reshape(found, [size, tokens, found.shape[1]]) };
    });
  }

  return {
    labels: config.labels,
    hiddenSize: hidden,
    maxTokens: config.max_position_embeddings,
    sites: encoderSites(config.num_hidden_layers, hidden, intermediate),
    embed: words.embed,
    meanEmbedding: words.mean,
    run,
    stem,
    resume,
    dispose: () => dispose([positions, embeddingNorm, blocks, head]),
  };
}

/** The changes at the sites of one block. */
function changesAt(changes: Changes, block: number): BlockChanges {
  return {
    attn: changeTensors(changes, `L${block}.attn`),
    ffn: changeTensors(changes, `L${block}.ffn`),
    resid: changeTensors(changes, `L${block}.resid`),
  };
}

/** A stem's entry as a tensor set that `climb` may dispose, with other values, or with the change of a block's end. */
function enteredWith(
  entry: BlockEntry,
  given: tf.Tensor2D | null,
  change: ChangeTensors | null,
  { size, tokens }: Batch,
): BlockEntry {
  switch (entry.at) {
    case 'attn':
      return { at: 'attn', x: tf.clone(entry.x), attn: given ?? tf.clone(entry.attn) };
    case 'ffn':
      return { at: 'ffn', middle: tf.clone(entry.middle), ffn: given ?? tf.clone(entry.ffn) };
    case 'start': {
      const x = given ?? changed(entry.x, change, tokens);
      const isWhole = x.shape[0] === size * tokens;
      return { at: 'start', x: isWhole ? tf.clone(x) : tf.tile(x, [size, 1]) };
    }
  }
}

function unentered(): never {
  throw new Error('A block was entered at a site, but no block was run.');
}

function paddingMask(lengths: readonly number[], tokens: number): tf.Tensor4D {
  const mask = new Float32Array(lengths.length * tokens);
  lengths.forEach((length, row) => {
    mask.fill(PADDING_SCORE, row * tokens + length, (row + 1) * tokens);
  });
  return tf.tensor4d(mask, [lengths.length, 1, 1, tokens]);
}
