/** An index's manifest, `manifest.json`: what it is of, how it was made, and how its files are laid out. */

import { z } from 'zod';
import type { Site } from '../transformer/sites';
import { corpusSchema, partHeaderSchema } from './part';
import { settingsSchema } from './settings';

export const MANIFEST_FILE = 'manifest.json';

export const manifestSchema = z.object({
  schema: z.literal('finegrain/neuron-index@1'),
  model: partHeaderSchema.shape.model,
  corpus: corpusSchema,
  /** Tokens that were counted; special ones are not. */
  tokens: z.int().positive(),
  /** Of these, by universal tag; what is missing has none. */
  tagTokens: z.record(z.string(), z.int().nonnegative()),
  /** Tokens of the sample that correlations are over; indexes of before this was written down lack it. */
  sampleTokens: z.int().positive().optional(),
  settings: settingsSchema,
  sites: partHeaderSchema.shape.sites,
  /** Neurons of one site a file; a site's last file may have fewer. */
  neuronsPerFile: z.int().positive(),
  bytesPerNeuron: z.int().positive(),
  /** How it was made, for a reader. */
  made: z.string(),
  /** Word types that entries refer to. */
  types: z.array(z.string()),
});
export type Manifest = z.infer<typeof manifestSchema>;

/** Tokens that correlations are over; as many as there can be at most where the index does not say. */
export function sampleTokens({ sampleTokens: counted, tokens, corpus, settings }: Manifest): number {
  const { calibrationSentences, tokensPerSentence } = settings;
  return counted ?? Math.min(tokens, Math.min(calibrationSentences, corpus.sentences) * tokensPerSentence);
}

/** Small enough that one neuron is a download of a blink. */
export const NEURONS_PER_FILE = 256;

/** The file that holds a neuron, and its place in it. */
export function placeOf(site: Site, index: number, neuronsPerFile: number): { file: string; place: number } {
  return {
    file: `${site}-${Math.floor(index / neuronsPerFile)}.bin`,
    place: index % neuronsPerFile,
  };
}
