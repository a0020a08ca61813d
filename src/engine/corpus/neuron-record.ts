/** The neuron record, `finegrain/neuron@1`: what one neuron does over a corpus, with the texts that show it. */

import { z } from 'zod';
import type { Model } from '../explanation/model';
import { tokenSchema } from '../explanation/record';
import { formatNeuron, type Neuron } from '../neurons/neuron';
import type { NeuronIndex } from './index-reader';
import type { Example } from './neuron-entry';
import { corpusSchema } from './part';
import { encodeSentence, readActivations } from './reading';
import { plainSentence, UNIVERSAL_TAGS } from './sentences';
import { QUANTILES } from './statistics';

export const neuronExampleSchema = z.object({
  /** Place in the corpus, from 0. */
  sentence: z.int().nonnegative(),
  /** Place in `tokens` of the token that the example is of. */
  token: z.int().nonnegative(),
  /** As the index has it: 16 bits over the neuron's range. */
  activation: z.number(),
  /** Null where the corpus is not there; then so are the next two. */
  text: z.string().nullable(),
  tokens: z.array(tokenSchema).nullable(),
  /** The neuron's activation at each token, as the model gives it now. */
  activations: z.array(z.number()).nullable(),
});

export const neuronRecordSchema = z.object({
  schema: z.literal('finegrain/neuron@1'),
  /** `L3.ffn.812`: site and dimension. */
  neuron: z.string(),
  model: z.object({ id: z.string(), sha256: z.string(), backend: z.string() }),
  corpus: corpusSchema.extend({ tokens: z.int().positive() }),
  /** Over all tokens but special ones; kurtosis is 0 for a normal distribution; `positive`: share above zero. */
  statistics: z.object({
    mean: z.number(),
    deviation: z.number(),
    skewness: z.number(),
    kurtosis: z.number(),
    minimum: z.number(),
    maximum: z.number(),
    positive: z.number(),
  }),
  quantiles: z.array(z.object({ share: z.number(), value: z.number() })),
  /** Equal bins; the first and the last also count what lies beyond. */
  histogram: z.object({ from: z.number(), to: z.number(), counts: z.array(z.int().nonnegative()) }),
  /** Greatest activation first, one a sentence. */
  examples: z.array(neuronExampleSchema),
  bands: z.array(z.object({ from: z.number(), to: z.number(), examples: z.array(neuronExampleSchema) })),
  /** Mean |z| over a word's occurrences, and that divided by the greatest of all words (NeuroX). */
  words: z.array(z.object({ word: z.string(), score: z.number(), meanAbsoluteZ: z.number() })),
  /** `sign`: 1 where greater activations mean the tag, -1 where smaller ones do. */
  tags: z.array(
    z.object({
      tag: z.enum(UNIVERSAL_TAGS),
      averagePrecision: z.number(),
      prevalence: z.number(),
      sign: z.union([z.literal(1), z.literal(-1)]),
    }),
  ),
  similar: z.array(z.object({ neuron: z.string(), correlation: z.number() })),
});
export type NeuronExample = z.infer<typeof neuronExampleSchema>;
export type NeuronRecord = z.infer<typeof neuronRecordSchema>;

/**
 * Makes a neuron's record; activations of examples are computed anew.
 * @param textOf a sentence's text; null where the corpus is not there
 * @param most examples of the greatest activations
 */
export async function neuronRecord(
  model: Model,
  index: NeuronIndex,
  neuron: Neuron,
  textOf: ((sentence: number) => Promise<string>) | null,
  most: number,
): Promise<NeuronRecord> {
  const entry = await index.entry(neuron);
  const { corpus, tokens } = index.manifest;
  const examples = entry.examples.slice(0, most);
  const listed = [...examples, ...entry.bands.flatMap(band => band.examples)];
  const read = textOf ? await readExamples(model, neuron, listed, textOf) : null;
  const shown = (list: readonly Example[]): NeuronExample[] =>
    list.map(({ sentence, position, activation }) => ({
      sentence,
      token: position,
      activation,
      ...(read?.get(sentence) ?? { text: null, tokens: null, activations: null }),
    }));
  return {
    schema: 'finegrain/neuron@1',
    neuron: formatNeuron(neuron),
    model: { id: model.id, sha256: model.sha256, backend: model.backend.name },
    corpus: { ...corpus, tokens },
    statistics: entry.statistics,
    quantiles: entry.quantiles.map((value, i) => ({ share: QUANTILES[i] ?? 0, value })),
    histogram: { ...entry.histogram, counts: [...entry.histogram.counts] },
    examples: shown(examples),
    bands: entry.bands.map(({ from, to, examples }) => ({ from, to, examples: shown(examples) })),
    words: [...entry.words],
    tags: [...entry.tags],
    similar: entry.similar.map(({ correlation, ...other }) => ({ neuron: formatNeuron(other), correlation })),
  };
}

/** Texts, tokens and a neuron's activations of examples, by sentence. */
export async function readExamples(
  model: Pick<Model, 'transformer' | 'tokenizer'>,
  neuron: Neuron,
  examples: readonly Example[],
  textOf: (sentence: number) => Promise<string>,
): Promise<Map<number, Pick<NeuronExample, 'text' | 'tokens' | 'activations'>>> {
  const ids = [...new Set(examples.map(({ sentence }) => sentence))];
  const encoded = await Promise.all(
    ids.map(async id => encodeSentence(model.tokenizer, id, plainSentence(await textOf(id)))),
  );
  const { sites } = model.transformer;
  const site = sites.findIndex(known => known.site === neuron.site);
  const width = sites[site]?.width ?? 0;
  const read = new Map<number, Pick<NeuronExample, 'text' | 'tokens' | 'activations'>>();
  for await (const batch of readActivations(model, encoded)) {
    const values = batch.activations[site] ?? new Float32Array();
    batch.sentences.forEach(({ id, sentence, tokens }, row) => {
      const activations = tokens.map(
        (_, position) => values[(row * batch.tokens + position) * width + neuron.index] ?? 0,
      );
      read.set(id, { text: sentence.text, tokens: [...tokens], activations });
    });
  }
  return read;
}
