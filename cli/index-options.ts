/** The options of `index`, read from the command line. */

import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { ReadingChoices } from '../src/engine/corpus/readers/choices';
import { wholeNumber } from './number-options';
import { READING, READING_USAGE, readingChoices } from './reading-options';

export const USAGE = `Builds the neuron index of a corpus: what every neuron of a model does over real text.

  npm run index                                                     the shipped index: Brown corpus, shipped model
  npm run index -- --corpus FILE… --model DIR --out DIR             the index of files of your own
  npm run index -- --corpus FILE… --model DIR --out DIR --shard i/n part i of n of it, for merging
  npm run index -- merge DIR… --out DIR                             joins parts; a finished index once all are there

  --corpus FILE    text (a sentence or a paragraph a line), CSV, TSV, JSON or JSON lines, read as the page reads it;
                   may be given several times; default: the Brown corpus
${READING_USAGE}\
  --model DIR      a Hugging Face folder; default: the shipped model
  --out DIR        where the index goes; with --shard or an incomplete merge, where the part goes
  --shard i/n      reads every n-th chunk of the corpus, from the i-th on
  --jobs N         processes, if there is no --shard; default: one a core
  --work DIR       where parts lie while an index is built; default: node_modules/.cache/finegrain-index
  --help           this text

A build that was ended goes on where it was when it is started again. The same input gives the same bytes, however
it is split.
`;

export interface BuildOptions {
  readonly command: 'build';
  /** Files; empty: the Brown corpus. */
  readonly corpus: readonly string[];
  /** How they are read. */
  readonly reading: ReadingChoices;
  readonly model: string;
  readonly out: string;
  readonly work: string;
  readonly jobs: number;
}
export interface ShardOptions extends Omit<BuildOptions, 'command' | 'work' | 'jobs'> {
  readonly command: 'shard';
  readonly shard: number;
  readonly shards: number;
}
export interface MergeOptions {
  readonly command: 'merge';
  readonly parts: readonly string[];
  readonly out: string;
}
export type IndexOptions = BuildOptions | ShardOptions | MergeOptions;

export interface IndexDefaults {
  readonly model: string;
  readonly out: string;
  readonly work: string;
  readonly jobs: number;
  /** What relative paths are relative to. */
  readonly folder: string;
}

const MOST_SHARDS = 10_000;

/**
 * Reads options.
 * @returns null where help was asked for
 * @throws Error, one sentence that names the option and what was expected
 */
export function parseIndexOptions(args: readonly string[], defaults: IndexDefaults): IndexOptions | null {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      ...READING,
      corpus: { type: 'string', multiple: true },
      model: { type: 'string' },
      out: { type: 'string' },
      shard: { type: 'string' },
      jobs: { type: 'string' },
      work: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return null;
  const path = (value: string) => resolve(defaults.folder, value);
  if (positionals[0] === 'merge') {
    const parts = positionals.slice(1).map(path);
    if (parts.length === 0) throw new Error('merge: expected the folders of one part or more.');
    if (values.out === undefined) throw new Error('merge: --out is missing, expected a folder.');
    return { command: 'merge', parts, out: path(values.out) };
  }
  // A shell expands `--corpus *.txt` to one option and a list of names.
  const corpus = [...(values.corpus ?? []), ...(values.corpus ? positionals : [])].map(path);
  if (!values.corpus && positionals.length > 0) {
    throw new Error(`${positionals[0]}: expected merge, or files after --corpus.`);
  }
  const shipped = values.corpus === undefined && values.model === undefined;
  if (values.out === undefined && (!shipped || values.shard !== undefined)) {
    throw new Error('--out is missing, expected a folder for what is built.');
  }
  const common = {
    corpus,
    reading: readingChoices(values, corpus),
    model: values.model === undefined ? defaults.model : path(values.model),
    out: values.out === undefined ? defaults.out : path(values.out),
  };
  if (values.shard === undefined) {
    return {
      command: 'build',
      ...common,
      work: values.work === undefined ? defaults.work : path(values.work),
      jobs: values.jobs === undefined ? defaults.jobs : wholeNumber('--jobs', values.jobs, 1, MOST_SHARDS),
    };
  }
  const [shard, shards, ...rest] = values.shard.split('/');
  if (shards === undefined || rest.length > 0) throw new Error(`--shard ${values.shard}: expected i/n.`);
  const number = (text: string) => wholeNumber('--shard', text, 1, MOST_SHARDS);
  const [i, n] = [number(shard ?? ''), number(shards)];
  if (i > n) throw new Error(`--shard ${values.shard}: expected i from 1 to ${n}.`);
  return { command: 'shard', ...common, shard: i, shards: n };
}
