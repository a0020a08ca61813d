/** The neuron index: how fast one process reads a corpus for it, its size, and what a first visit of a neuron fetches. */

import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { brownFolder, readBrown } from '../cli/corpus-files';
import { folderSource } from '../src/engine/checkpoint/folder';
import { buildPart } from '../src/engine/corpus/build-part';
import { calibrate } from '../src/engine/corpus/calibration';
import { type CorpusText, corpusTextFiles, openCorpusText } from '../src/engine/corpus/corpus-text';
import { type FileSource, openNeuronIndex } from '../src/engine/corpus/index-reader';
import { headerOf } from '../src/engine/corpus/index-steps';
import { neuronRecord } from '../src/engine/corpus/neuron-record';
import { emptyPart, type IndexPart } from '../src/engine/corpus/part';
import { calibrationDigest } from '../src/engine/corpus/part-codec';
import { DEFAULT_SETTINGS } from '../src/engine/corpus/settings';
import type { Model } from '../src/engine/explanation/model';
import { CORPUS } from './corpus';
import { elapsed, type Times } from './timing';

/** Bytes that a first visit of a neuron fetches. */
export interface VisitBytes {
  readonly manifest: number;
  /** The file that the neuron is in. */
  readonly neurons: number;
  /** Files of the corpus's text; null where the corpus is not there. */
  readonly texts: number | null;
}

export interface IndexResults {
  readonly sentences: number;
  /** Without special ones, which do not count. */
  readonly tokens: number;
  /** Milliseconds to read the sentences into a part, passes and accumulators. */
  readonly times: Times;
  /** Tokens of the corpus of the shipped index. */
  readonly shippedTokens: number;
  readonly files: number;
  readonly bytes: number;
  /** The neuron in the middle of each site, each as the first neuron of all. */
  readonly visits: readonly VisitBytes[];
}

/** Measures with a model of Node. Throws where the folder has no index of it. */
export async function measureIndex(model: Model, folder: string, rounds: number): Promise<IndexResults> {
  const index = await openNeuronIndex(await folderSource(folder), model.sha256);
  if (!index) throw new Error(`${folder} has no neuron index, expected the shipped one.`);
  const sizes = await Promise.all(
    (await readdir(folder)).map(async file => (await stat(join(folder, file))).size),
  );
  return {
    ...(await measureReading(model, rounds)),
    shippedTokens: index.manifest.tokens,
    files: sizes.length,
    bytes: sizes.reduce((sum, size) => sum + size, 0),
    visits: await measureVisits(model, folder),
  };
}

async function measureReading(
  model: Model,
  rounds: number,
): Promise<Pick<IndexResults, 'sentences' | 'tokens' | 'times'>> {
  const calibration = await calibrate(model, CORPUS, DEFAULT_SETTINGS, () => {});
  const corpus = { name: 'bench', version: '', sentences: CORPUS };
  const header = {
    ...(await headerOf(model, corpus, DEFAULT_SETTINGS)),
    calibration: await calibrationDigest(calibration),
  };
  let tokens = 0;
  const read = async (part: IndexPart) => {
    tokens = 0;
    for await (const progress of buildPart(model, CORPUS, calibration, part, [0])) tokens += progress.tokens;
  };
  await read(emptyPart(header));
  const times: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const part = emptyPart(header);
    times.push(await elapsed(() => read(part)));
  }
  return { sentences: CORPUS.length, tokens, times };
}

async function measureVisits(model: Model, folder: string): Promise<VisitBytes[]> {
  const source = await folderSource(folder);
  const texts = brownFolder() === null ? null : await corpusTextFiles(readBrown());
  const visits: VisitBytes[] = [];
  for (const { site, width } of model.transformer.sites) {
    const files = counted(source);
    const index = await openNeuronIndex(files, model.sha256);
    if (!index) throw new Error(`${folder} has no neuron index.`);
    const manifest = files.bytes();
    const textFiles = texts && counted(memorySource(texts));
    const text = textFiles && (await openCorpusText(textFiles));
    const own = text?.sha256 === index.manifest.corpus.sha256 ? text : null;
    await neuronRecord(model, index, { site, index: width / 2 }, textOf(own), Number.POSITIVE_INFINITY);
    visits.push({
      manifest,
      neurons: files.bytes() - manifest,
      texts: own && textFiles ? textFiles.bytes() : null,
    });
  }
  return visits;
}

function textOf(text: CorpusText | null) {
  return text && ((sentence: number) => text.text(sentence));
}

function memorySource(files: ReadonlyMap<string, string>): FileSource {
  return {
    async read(file) {
      const text = files.get(file);
      return text === undefined ? null : new TextEncoder().encode(text).buffer;
    },
  };
}

/** A source that counts what it hands out. */
function counted(source: FileSource): FileSource & { bytes(): number } {
  let bytes = 0;
  return {
    async read(file) {
      const content = await source.read(file);
      bytes += content?.byteLength ?? 0;
      return content;
    },
    bytes: () => bytes,
  };
}
