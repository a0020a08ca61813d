/** One part of an index: reads its share of the corpus, keeping what it has every few chunks. */

import { buildPart, chunksOfShard } from '../src/engine/corpus/build-part';
import { type Calibration, calibrate } from '../src/engine/corpus/calibration';
import { differingField, emptyPart, type IndexPart, type PartHeader } from '../src/engine/corpus/part';
import { calibrationDigest } from '../src/engine/corpus/part-codec';
import { type Corpus, corpusDigest } from '../src/engine/corpus/sentences';
import type { IndexSettings } from '../src/engine/corpus/settings';
import { buildVocabulary } from '../src/engine/corpus/vocabulary';
import type { Model } from '../src/engine/explanation/model';
import { readCalibration, readPart, writeCalibration, writePart } from './part-folder';

/** Chunks between two writes: what a killed build loses. */
const CHUNKS_BETWEEN_WRITES = 12;

/** Told in the order in which they happen. */
export type ShardEvent =
  | { readonly step: 'calibration'; readonly done: number; readonly total: number }
  | {
      readonly step: 'chunks';
      readonly done: number;
      readonly total: number;
      /** Tokens read since this run began. */
      readonly tokens: number;
      /** Since the first of these tokens. */
      readonly seconds: number;
    };

/**
 * Builds part `shard` of `shards` in `folder`, going on from what lies there if it was made alike.
 * @throws Error where the corpus has no tokens or an activation is not finite
 */
export async function buildShard(
  model: Model,
  corpus: Corpus,
  settings: IndexSettings,
  { shard, shards, folder }: { readonly shard: number; readonly shards: number; readonly folder: string },
  onEvent: (event: ShardEvent) => void,
): Promise<void> {
  const bare: Omit<PartHeader, 'calibration'> = {
    model: { id: model.id, sha256: model.sha256 },
    corpus: {
      name: corpus.name,
      version: corpus.version,
      sha256: await corpusDigest(corpus.sentences),
      sentences: corpus.sentences.length,
    },
    settings,
    sites: model.transformer.sites.map(({ site, width }) => ({ site, width })),
    types: [...buildVocabulary(corpus.sentences, settings).types],
  };
  const { part, calibration } =
    (await resume(folder, bare)) ??
    (await begin(folder, bare, () =>
      calibrate(model, corpus.sentences, settings, (done, total) =>
        onEvent({ step: 'calibration', done, total }),
      ),
    ));
  const chunks = chunksOfShard(part, shard, shards);
  let tokens = 0;
  let unwritten = 0;
  const started = performance.now();
  const tell = (done: number) =>
    onEvent({
      step: 'chunks',
      done,
      total: chunks.length,
      tokens,
      seconds: (performance.now() - started) / 1000,
    });
  tell(part.chunks.length);
  for await (const progress of buildPart(model, corpus.sentences, calibration, part, chunks)) {
    tokens += progress.tokens;
    unwritten += 1;
    tell(chunks.length - progress.left);
    if (unwritten === CHUNKS_BETWEEN_WRITES) {
      await writePart(folder, part);
      unwritten = 0;
    }
  }
  if (unwritten > 0) await writePart(folder, part);
}

interface Begun {
  readonly part: IndexPart;
  readonly calibration: Calibration;
}

async function resume(folder: string, bare: Omit<PartHeader, 'calibration'>): Promise<Begun | null> {
  const part = await readPart(folder);
  if (!part || differingField(part.header, { ...bare, calibration: part.header.calibration })) return null;
  const calibration = await readCalibration(folder);
  return calibration && (await calibrationDigest(calibration)) === part.header.calibration
    ? { part, calibration }
    : null;
}

async function begin(
  folder: string,
  bare: Omit<PartHeader, 'calibration'>,
  make: () => Promise<Calibration>,
): Promise<Begun> {
  const calibration = await make();
  const part = emptyPart({ ...bare, calibration: await calibrationDigest(calibration) });
  await writeCalibration(folder, calibration);
  await writePart(folder, part);
  return { part, calibration };
}
