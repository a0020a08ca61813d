import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { folderSource } from '../src/engine/checkpoint/folder';
import { hashPair } from '../src/engine/corpus/hash';
import { type NeuronIndex, openNeuronIndex } from '../src/engine/corpus/index-reader';
import { MANIFEST_FILE } from '../src/engine/corpus/manifest';
import { neuronRecord } from '../src/engine/corpus/neuron-record';
import { encodeSentence, readActivations } from '../src/engine/corpus/reading';
import { corpusDigest, type Sentence } from '../src/engine/corpus/sentences';
import type { Model } from '../src/engine/explanation/model';
import { parseNeuron } from '../src/engine/neurons/neuron';
import { loadShippedModel } from '../src/engine/testing/shipped-model';
import { brownFolder, readBrown } from './corpus-files';

const folder = fileURLToPath(new URL('../public/neurons/minilm-sst2/', import.meta.url));
const present = existsSync(folder + MANIFEST_FILE) && brownFolder() !== null;
const SAMPLE = 48;

describe.skipIf(!present)('the shipped index', () => {
  let model: Model;
  let index: NeuronIndex;
  let sentences: readonly Sentence[];

  beforeAll(async () => {
    model = await loadShippedModel();
    const opened = await openNeuronIndex(await folderSource(folder), model.sha256);
    if (!opened) throw new Error('no index');
    index = opened;
    sentences = readBrown().sentences;
  });

  it('is of the corpus that is installed', async () => {
    expect(await corpusDigest(sentences)).toBe(index.manifest.corpus.sha256);
    expect(index.manifest.tokens).toBeGreaterThan(1_100_000);
  });

  it('has a maximum for every neuron that no sentence of a sample exceeds', async () => {
    const { sites } = model.transformer;
    const maxima = await Promise.all(
      sites.flatMap(({ site, width }) =>
        Array.from(
          { length: width },
          async (_, i) => (await index.entry({ site, index: i })).statistics.maximum,
        ),
      ),
    );
    const sample = Array.from({ length: SAMPLE }, (_, i) => hashPair(i, 2026) % sentences.length);
    const encoded = sample.flatMap(id => {
      const sentence = sentences[id];
      return sentence ? [encodeSentence(model.tokenizer, id, sentence)] : [];
    });
    const greatest = new Float64Array(maxima.length).fill(Number.NEGATIVE_INFINITY);
    for await (const batch of readActivations(model, encoded)) {
      let first = 0;
      sites.forEach(({ width }, site) => {
        const x = batch.activations[site] ?? new Float32Array();
        for (let i = 0; i < x.length; i++) {
          const position = Math.floor(i / width) % batch.tokens;
          if (position === 0 || position === batch.tokens - 1) continue;
          const neuron = first + (i % width);
          greatest[neuron] = Math.max(greatest[neuron] ?? 0, x[i] ?? 0);
        }
        first += width;
      });
    }
    // Float32 sums in batches of other sizes may differ in their last digits.
    expect(maxima.filter((maximum, n) => (greatest[n] ?? 0) > maximum + 1e-5 * Math.abs(maximum))).toEqual(
      [],
    );
  });

  it('has examples whose activations are those of the model, to within 1 % of the neuron’s maximum', async () => {
    const textOf = async (id: number) => sentences[id]?.text ?? '';
    for (const address of ['emb.7', 'L0.attn.100', 'L3.ffn.812', 'L5.ffn.1535', 'L5.resid.383']) {
      const neuron = parseNeuron(address, model.transformer.sites);
      const { statistics, examples, bands } = await neuronRecord(model, index, neuron, textOf, 5);
      expect(examples).toHaveLength(5);
      for (const { token, activation, activations } of [
        ...examples,
        ...bands.flatMap(band => band.examples),
      ]) {
        expect(Math.abs((activations?.[token] ?? Number.NaN) - activation)).toBeLessThan(
          0.01 * statistics.maximum,
        );
      }
    }
  });
});
