/** The measures of an index. Parts of an index merge only where they were made with the same. */

import { z } from 'zod';

export const settingsSchema = z.object({
  /** Sentences a chunk, the unit of work: rounding depends on chunks, never on how they are shared out. */
  chunkSentences: z.int().positive(),
  /** Sentences, chosen by their hash, that say how each neuron is measured: mean, deviation, range of histogram. */
  calibrationSentences: z.int().positive(),
  /** Tokens of each of these, chosen by hash, whose activations are kept whole. */
  tokensPerSentence: z.int().positive(),
  /** Bins of the histograms that are counted while reading. */
  bins: z.int().min(2),
  /** Bins of the histogram that is shown; divides `bins`. */
  shownBins: z.int().positive(),
  /** Examples with the greatest activation, one a sentence. */
  examples: z.int().positive(),
  /** Examples a quantile band, one a sentence. */
  bandExamples: z.int().positive(),
  /** Rows of the random projection that finds correlated neurons. */
  sketchRows: z.int().positive(),
  /** Neurons that the projection proposes, of which the most correlated on kept tokens are listed. */
  candidates: z.int().positive(),
  similar: z.int().positive(),
  /** Word types are counted where the corpus has at least so many of them … */
  minOccurrences: z.int().positive(),
  /** … and at most so many types, the most frequent: a sum a type and a neuron is held in memory. */
  maxTypes: z.int().positive(),
  /** Word types listed. */
  words: z.int().positive(),
  /** Part-of-speech tags listed. */
  tags: z.int().positive(),
});
export type IndexSettings = z.infer<typeof settingsSchema>;

export const DEFAULT_SETTINGS: IndexSettings = {
  chunkSentences: 256,
  calibrationSentences: 1024,
  tokensPerSentence: 8,
  bins: 128,
  shownBins: 32,
  examples: 20,
  bandExamples: 4,
  sketchRows: 1024,
  candidates: 20,
  similar: 5,
  minOccurrences: 20,
  maxTypes: 6000,
  words: 10,
  tags: 3,
};

/** Bands of quantiles from which examples are taken, the highest first. */
export const BANDS = [
  { from: 0.99, to: 0.999 },
  { from: 0.9, to: 0.99 },
  { from: 0.5, to: 0.9 },
  { from: 0, to: 0.5 },
] as const;
