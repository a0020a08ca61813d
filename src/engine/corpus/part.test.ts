import { beforeAll, describe, expect, it } from 'vitest';
import { fc } from '../testing/properties';
import { buildPart, chunksOfShard } from './build-part';
import { type Calibration, calibrate } from './calibration';
import { exactValue } from './fixed-point';
import { emptyPart, type IndexPart, mergeInto, neuronCount, partHeaderSchema, TAG_ROWS } from './part';
import { calibrationDigest, decodePart, encodePart } from './part-codec';
import { encodeSentence, type Reader, readActivations } from './reading';
import { corpusDigest, UNIVERSAL_TAGS } from './sentences';
import { tinyReader, tinySentences, tinySettings } from './tiny-corpus';
import { kept } from './top-k';
import { topWords } from './top-words';
import { buildVocabulary, typeLookup } from './vocabulary';

const sentences = tinySentences(60);
let reader: Reader;
let calibration: Calibration;
let empty: IndexPart;
/** One part a chunk. */
let parts: IndexPart[];
let whole: IndexPart;

const copy = (part: IndexPart) => decodePart(bytesOf(part).buffer, 'copy');

function bytesOf(part: IndexPart): Uint8Array<ArrayBuffer> {
  return new Uint8Array(Buffer.concat(encodePart(part)));
}

function merged(list: readonly IndexPart[]): IndexPart {
  const sum = copy(empty);
  for (const part of list) mergeInto(sum, part);
  return sum;
}

async function build(chunks: readonly number[], header = empty.header): Promise<IndexPart> {
  const part = emptyPart(header);
  for await (const _ of buildPart(reader, sentences, calibration, part, chunks));
  return part;
}

beforeAll(async () => {
  reader = await tinyReader();
  calibration = await calibrate(reader, sentences, tinySettings, () => {});
  const { types, wordUnit } = buildVocabulary(sentences, tinySettings);
  empty = emptyPart({
    model: { id: 'tiny', sha256: '0' },
    corpus: {
      name: 'weather',
      version: '1',
      sha256: await corpusDigest(sentences),
      sentences: sentences.length,
    },
    settings: tinySettings,
    sites: reader.transformer.sites.map(({ site, width }) => ({ site, width })),
    types: [...types],
    wordUnit,
    calibration: await calibrationDigest(calibration),
  });
  const chunks = chunksOfShard(empty, 1, 1);
  whole = await build(chunks);
  parts = await Promise.all(chunks.map(chunk => build([chunk])));
});

describe('a part of an index', () => {
  it('merges to the bytes of one run, in any order and grouping', () => {
    const expected = Buffer.from(bytesOf(whole));
    fc.assert(
      fc.property(
        fc.shuffledSubarray(
          parts.map((_, i) => i),
          { minLength: parts.length },
        ),
        fc.nat(parts.length),
        fc.nat(parts.length),
        (order, a, b) => {
          const shuffled = order.flatMap(i => parts[i] ?? []);
          const [cut, end] = [Math.min(a, b), Math.max(a, b)];
          const groups = [shuffled.slice(0, cut), shuffled.slice(cut, end), shuffled.slice(end)];
          const [first, second, third] = groups.map(merged) as [IndexPart, IndexPart, IndexPart];
          const right = copy(second);
          mergeInto(right, third);
          const rightFirst = copy(first);
          mergeInto(rightFirst, right);
          const leftFirst = copy(first);
          mergeInto(leftFirst, second);
          mergeInto(leftFirst, third);
          expect(Buffer.compare(bytesOf(leftFirst), expected)).toBe(0);
          expect(Buffer.compare(bytesOf(rightFirst), expected)).toBe(0);
        },
      ),
      { numRuns: 20 },
    );
  });

  it('holds nothing when empty, and merges with it to itself', () => {
    const sum = copy(whole);
    mergeInto(sum, empty);
    expect(Buffer.compare(bytesOf(sum), bytesOf(whole))).toBe(0);
  });

  it('goes on where it was', async () => {
    const part = await build([0, 1, 2]);
    const resumed = copy(part);
    for await (const _ of buildPart(reader, sentences, calibration, resumed, chunksOfShard(empty, 1, 1)));
    expect(Buffer.compare(bytesOf(resumed), bytesOf(whole))).toBe(0);
  });

  it('refuses parts that read the same sentences', () => {
    expect(() => mergeInto(copy(whole), whole)).toThrow('both read chunk 0 of the corpus');
  });

  it('refuses parts that were made with other settings', () => {
    const other = emptyPart({ ...empty.header, settings: { ...tinySettings, bins: 32 } });
    expect(() => mergeInto(copy(whole), other)).toThrow('their settings differs');
  });

  it('refuses parts whose words add up in another unit', () => {
    const other = emptyPart({ ...empty.header, wordUnit: 2 });
    expect(() => mergeInto(copy(whole), other)).toThrow('their wordUnit differs');
  });

  it('keeps the unit of its words among its bytes', () => {
    expect(copy(emptyPart({ ...empty.header, wordUnit: 2 })).header.wordUnit).toBe(2);
  });

  it('counts words in 2⁻⁸ where its header, of an earlier version, names no unit', () => {
    const { wordUnit, ...earlier } = empty.header;
    expect(partHeaderSchema.parse(earlier)).toEqual({ ...earlier, wordUnit: 256 });
  });

  it.each([0.5, 3, 512])('refuses a unit of words of %d', wordUnit => {
    expect(partHeaderSchema.safeParse({ ...empty.header, wordUnit }).success).toBe(false);
  });

  it('says what a file is that holds no part', () => {
    expect(() => decodePart(new ArrayBuffer(64), 'x.bin')).toThrow(
      'x.bin: expected a part of a neuron index',
    );
    expect(() => decodePart(bytesOf(whole).buffer.slice(0, -100), 'x.bin')).toThrow('it is cut short');
  });
});

describe('what a part counts', () => {
  interface Fired {
    sentence: number;
    position: number;
    tag: number;
    type: number;
    values: number[];
  }
  let fired: Fired[];
  const z = (value: number, neuron: number) =>
    (value - (calibration.mean[neuron] ?? 0)) / (calibration.deviation[neuron] ?? 1);

  beforeAll(async () => {
    const encoded = sentences.map((sentence, id) => encodeSentence(reader.tokenizer, id, sentence));
    const typeOf = typeLookup(empty.header.types);
    fired = [];
    for await (const batch of readActivations(reader, encoded)) {
      batch.sentences.forEach(({ id, tokens, sentence }, row) => {
        tokens.forEach(({ special, text }, position) => {
          if (special) return;
          const tag = sentence.words[position - 1]?.tag;
          const values = reader.transformer.sites.flatMap(({ width }, site) =>
            Array.from(
              (batch.activations[site] ?? new Float32Array()).subarray(
                (row * batch.tokens + position) * width,
                (row * batch.tokens + position + 1) * width,
              ),
            ),
          );
          fired.push({
            sentence: id,
            position,
            tag: tag ? UNIVERSAL_TAGS.indexOf(tag) : TAG_ROWS - 1,
            type: typeOf(text),
            values,
          });
        });
      });
    }
  });

  const everyNeuron = (test: (neuron: number) => void) => {
    for (let neuron = 0; neuron < neuronCount(empty.header); neuron++) test(neuron);
  };

  it('are the powers of z', () => {
    everyNeuron(neuron => {
      [1, 2, 3, 4].forEach((power, order) => {
        const expected = fired.reduce((sum, { values }) => sum + z(values[neuron] ?? 0, neuron) ** power, 0);
        const moments = whole.moments[order];
        expect(moments && exactValue(moments, neuron)).toBeCloseTo(expected, 3);
      });
    });
  });

  it('are minimum, maximum and positive activations', () => {
    everyNeuron(neuron => {
      const values = fired.map(token => token.values[neuron] ?? 0);
      expect(whole.minimum[neuron]).toBe(Math.min(...values));
      expect(whole.maximum[neuron]).toBe(Math.max(...values));
      expect(whole.positive[neuron]).toBe(values.filter(value => value > 0).length);
    });
  });

  it('are tokens by tag and bin', () => {
    const { bins } = tinySettings;
    everyNeuron(neuron => {
      const expected = new Uint32Array(TAG_ROWS * bins);
      const [from, to] = [calibration.from[neuron] ?? 0, calibration.to[neuron] ?? 0];
      for (const { tag, values } of fired) {
        const bin = Math.floor(((values[neuron] ?? 0) - from) * (bins / (to - from)));
        const cell = tag * bins + Math.max(0, Math.min(bins - 1, bin));
        expected[cell] = (expected[cell] ?? 0) + 1;
      }
      const first = neuron * TAG_ROWS * bins;
      expect(whole.counts.subarray(first, first + TAG_ROWS * bins)).toEqual(expected);
    });
  });

  it.each([256, 8])('are |z| of word types in steps of 1/%d, of which each occurrence counts', async unit => {
    const part = await build(chunksOfShard(empty, 1, 1), { ...empty.header, wordUnit: unit });
    const neurons = neuronCount(empty.header);
    expect(empty.header.types).toHaveLength(tinySettings.maxTypes);
    empty.header.types.forEach((_, type) => {
      const occurrences = fired.filter(token => token.type === type);
      expect(part.wordCounts[type]).toBe(occurrences.length);
      everyNeuron(neuron => {
        const expected = occurrences.reduce(
          (sum, { values }) => sum + Math.abs(z(values[neuron] ?? 0, neuron)),
          0,
        );
        const sum = (part.wordSums[type * neurons + neuron] ?? 0) / unit;
        expect(Math.abs(sum - expected)).toBeLessThan(occurrences.length / unit);
      });
    });
  });

  it('give the same mean of a top word, but for rounding, in a coarser unit', async () => {
    const coarse = await build(chunksOfShard(empty, 1, 1), { ...empty.header, wordUnit: 16 });
    const [fineOf, coarseOf] = [topWords(whole), topWords(coarse)];
    everyNeuron(neuron => {
      expect(Math.abs(fineOf(neuron).greatest - coarseOf(neuron).greatest)).toBeLessThan(1 / 16);
    });
  });

  it('are the greatest activations, one a sentence, equal texts once', () => {
    const firsts = new Map<string, number>();
    for (const [id, { text }] of sentences.entries()) firsts.set(text, firsts.get(text) ?? id);
    everyNeuron(neuron => {
      const best = new Map<number, Fired>();
      for (const token of fired) {
        const text = sentences[token.sentence]?.text ?? '';
        const known = best.get(token.sentence);
        if (firsts.get(text) !== token.sentence) continue;
        if (!known || (token.values[neuron] ?? 0) > (known.values[neuron] ?? 0))
          best.set(token.sentence, token);
      }
      const expected = [...best.values()]
        .sort((a, b) => (b.values[neuron] ?? 0) - (a.values[neuron] ?? 0) || a.sentence - b.sentence)
        .slice(0, tinySettings.examples)
        .map(token => ({ value: token.values[neuron], key: token.sentence, note: token.position }));
      expect(kept(whole.examples, neuron)).toEqual(expected);
    });
  });
});
