/** The options of `neuron`, read from the command line. */

import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { ReadingChoices } from '../src/engine/corpus/readers/choices';
import type { Defaults } from './common-options';
import { wholeNumber } from './number-options';
import { READING, READING_USAGE, readingChoices } from './reading-options';

export const NEURON_USAGE = `Tells what a neuron does over a corpus: a finegrain/neuron@1 record.

  npm run --silent neuron -- L3.ffn.812 [options]

Several addresses give several records, one a line.

  --index DIR      a folder made by npm run index; default: the shipped index
  --model DIR      the model that the index is of; default: the shipped model
  --corpus FILE    a file that the index was made from; may be given several times; default: the Brown corpus
${READING_USAGE}\
  --top K          examples with the greatest activation; default: 20
  --help           this text

Activations of examples are computed anew. Where the corpus is not there, examples come without text.
Records are described by the JSON Schemas in public/schemas/.
`;

export interface NeuronOptions {
  /** Addresses, such as L3.ffn.812. */
  readonly neurons: readonly string[];
  readonly index: string;
  readonly model: string;
  /** Files; empty: the Brown corpus. */
  readonly corpus: readonly string[];
  /** How they are read, as when the index was made. */
  readonly reading: ReadingChoices;
  readonly top: number;
}

/**
 * Reads options.
 * @returns null where help was asked for
 * @throws Error, one sentence that names the option and what was expected
 */
export function parseNeuronOptions(args: readonly string[], defaults: Defaults): NeuronOptions | null {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      ...READING,
      index: { type: 'string' },
      model: { type: 'string' },
      corpus: { type: 'string', multiple: true },
      top: { type: 'string', default: '20' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return null;
  if (positionals.length === 0) throw new Error('Expected the address of a neuron, such as L3.ffn.812.');
  const path = (value: string) => resolve(defaults.folder, value);
  const corpus = (values.corpus ?? []).map(path);
  return {
    neurons: positionals,
    index: values.index === undefined ? defaults.index : path(values.index),
    model: values.model === undefined ? defaults.model : path(values.model),
    corpus,
    reading: readingChoices(values, corpus),
    top: wholeNumber('--top', values.top, 0),
  };
}
