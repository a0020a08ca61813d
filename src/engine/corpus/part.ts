/**
 * The index over a part of a corpus: a value that merges. All of it adds up (or keeps the greatest), all in integers
 * or exact sums, so the parts of any split give the same index, byte for byte, in any order.
 */

import { z } from 'zod';
import { isSite, type Site } from '../transformer/sites';
import { addExact, createExactSums, type ExactSums } from './fixed-point';
import { UNIVERSAL_TAGS } from './sentences';
import { settingsSchema } from './settings';
import { createTopLists, offerAll, type TopLists } from './top-k';

/** Rows of tag histograms: the universal tags, then tokens without one. */
export const TAG_ROWS = UNIVERSAL_TAGS.length + 1;

export const corpusSchema = z.object({
  name: z.string(),
  version: z.string(),
  /** See `corpusDigest`. */
  sha256: z.string(),
  sentences: z.int().positive(),
});

/** z of words in fixed point, at the finest: 2⁻⁸. */
export const FINEST_WORD_UNIT = 256;

/** What parts must share to merge. */
export const partHeaderSchema = z.object({
  model: z.object({ id: z.string(), sha256: z.string() }),
  corpus: corpusSchema,
  settings: settingsSchema,
  sites: z.array(z.object({ site: z.custom<Site>(s => isSite(String(s))), width: z.int().positive() })),
  /** Word types, see `vocabulary.ts`. */
  types: z.array(z.string()),
  /** Steps of z that `wordSums` count in, see `vocabulary.ts`: a power of two. Earlier parts name none. */
  wordUnit: z
    .int()
    .min(1)
    .max(FINEST_WORD_UNIT)
    .refine(unit => (unit & (unit - 1)) === 0)
    .default(FINEST_WORD_UNIT),
  /** SHA-256 of the calibration. */
  calibration: z.string(),
});
export type PartHeader = z.infer<typeof partHeaderSchema>;

export interface IndexPart {
  readonly header: PartHeader;
  /** Chunks that were read, ascending. */
  chunks: number[];
  /** Σz, Σz², Σz³, Σz⁴ of each neuron, in this order; z by the calibration's mean and deviation. */
  readonly moments: readonly ExactSums[];
  /** `[neurons]` */
  readonly minimum: Float32Array<ArrayBuffer>;
  readonly maximum: Float32Array<ArrayBuffer>;
  /** Tokens with a positive activation, `[neurons]`. */
  readonly positive: Uint32Array<ArrayBuffer>;
  /** Tokens, `[neurons, tags, bins]`. */
  readonly counts: Uint32Array<ArrayBuffer>;
  /** Random projection of z in units of `Z_UNIT`, `[neurons, rows]`. */
  readonly sketch: Int32Array<ArrayBuffer>;
  /** Σ|z| over a type's occurrences in units of the header's `wordUnit`, `[types, neurons]`. */
  readonly wordSums: Int32Array<ArrayBuffer>;
  /** Occurrences of a type that were read, `[types]`. */
  readonly wordCounts: Uint32Array<ArrayBuffer>;
  /** Tokens by tag, `[tags]`. */
  readonly tagTokens: Uint32Array<ArrayBuffer>;
  /** Greatest activations a neuron; key: sentence, note: token position. */
  readonly examples: TopLists;
}

/**
 * z of the sketch in fixed point: 2⁻⁸. Signs are random, so a row's sum grows as the root of its tokens: about 2¹⁸ where
 * 10⁹ tokens fall on 1024 rows, far below 2³¹.
 */
export const Z_UNIT = 256;

export function neuronCount(header: Pick<PartHeader, 'sites'>): number {
  return header.sites.reduce((sum, { width }) => sum + width, 0);
}

/** Chunks of the whole corpus. */
export function chunkCount({ corpus, settings }: PartHeader): number {
  return Math.ceil(corpus.sentences / settings.chunkSentences);
}

/** A part over nothing, the neutral element of `merge`. */
export function emptyPart(header: PartHeader): IndexPart {
  const neurons = neuronCount(header);
  const { settings, types } = header;
  return {
    header,
    chunks: [],
    moments: Array.from({ length: 4 }, () => createExactSums(neurons)),
    minimum: new Float32Array(neurons).fill(Number.POSITIVE_INFINITY),
    maximum: new Float32Array(neurons).fill(Number.NEGATIVE_INFINITY),
    positive: new Uint32Array(neurons),
    counts: new Uint32Array(TAG_ROWS * neurons * settings.bins),
    sketch: new Int32Array(settings.sketchRows * neurons),
    wordSums: new Int32Array(types.length * neurons),
    wordCounts: new Uint32Array(types.length),
    tagTokens: new Uint32Array(TAG_ROWS),
    examples: createTopLists(neurons, settings.examples),
  };
}

/**
 * Adds a part to another, in place: a part may be hundreds of megabytes.
 * @throws Error where they were made differently, or both read the same sentences
 */
export function mergeInto(part: IndexPart, other: IndexPart): void {
  const differing = differingField(part.header, other.header);
  if (differing) {
    throw new Error(`The parts do not merge: their ${differing} differs, expected parts made alike.`);
  }
  const own = new Set(part.chunks);
  const twice = other.chunks.find(chunk => own.has(chunk));
  if (twice !== undefined) {
    throw new Error(
      `The parts do not merge: both read chunk ${twice} of the corpus, expected different ones.`,
    );
  }
  part.chunks = [...part.chunks, ...other.chunks].sort((a, b) => a - b);
  part.moments.forEach((sums, order) => {
    const others = other.moments[order];
    if (others) addExact(sums, others);
  });
  for (let i = 0; i < part.minimum.length; i++) {
    part.minimum[i] = Math.min(part.minimum[i] ?? 0, other.minimum[i] ?? 0);
    part.maximum[i] = Math.max(part.maximum[i] ?? 0, other.maximum[i] ?? 0);
  }
  addTo(part.positive, other.positive);
  addTo(part.counts, other.counts);
  addTo(part.sketch, other.sketch);
  addTo(part.wordSums, other.wordSums);
  addTo(part.wordCounts, other.wordCounts);
  addTo(part.tagTokens, other.tagTokens);
  offerAll(part.examples, other.examples);
}

/** The name of the first field in which headers differ; null where they are the same. */
export function differingField(a: PartHeader, b: PartHeader): keyof PartHeader | null {
  const fields = ['model', 'corpus', 'settings', 'sites', 'types', 'wordUnit', 'calibration'] as const;
  return fields.find(field => JSON.stringify(a[field]) !== JSON.stringify(b[field])) ?? null;
}

function addTo(sums: Uint32Array | Int32Array, others: Uint32Array | Int32Array): void {
  for (let i = 0; i < sums.length; i++) sums[i] = (sums[i] as number) + (others[i] as number);
}
