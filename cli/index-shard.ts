/** One part of an index: reads its share of the corpus, keeping what it has every few chunks. */

import { buildPart, chunksOfShard } from '../src/engine/corpus/build-part';
import { type Begun, beginIndex, fits, headerOf } from '../src/engine/corpus/index-steps';
import type { PartHeader } from '../src/engine/corpus/part';
import type { Corpus } from '../src/engine/corpus/sentences';
import type { IndexSettings } from '../src/engine/corpus/settings';
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
 * @throws Error where the corpus has no tokens or too many words, or an activation is not finite
 */
export async function buildShard(
  model: Model,
  corpus: Corpus,
  settings: IndexSettings,
  { shard, shards, folder }: { readonly shard: number; readonly shards: number; readonly folder: string },
  onEvent: (event: ShardEvent) => void,
): Promise<void> {
  const header = await headerOf(model, corpus, settings);
  const { part, calibration } =
    (await resume(folder, header)) ??
    (await begin(folder, () =>
      beginIndex(model, corpus, header, (done, total) => onEvent({ step: 'calibration', done, total })),
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

/** The part that a folder holds; null where there is none, or it was made differently. */
async function resume(folder: string, header: Omit<PartHeader, 'calibration'>): Promise<Begun | null> {
  const part = await readPart(folder);
  const calibration = part && (await readCalibration(folder));
  if (!calibration) return null;
  const begun = { part, calibration };
  return (await fits(begun, header)) ? begun : null;
}

/** Begins a part and keeps it in the folder, in place of what was there. */
async function begin(folder: string, make: () => Promise<Begun>): Promise<Begun> {
  const begun = await make();
  await writeCalibration(folder, begun.calibration);
  await writePart(folder, begun.part);
  return begun;
}
