/** Sentences through the model: activations at all sites, in batches that depend on nothing but the sentences. */

import * as tf from '@tensorflow/tfjs-core';
import { dispose, tidy } from '../backend/tidy';
import type { Model } from '../explanation/model';
import type { TextTokenizer, Token } from '../text/encoding';
import type { Site } from '../transformer/sites';
import type { Sentence } from './sentences';

/** Tokens of one batch; larger ones are no faster and take memory. */
const MAX_BATCH_TOKENS = 512;

/** A sentence as the model sees it. */
export interface ReadSentence {
  readonly id: number;
  readonly sentence: Sentence;
  /** Special tokens included; cut at the model's limit. */
  readonly tokens: readonly Token[];
  /** The word of the sentence that each token lies in; -1 for special tokens and between words. */
  readonly wordOfToken: Int32Array;
}

/** Sentences of equal length with their activations. */
export interface ReadBatch {
  readonly sentences: readonly ReadSentence[];
  /** Tokens a sentence. */
  readonly tokens: number;
  /** One matrix a site asked for, in that order: `[sentences · tokens, width]` row by row. */
  readonly activations: readonly Float32Array[];
}

/** What reading needs of a model. */
export type Reader = Pick<Model, 'transformer'> & {
  readonly tokenizer: Pick<TextTokenizer, 'encode'>;
};

/** Encodes a sentence and finds the word of each token. */
export function encodeSentence(
  tokenizer: Pick<TextTokenizer, 'encode'>,
  id: number,
  sentence: Sentence,
): ReadSentence {
  const { tokens } = tokenizer.encode(sentence.text);
  const wordOfToken = new Int32Array(tokens.length).fill(-1);
  let word = 0;
  tokens.forEach(({ special, start }, index) => {
    if (special || start === null) return;
    while (word < sentence.words.length && (sentence.words[word]?.end ?? 0) <= start) word += 1;
    if ((sentence.words[word]?.start ?? Number.POSITIVE_INFINITY) <= start) wordOfToken[index] = word;
  });
  return { id, sentence, tokens, wordOfToken };
}

/**
 * Runs sentences through the model, the shortest first, only sentences of the same number of tokens together: no
 * padding, and the same batches whenever the sentences are the same.
 * @param sites those whose activations are wanted; all of the model by default
 */
export async function* readActivations(
  reader: Reader,
  sentences: readonly ReadSentence[],
  sites: readonly Site[] = reader.transformer.sites.map(({ site }) => site),
): AsyncGenerator<ReadBatch> {
  const { transformer } = reader;
  for (const batch of equalLengths(sentences)) {
    const tokens = batch[0]?.tokens.length ?? 0;
    const pass = tidy(() => {
      const ids = batch.flatMap(({ tokens }) => tokens.map(token => token.id));
      const inputs = tf.tensor3d(transformer.embed(ids), [batch.length, tokens, transformer.hiddenSize]);
      return transformer.run(inputs, { sites, target: null, lengths: null });
    });
    try {
      const activations: Float32Array[] = [];
      for (const site of sites) {
        const tensor = pass.activations[site];
        if (!tensor) throw new Error(`The model gave no activations at ${site}.`);
        activations.push(await tensor.data<'float32'>());
      }
      yield { sentences: batch, tokens, activations };
    } finally {
      dispose(pass);
    }
  }
}

function* equalLengths(sentences: readonly ReadSentence[]): Generator<ReadSentence[]> {
  const ordered = [...sentences].sort((a, b) => a.tokens.length - b.tokens.length || a.id - b.id);
  let batch: ReadSentence[] = [];
  for (const sentence of ordered) {
    const length = sentence.tokens.length;
    const fits = batch[0]?.tokens.length === length && (batch.length + 1) * length <= MAX_BATCH_TOKENS;
    if (batch.length > 0 && !fits) {
      yield batch;
      batch = [];
    }
    batch.push(sentence);
  }
  if (batch.length > 0) yield batch;
}
