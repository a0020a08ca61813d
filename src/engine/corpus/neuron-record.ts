/** The neuron record, `finegrain/neuron@1`: what one neuron does over a corpus, with the texts that show it. */

import { z } from 'zod';
import { type Model, modelRecord } from '../explanation/model';
import { tokenSchema } from '../explanation/record';
import { finish } from '../finish';
import { formatNeuron, type Neuron } from '../neurons/neuron';
import { correlationInterval, isBeyondChance } from './correlation-interval';
import type { NeuronIndex } from './index-reader';
import { type Manifest, sampleTokens } from './manifest';
import type { Example, NeuronEntry } from './neuron-entry';
import { corpusSchema } from './part';
import { encodeSentence, type ReadSentence, readActivations } from './reading';
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
  /** Tokens of the sample that the correlations are over; too few, and none is listed. */
  correlationTokens: z.int().positive(),
  /** Pearson's ρ beyond chance, greatest |ρ| first; `low` to `high` holds for all neurons at once with 95 %. */
  similar: z.array(
    z.object({ neuron: z.string(), correlation: z.number(), low: z.number(), high: z.number() }),
  ),
});
export type NeuronExample = z.infer<typeof neuronExampleSchema>;
export type NeuronRecord = z.infer<typeof neuronRecordSchema>;

/** A sentence's text of the corpus; null where the corpus is not there. */
export type TextOf = ((sentence: number) => Promise<string>) | null;

/** Examples whose texts are told before those of all others: as many as a page shows at first. */
const FIRST_TEXTS = 5;

/** Makes a neuron's record; activations of examples are computed anew. See `ripeningRecord`. */
export function neuronRecord(
  model: Model,
  index: NeuronIndex,
  neuron: Neuron,
  textOf: TextOf,
  most: number,
): Promise<NeuronRecord> {
  return finish(ripeningRecord(model, index, neuron, textOf, most));
}

/**
 * A neuron's record as it ripens: first what the index says, then texts and tokens of the strongest examples (at once
 * where they have been fetched before), then those of all others, then their activations, computed anew batch by batch.
 * @param most examples of the greatest activations
 */
export async function* ripeningRecord(
  model: Model,
  index: NeuronIndex,
  neuron: Neuron,
  textOf: TextOf,
  most: number,
): AsyncGenerator<NeuronRecord, NeuronRecord> {
  const entry = await index.entry(neuron);
  const examples = entry.examples.slice(0, most);
  const read = new Map<number, ReadExample>();
  const record = () => recordOf(model, index, neuron, { ...entry, examples }, read);
  if (!textOf) return record();

  const ids = [
    ...new Set([...examples, ...entry.bands.flatMap(band => band.examples)].map(each => each.sentence)),
  ];
  const textsOf = (part: readonly number[]) =>
    Promise.all(part.map(async id => ({ id, text: await textOf(id) })));
  const encoded: ReadSentence[] = [];
  const encode = (texts: Awaited<ReturnType<typeof textsOf>>) => {
    for (const { id, text } of texts) {
      const sentence = encodeSentence(model.tokenizer, id, plainSentence(text));
      read.set(id, { text, tokens: [...sentence.tokens], activations: null });
      encoded.push(sentence);
    }
  };
  const first = textsOf(ids.slice(0, FIRST_TEXTS));
  if (!(await isSettled(first))) yield record();
  encode(await first);
  yield record();
  // Asked for only now: nothing on the network competes with what is looked at first.
  encode(await textsOf(ids.slice(FIRST_TEXTS)));
  yield record();

  const width = model.transformer.sites.find(({ site }) => site === neuron.site)?.width ?? 0;
  for await (const batch of readActivations(model, encoded, [neuron.site])) {
    const [values] = batch.activations;
    batch.sentences.forEach(({ id, sentence, tokens }, row) => {
      const activations = tokens.map(
        (_, position) => values?.[(row * batch.tokens + position) * width + neuron.index] ?? 0,
      );
      read.set(id, { text: sentence.text, tokens: [...tokens], activations });
    });
    yield record();
  }
  return record();
}

/** Whether a promise is settled as soon as it waits for nothing but other promises: no network, no disk. */
function isSettled(promise: Promise<unknown>): Promise<boolean> {
  return new Promise(resolve => {
    const settled = () => resolve(true);
    promise.then(settled, settled);
    setTimeout(() => resolve(false));
  });
}

/** What has been read of an example's sentence. */
type ReadExample = Pick<NeuronExample, 'text' | 'tokens' | 'activations'>;

function recordOf(
  model: Model,
  { manifest }: NeuronIndex,
  neuron: Neuron,
  entry: NeuronEntry,
  read: ReadonlyMap<number, ReadExample>,
): NeuronRecord {
  const shown = (list: readonly Example[]): NeuronExample[] =>
    list.map(({ sentence, position, activation }) => ({
      sentence,
      token: position,
      activation,
      ...(read.get(sentence) ?? { text: null, tokens: null, activations: null }),
    }));
  return {
    schema: 'finegrain/neuron@1',
    neuron: formatNeuron(neuron),
    model: modelRecord(model),
    corpus: { ...manifest.corpus, tokens: manifest.tokens },
    statistics: entry.statistics,
    quantiles: entry.quantiles.map((value, i) => ({ share: QUANTILES[i] ?? 0, value })),
    histogram: { ...entry.histogram, counts: [...entry.histogram.counts] },
    examples: shown(entry.examples),
    bands: entry.bands.map(({ from, to, examples }) => ({ from, to, examples: shown(examples) })),
    words: [...entry.words],
    tags: [...entry.tags],
    correlationTokens: sampleTokens(manifest),
    similar: similarOf(manifest, entry),
  };
}

function similarOf(manifest: Manifest, { similar }: NeuronEntry): NeuronRecord['similar'] {
  const others = manifest.sites.reduce((sum, { width }) => sum + width, 0) - 1;
  return similar.flatMap(({ correlation, ...other }) => {
    const interval = correlationInterval(correlation, sampleTokens(manifest), others);
    if (!interval || !isBeyondChance(interval)) return [];
    return [{ neuron: formatNeuron(other), correlation, ...interval }];
  });
}
