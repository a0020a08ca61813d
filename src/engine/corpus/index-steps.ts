/** The steps of building an index, or a part of it; what is kept between them lets an ended build go on where it was. */

import type { Model } from '../explanation/model';
import { buildPart, chunksOfShard } from './build-part';
import { type Calibration, calibrate } from './calibration';
import { differingField, emptyPart, type IndexPart, type PartHeader } from './part';
import { calibrationDigest } from './part-codec';
import type { Reader } from './reading';
import { type Corpus, corpusDigest } from './sentences';
import type { IndexSettings } from './settings';
import { buildVocabulary } from './vocabulary';

/** What is built with: a model, or in tests less of one. */
export type IndexModel = Reader & Pick<Model, 'id' | 'sha256'>;

/** A build under way. */
export interface Begun {
  readonly part: IndexPart;
  readonly calibration: Calibration;
}

/** How far the reading has come, over all runs of the build. */
export interface ReadingProgress {
  readonly words: number;
  readonly ofWords: number;
  /** Tokens that this step read. */
  readonly tokens: number;
}

/**
 * The header of a corpus's parts, but for the calibration.
 * @throws Error where the corpus has too many words to add up
 */
export async function headerOf(
  model: IndexModel,
  { name, version, sentences }: Corpus,
  settings: IndexSettings,
): Promise<Omit<PartHeader, 'calibration'>> {
  const { types, wordUnit } = buildVocabulary(sentences, settings);
  return {
    model: { id: model.id, sha256: model.sha256 },
    corpus: { name, version, sha256: await corpusDigest(sentences), sentences: sentences.length },
    settings,
    sites: model.transformer.sites.map(({ site, width }) => ({ site, width })),
    types: [...types],
    wordUnit,
  };
}

/**
 * Measures the neurons; nothing is read yet.
 * @throws Error where the corpus has no tokens
 */
export async function beginIndex(
  model: IndexModel,
  { sentences }: Corpus,
  header: Omit<PartHeader, 'calibration'>,
  onProgress: (done: number, total: number) => void,
): Promise<Begun> {
  const calibration = await calibrate(model, sentences, header.settings, onProgress);
  return {
    part: emptyPart({ ...header, calibration: await calibrationDigest(calibration) }),
    calibration,
  };
}

/** Whether a kept build is one of the same corpus by the same model with the same settings. */
export async function fits(
  { part, calibration }: Begun,
  header: Omit<PartHeader, 'calibration'>,
): Promise<boolean> {
  const digest = await calibrationDigest(calibration);
  return differingField(part.header, { ...header, calibration: digest }) === null;
}

/** Reads what of the whole corpus is not yet read; after each step the build can be kept. */
export async function* readOn(
  model: IndexModel,
  { sentences }: Corpus,
  { part, calibration }: Begun,
): AsyncGenerator<ReadingProgress> {
  const { chunkSentences } = part.header.settings;
  const wordsOf = (chunk: number) =>
    sentences
      .slice(chunk * chunkSentences, (chunk + 1) * chunkSentences)
      .reduce((sum, { words }) => sum + words.length, 0);
  const chunks = chunksOfShard(part, 1, 1);
  const ofWords = chunks.reduce((sum, chunk) => sum + wordsOf(chunk), 0);
  let words = part.chunks.reduce((sum, chunk) => sum + wordsOf(chunk), 0);
  yield { words, ofWords, tokens: 0 };
  for await (const { chunk, tokens } of buildPart(model, sentences, calibration, part, chunks)) {
    words += wordsOf(chunk);
    yield { words, ofWords, tokens };
  }
}
