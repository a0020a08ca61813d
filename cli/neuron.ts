/** `npm run neuron`: what a neuron does over a corpus, as a record on standard output. */

import { once } from 'node:events';
import type { Manifest } from '../src/engine/corpus/manifest';
import { neuronRecord } from '../src/engine/corpus/neuron-record';
import { corpusDigest } from '../src/engine/corpus/sentences';
import type { Model } from '../src/engine/explanation/model';
import { parseNeuron } from '../src/engine/neurons/neuron';
import { runCommand } from './command';
import { brownFolder, readBrown, readTexts } from './corpus-files';
import { loadIndex } from './load-index';
import { loadModel } from './load-model';
import { NEURON_USAGE, type NeuronOptions, parseNeuronOptions } from './neuron-options';
import { shippedDefaults } from './shipped';

/** Runs the command; resolves with the exit status. */
async function main(): Promise<number> {
  const options = parseNeuronOptions(process.argv.slice(2), shippedDefaults());
  if (!options) {
    process.stdout.write(NEURON_USAGE);
    return 0;
  }
  const model = await loadModel(options.model);
  const neurons = options.neurons.map(address => parseNeuron(address, model.transformer.sites));
  const index = await loadIndex(options.index, model);
  const textOf = await texts(options, model, index.manifest);
  if (!textOf) {
    process.stderr.write(
      `neuron: the corpus (${index.manifest.corpus.version}) is not there; examples have no text.\n`,
    );
  }
  for (const neuron of neurons) {
    const record = await neuronRecord(model, index, neuron, textOf, options.top);
    if (!process.stdout.write(`${JSON.stringify(record)}\n`)) await once(process.stdout, 'drain');
  }
  return 0;
}

/** Reads the corpus of the index; null where it is not there. Throws where it is another one. */
async function texts(
  { corpus: files, reading }: NeuronOptions,
  { tokenizer }: Model,
  { corpus: expected }: Manifest,
): Promise<((sentence: number) => Promise<string>) | null> {
  if (files.length === 0 && brownFolder() === null) return null;
  const { sentences } = files.length > 0 ? await readTexts(files, tokenizer, reading) : readBrown();
  if ((await corpusDigest(sentences)) !== expected.sha256) {
    if (files.length === 0) return null;
    throw new Error(`${files.join(', ')}: is not the corpus of the index, expected ${expected.name}.`);
  }
  return async sentence => sentences[sentence]?.text ?? '';
}

await runCommand('neuron', main);
