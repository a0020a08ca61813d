/** A whole index: one process a core, each reading its share of the corpus, then the merge of what they read. */

import { type ChildProcess, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { counted } from '../src/engine/counted';
import { type Merged, mergeParts } from './index-merge';
import type { BuildOptions } from './index-options';
import type { ShardEvent } from './index-shard';
import { readingArguments } from './reading-options';

/** What a shard's process prints for its parent: one event a line. */
export const EVENTS_VARIABLE = 'FINEGRAIN_INDEX_EVENTS';

/**
 * Builds an index; what a killed build had read is kept, and read by the next.
 * @param entry the command's script, for the processes
 * @param onProgress one line for the user, in place of the last
 */
export async function buildIndex(
  options: BuildOptions,
  entry: string,
  onProgress: (line: string) => void,
): Promise<Merged> {
  const { corpus, reading, model, out, work, jobs } = options;
  const shards = Array.from({ length: jobs }, (_, i) => i + 1);
  const parts = partsFolder(work, out);
  const folderOf = (shard: number) => join(parts, `part-${shard}-of-${jobs}`);
  const latest = new Map<number, ShardEvent>();
  const begin = performance.now();
  const children: ChildProcess[] = [];
  const end = () => {
    for (const child of children) child.kill();
  };
  try {
    await Promise.all(
      shards.map(shard => {
        const args = [
          '--model',
          model,
          '--out',
          folderOf(shard),
          '--shard',
          `${shard}/${jobs}`,
          ...readingArguments(reading),
        ];
        for (const file of corpus) args.push('--corpus', file);
        const child = spawn(process.execPath, [...process.execArgv, entry, ...args], {
          stdio: ['ignore', 'pipe', 'inherit'],
          env: { ...process.env, [EVENTS_VARIABLE]: '1' },
        });
        children.push(child);
        createInterface({ input: child.stdout }).on('line', line => {
          latest.set(shard, JSON.parse(line) as ShardEvent);
          onProgress(progressLine([...latest.values()], (performance.now() - begin) / 1000));
        });
        return new Promise<void>((resolve, reject) => {
          child.on('error', reject);
          child.on('close', status => {
            if (status === 0) resolve();
            else reject(new Error(`Part ${shard} of ${jobs} ended with status ${status}.`));
          });
        });
      }),
    );
  } finally {
    end();
  }
  onProgress('joining the parts');
  const merged = await mergeParts(shards.map(folderOf), out);
  // Parts of a model of this size are a gigabyte.
  await rm(parts, { recursive: true });
  return merged;
}

/**
 * Where parts of an index lie while it is built, and nothing else: the folder is removed in the end.
 * @param work may hold anything, the index itself too
 */
export function partsFolder(work: string, out: string): string {
  const path = resolve(out);
  const digest = createHash('sha256').update(path).digest('hex');
  return join(work, `${basename(path)}.parts-${digest.slice(0, 8)}`);
}

/** Where several parts are, in one line. */
export function progressLine(events: readonly ShardEvent[], seconds: number): string {
  const chunks = events.filter(event => event.step === 'chunks');
  if (chunks.length < events.length || chunks.length === 0) {
    const first = events.find(event => event.step === 'calibration');
    return `choosing the scales: ${first?.done ?? 0} of ${counted(first?.total ?? 0, 'sentence')}`;
  }
  const done = chunks.reduce((sum, event) => sum + event.done, 0);
  const total = chunks.reduce((sum, event) => sum + event.total, 0);
  const tokens = chunks.reduce((sum, event) => sum + event.tokens, 0);
  const read = chunks.reduce((sum, event) => sum + event.tokens / Math.max(event.seconds, 1e-3), 0);
  return `${done} of ${counted(total, 'chunk')}, ${counted(tokens, 'token')} read, ${counted(Math.round(read), 'token')} a second, ${Math.round(seconds)} s`;
}
