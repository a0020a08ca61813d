import { beforeAll, describe, expect, it } from 'vitest';
import { formatNeuron } from '../neurons/neuron';
import { buildPart, chunksOfShard } from './build-part';
import { type Calibration, calibrate } from './calibration';
import { corpusTextFiles, openCorpusText } from './corpus-text';
import { finishIndex } from './finish';
import { type FileSource, openNeuronIndex } from './index-reader';
import { MANIFEST_FILE } from './manifest';
import type { NeuronEntry } from './neuron-entry';
import { neuronRecord } from './neuron-record';
import { emptyPart, type IndexPart, type PartHeader } from './part';
import { calibrationDigest } from './part-codec';
import { encodeSentence, type Reader, readActivations } from './reading';
import { corpusDigest } from './sentences';
import { tinyReader, tinySentences, tinySettings } from './tiny-corpus';
import { buildVocabulary } from './vocabulary';

const sentences = tinySentences(80);
let reader: Reader;
let header: PartHeader;
let part: IndexPart;
let calibration: Calibration;
let files: Map<string, Uint8Array<ArrayBuffer>>;
/** Activations of all tokens but special ones, by neuron; and which token each is of. */
let values: Float64Array[];
let tokens: { sentence: number; position: number; word: string }[];

const source = (contents: ReadonlyMap<string, Uint8Array<ArrayBuffer>>): FileSource => ({
  read: async file => contents.get(file)?.slice().buffer ?? null,
});

beforeAll(async () => {
  reader = await tinyReader();
  // All sentences calibrate, so that kept tokens are all tokens.
  const settings = { ...tinySettings, calibrationSentences: 80, tokensPerSentence: 99 };
  calibration = await calibrate(reader, sentences, settings, () => {});
  const { types, wordUnit } = buildVocabulary(sentences, settings);
  header = {
    model: { id: 'tiny', sha256: 'abc' },
    corpus: { name: 'weather', version: '1', sha256: await corpusDigest(sentences), sentences: 80 },
    settings,
    sites: reader.transformer.sites.map(({ site, width }) => ({ site, width })),
    types: [...types],
    wordUnit,
    calibration: await calibrationDigest(calibration),
  };
  part = emptyPart(header);
  for await (const _ of buildPart(reader, sentences, calibration, part, chunksOfShard(part, 1, 1)));
  files = await finishIndex(part, calibration);

  const rows: number[][] = [];
  tokens = [];
  const encoded = sentences.map((sentence, id) => encodeSentence(reader.tokenizer, id, sentence));
  for await (const batch of readActivations(reader, encoded)) {
    batch.sentences.forEach((sentence, row) => {
      sentence.tokens.forEach(({ special, text }, position) => {
        if (special) return;
        tokens.push({ sentence: sentence.id, position, word: text });
        rows.push(
          header.sites.flatMap(({ width }, site) => {
            const first = (row * batch.tokens + position) * width;
            return Array.from(batch.activations[site]?.subarray(first, first + width) ?? []);
          }),
        );
      });
    });
  }
  values = (rows[0] ?? []).map((_, neuron) => Float64Array.from(rows, row => row[neuron] ?? 0));
});

const addresses = () =>
  header.sites.flatMap(({ site, width }) => Array.from({ length: width }, (_, index) => ({ site, index })));

async function everyEntry(test: (entry: NeuronEntry, x: Float64Array, neuron: number) => void) {
  const index = await openNeuronIndex(source(files), 'abc');
  for (const [neuron, address] of addresses().entries()) {
    const entry = await index?.entry(address);
    const x = values[neuron];
    if (!entry || !x) throw new Error(`no ${formatNeuron(address)}`);
    test(entry, x, neuron);
  }
}

const meanOf = (x: Iterable<number>) => {
  const list = [...x];
  return list.reduce((sum, value) => sum + value, 0) / list.length;
};

describe('a finished index', () => {
  it('has each neuron’s statistics', async () => {
    await everyEntry(({ statistics }, x) => {
      const mean = meanOf(x);
      const moment = (power: number) => meanOf(x.map(value => (value - mean) ** power));
      const deviation = Math.sqrt(moment(2));
      expect(statistics.mean).toBeCloseTo(mean, 5);
      expect(statistics.deviation).toBeCloseTo(deviation, 5);
      expect(statistics.skewness).toBeCloseTo(moment(3) / deviation ** 3, 3);
      expect(statistics.kurtosis).toBeCloseTo(moment(4) / deviation ** 4 - 3, 3);
      expect([statistics.minimum, statistics.maximum]).toEqual([Math.min(...x), Math.max(...x)]);
      expect(statistics.positive).toBeCloseTo(meanOf(x.map(value => (value > 0 ? 1 : 0))), 6);
    });
  });

  it('has a histogram of all tokens, and quantiles within a bin of the true ones', async () => {
    await everyEntry(({ histogram, quantiles }, x) => {
      expect(histogram.counts.reduce((sum, count) => sum + count, 0)).toBe(x.length);
      const bin = (histogram.to - histogram.from) / header.settings.bins;
      const sorted = x.toSorted();
      const median = sorted[Math.floor(sorted.length / 2)] ?? 0;
      expect(Math.abs((quantiles[0] ?? 0) - median)).toBeLessThan(2 * bin);
    });
  });

  it('has the greatest examples to within 16 bits of the neuron’s range', async () => {
    await everyEntry(({ examples, statistics }, x) => {
      const step = (statistics.maximum - statistics.minimum) / 0xffff;
      expect(examples[0]?.activation).toBeCloseTo(statistics.maximum, 5);
      for (const { sentence, position, activation } of examples) {
        const token = tokens.findIndex(t => t.sentence === sentence && t.position === position);
        expect(Math.abs(activation - (x[token] ?? Number.NaN))).toBeLessThanOrEqual(step);
      }
    });
  });

  it('has examples of each band that lie in it, one a sentence', async () => {
    await everyEntry(({ bands, quantiles, statistics }) => {
      const step = (statistics.maximum - statistics.minimum) / 0xffff;
      const edges = [statistics.minimum, ...quantiles];
      bands.forEach(({ examples }, i) => {
        const place = bands.length - 1 - i;
        for (const { activation } of examples) {
          expect(activation).toBeGreaterThanOrEqual((edges[place] ?? 0) - step);
          expect(activation).toBeLessThanOrEqual((edges[place + 1] ?? 0) + step);
        }
        expect(new Set(examples.map(({ sentence }) => sentence)).size).toBe(examples.length);
      });
      expect(bands.at(-1)?.examples).toHaveLength(header.settings.bandExamples);
    });
  });

  it('has the words with the greatest mean |z|', async () => {
    await everyEntry(({ words }, x, neuron) => {
      const [mean, deviation] = [calibration.mean[neuron] ?? 0, calibration.deviation[neuron] ?? 1];
      const means = header.types.map(type => ({
        type,
        mean: meanOf(
          [...x].filter((_, t) => tokens[t]?.word === type).map(value => Math.abs(value - mean) / deviation),
        ),
      }));
      const greatest = Math.max(...means.map(word => word.mean));
      expect(words[0]?.score).toBe(1);
      for (const { word, score, meanAbsoluteZ } of words) {
        const expected = means.find(({ type }) => type === word)?.mean ?? Number.NaN;
        expect(Math.abs(meanAbsoluteZ - expected)).toBeLessThan(0.01);
        expect(Math.abs(score - expected / greatest)).toBeLessThan(0.01);
        expect(score).toBeGreaterThan(0.1);
      }
    });
  });

  it('has correlations as they are over the kept tokens', async () => {
    const places = new Map(addresses().map((address, neuron) => [formatNeuron(address), neuron]));
    const own = new Set(calibration.sentences);
    const keptOf = (neuron: number) =>
      [...(values[neuron] ?? [])].filter((_, t) => own.has(tokens[t]?.sentence ?? -1));
    await everyEntry(({ similar }, _, neuron) => {
      expect(similar).toHaveLength(header.settings.similar);
      const x = keptOf(neuron);
      for (const { correlation, ...address } of similar) {
        const y = keptOf(places.get(formatNeuron(address)) ?? -1);
        const [meanX, meanY] = [meanOf(x), meanOf(y)];
        const product = meanOf(x.map((value, t) => (value - meanX) * ((y[t] ?? 0) - meanY)));
        const scale = Math.sqrt(
          meanOf(x.map(value => (value - meanX) ** 2)) * meanOf(y.map(value => (value - meanY) ** 2)),
        );
        expect(correlation).toBeCloseTo(product / scale, 3);
      }
    });
  });

  it('has tags whose average precision is above that of chance', async () => {
    await everyEntry(({ tags }) => {
      expect(tags).toHaveLength(3);
      for (const { averagePrecision, prevalence } of tags) {
        expect(averagePrecision).toBeGreaterThan(prevalence);
        expect(averagePrecision).toBeLessThanOrEqual(1);
      }
    });
  });

  it('gives the activations of examples anew, as the model has them', async () => {
    const index = await openNeuronIndex(source(files), 'abc');
    const text = await openCorpusText(source(await corpusFiles()));
    const address = { site: 'L1.ffn', index: 7 } as const;
    const entry = await index?.entry(address);
    if (!index || !entry || !text) throw new Error('nothing to read');
    const tokenizer = { ...reader.tokenizer, specialIds: { pad: 0, mask: null }, maxTokens: 16 };
    const backend = { name: 'cpu', threads: 1, reason: 'The test asked for it.' } as const;
    const model = { ...reader, tokenizer, id: 'tiny', sha256: 'abc', backend };
    const { examples } = await neuronRecord(model, index, address, text.text, 20);
    expect(examples).toHaveLength(entry.examples.length);
    for (const example of examples) {
      expect(example.activations?.[example.token]).toBeCloseTo(example.activation, 3);
      expect(example.text).toBe(sentences[example.sentence]?.text);
    }
  });

  it('is not made of a part of the corpus', async () => {
    await expect(finishIndex(emptyPart(header), calibration)).rejects.toThrow('has read 0 of 10 chunks');
  });

  it('is not made with another calibration', async () => {
    const other = { ...calibration, mean: calibration.mean.map(mean => mean + 1) };
    await expect(finishIndex(part, other)).rejects.toThrow('not the one that the part was made with');
  });
});

const corpusFiles = async () =>
  new Map(
    [...(await corpusTextFiles({ name: 'weather', version: '1', sentences }))].map(([name, text]) => [
      name,
      new TextEncoder().encode(text),
    ]),
  );

describe('opening', () => {
  it('gives null where there is no index and no text', async () => {
    expect(await openNeuronIndex(source(new Map()), 'abc')).toBeNull();
    expect(await openCorpusText(source(new Map()))).toBeNull();
  });

  it('refuses the index of another model', async () => {
    await expect(openNeuronIndex(source(files), 'xyz')).rejects.toThrow(
      'is of model tiny with sha256 abc, expected xyz',
    );
  });

  it('names a file that is damaged or missing', async () => {
    const bytes = new TextEncoder().encode('{"schema":"other"}');
    await expect(openNeuronIndex(source(new Map([[MANIFEST_FILE, bytes]])), 'abc')).rejects.toThrow(
      'manifest.json: schema',
    );
    const cut = new Map(files).set('emb-0.bin', new Uint8Array(5));
    cut.delete('L0.ffn-0.bin');
    const index = await openNeuronIndex(source(cut), 'abc');
    await expect(index?.entry({ site: 'emb', index: 0 })).rejects.toThrow(
      'emb-0.bin: 5 bytes, expected a multiple',
    );
    await expect(index?.entry({ site: 'L0.ffn', index: 0 })).rejects.toThrow('L0.ffn-0.bin is missing');
  });

  it('finds the text of a sentence, of the same corpus as the index', async () => {
    const text = await openCorpusText(source(await corpusFiles()));
    expect(await text?.text(79)).toBe(sentences[79]?.text);
    expect(text?.sha256).toBe(header.corpus.sha256);
    await expect(text?.text(80)).rejects.toThrow('0.json: has no sentence 80');
    await expect(text?.text(8000)).rejects.toThrow('62.json is missing');
  });
});
