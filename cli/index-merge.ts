/** Joins parts of an index; writes the finished index where together they read the whole corpus. */

import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { startBackend } from '../src/engine/backend/backend';
import { nodeBackends } from '../src/engine/backend/node';
import { finishIndex, isComplete } from '../src/engine/corpus/finish';
import { MANIFEST_FILE } from '../src/engine/corpus/manifest';
import { chunkCount, type IndexPart, mergeInto } from '../src/engine/corpus/part';
import { readCalibration, readPart, writeCalibration, writePart, writeWhole } from './part-folder';

export interface Merged {
  readonly complete: boolean;
  readonly chunks: number;
  readonly ofChunks: number;
  /** Bytes of the finished index. */
  readonly bytes: number;
}

/**
 * Merges the parts of folders into another.
 * @throws Error, naming the folder, where one has no part or the parts do not fit together
 */
export async function mergeParts(folders: readonly string[], out: string): Promise<Merged> {
  let sum: IndexPart | null = null;
  for (const folder of folders) {
    const part = await readPart(folder);
    if (!part) throw new Error(`${folder}: has no part of a neuron index, expected part.bin.`);
    if (sum) mergeInto(sum, part);
    else sum = part;
  }
  const [first] = folders;
  const calibration = first === undefined ? null : await readCalibration(first);
  if (!sum || !calibration) throw new Error(`${first}: expected calibration.bin beside part.bin.`);
  const counts = { chunks: sum.chunks.length, ofChunks: chunkCount(sum.header) };
  if (!isComplete(sum)) {
    await writeCalibration(out, calibration);
    await writePart(out, sum);
    return { complete: false, ...counts, bytes: 0 };
  }
  await startBackend(nodeBackends, null, () => {});
  const files = await finishIndex(sum, calibration);
  await clear(out);
  let bytes = 0;
  for (const [name, content] of files) {
    await writeWhole(out, name, [content]);
    bytes += content.length;
  }
  return { complete: true, ...counts, bytes };
}

/** Empties a folder of an index that was there before, and of nothing else. */
async function clear(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const name of await readdir(folder)) {
    if (name === MANIFEST_FILE || /^(?:emb|L\d+\.[a-z]+)-\d+\.bin$/.test(name)) await rm(join(folder, name));
  }
}
