/** `npm run index`: what every neuron does over a corpus, built in parts that merge. */

import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { DEFAULT_SETTINGS } from '../src/engine/corpus/settings';
import { counted } from '../src/engine/counted';
import { runCommand } from './command';
import { readBrown, readTexts } from './corpus-files';
import { buildIndex, EVENTS_VARIABLE, progressLine } from './index-build';
import { type Merged, mergeParts } from './index-merge';
import { parseIndexOptions, type ShardOptions, USAGE } from './index-options';
import { buildShard, type ShardEvent } from './index-shard';
import { loadModel } from './load-model';

const path = (relative: string) => fileURLToPath(new URL(relative, import.meta.url));

/** Runs the command; resolves with the exit status. */
async function main(): Promise<number> {
  const options = parseIndexOptions(process.argv.slice(2), {
    model: path('../public/models/minilm-sst2'),
    out: path('../public/neurons/minilm-sst2'),
    work: path('../node_modules/.cache/finegrain-index'),
    jobs: availableParallelism(),
    // npm runs scripts in the project's folder; INIT_CWD is where the user stands.
    folder: process.env.INIT_CWD ?? process.cwd(),
  });
  if (!options) {
    process.stdout.write(USAGE);
    return 0;
  }
  if (options.command === 'shard') {
    await runShard(options);
    return 0;
  }
  const merged =
    options.command === 'merge'
      ? await mergeParts(options.parts, options.out)
      : await buildIndex(options, fileURLToPath(import.meta.url), show);
  process.stderr.write(`${process.stderr.isTTY ? '\n' : ''}${sentence(merged, options.out)}\n`);
  return 0;
}

async function runShard({
  corpus: files,
  reading,
  model: folder,
  out,
  shard,
  shards,
}: ShardOptions): Promise<void> {
  const model = await loadModel(folder);
  const own = files.length > 0 ? await readTexts(files, model.tokenizer, reading) : null;
  const corpus = own ?? readBrown();
  // All parts read the same files: one says what is left out of them.
  if (own && shard === 1) for (const warning of own.warnings) process.stderr.write(`index: ${warning}\n`);
  const begin = performance.now();
  const tell = process.env[EVENTS_VARIABLE]
    ? (event: ShardEvent) => process.stdout.write(`${JSON.stringify(event)}\n`)
    : (event: ShardEvent) => show(progressLine([event], (performance.now() - begin) / 1000));
  await buildShard(model, corpus, DEFAULT_SETTINGS, { shard, shards, folder: out }, tell);
}

/** Shows progress: a line in place of the last on a terminal, else a line after the other. */
function show(line: string): void {
  process.stderr.write(process.stderr.isTTY ? `\r\u001b[K${line}` : `${line}\n`);
}

function sentence({ complete, chunks, ofChunks, bytes }: Merged, out: string): string {
  return complete
    ? `${out}: the index of ${counted(chunks, 'chunk')}, ${counted(bytes, 'byte')}.`
    : `${out}: a part with ${chunks} of ${counted(ofChunks, 'chunk')}; merge it with the others.`;
}

await runCommand('index', main);
