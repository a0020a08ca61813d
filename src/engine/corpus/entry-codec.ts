/**
 * One neuron's entry in a fixed number of bytes, little-endian. Activations are 16 bits over the neuron's range, an
 * error below 1/65535 of it; average precision, scores and correlations are 16 bits over theirs.
 */

import type { Example, StoredEntry } from './neuron-entry';
import { BANDS, type IndexSettings } from './settings';
import { QUANTILES } from './statistics';

const FREE = 0xffffffff;
const NO_TYPE = 0xffff;
const NO_TAG = 0xff;
const STEPS_16 = 0xffff;
const STEPS_15 = 0x7fff;
/** Float32 numbers before the lists: statistics, quantiles, the histogram's range, the greatest word. */
const NUMBERS = 7 + QUANTILES.length + 2 + 1;
const BYTES = { number: 4, count: 4, example: 8, word: 4, tag: 4, similar: 6 } as const;

export function bytesPerNeuron(settings: IndexSettings): number {
  const examples = settings.examples + BANDS.length * settings.bandExamples;
  return (
    NUMBERS * BYTES.number +
    settings.shownBins * BYTES.count +
    examples * BYTES.example +
    settings.words * BYTES.word +
    settings.tags * BYTES.tag +
    settings.similar * BYTES.similar
  );
}

/** Writes an entry at `offset`. */
export function writeEntry(
  view: DataView,
  offset: number,
  entry: StoredEntry,
  settings: IndexSettings,
): void {
  let at = offset;
  const float = (value: number) => {
    view.setFloat32(at, value, true);
    at += 4;
  };
  const uint32 = (value: number) => {
    view.setUint32(at, value, true);
    at += 4;
  };
  const uint16 = (value: number) => {
    view.setUint16(at, value, true);
    at += 2;
  };
  const { statistics, quantiles, histogram } = entry;
  const { mean, deviation, skewness, kurtosis, minimum, maximum, positive } = statistics;
  for (const value of [mean, deviation, skewness, kurtosis, minimum, maximum, positive]) float(value);
  for (const value of quantiles) float(value);
  for (const value of [histogram.from, histogram.to, entry.greatestWord]) float(value);
  for (const count of histogram.counts) uint32(count);
  const examples = (list: readonly Example[], slots: number) => {
    for (let i = 0; i < slots; i++) {
      const example = list[i];
      uint32(example?.sentence ?? FREE);
      uint16(example?.position ?? 0);
      uint16(example ? steps(example.activation, minimum, maximum) : 0);
    }
  };
  examples(entry.examples, settings.examples);
  for (const band of entry.bands) examples(band, settings.bandExamples);
  for (let i = 0; i < settings.words; i++) {
    const word = entry.words[i];
    uint16(word?.type ?? NO_TYPE);
    uint16(steps(word?.score ?? 0, 0, 1));
  }
  for (let i = 0; i < settings.tags; i++) {
    const tag = entry.tags[i];
    view.setUint8(at, tag?.tag ?? NO_TAG);
    view.setInt8(at + 1, tag?.sign ?? 0);
    at += 2;
    uint16(steps(tag?.averagePrecision ?? 0, 0, 1));
  }
  for (let i = 0; i < settings.similar; i++) {
    const other = entry.similar[i];
    uint32(other?.neuron ?? FREE);
    view.setInt16(at, Math.round((other?.correlation ?? 0) * STEPS_15), true);
    at += 2;
  }
}

/** Reads the entry at `offset`. */
export function readEntry(view: DataView, offset: number, settings: IndexSettings): StoredEntry {
  let at = offset;
  const float = () => {
    at += 4;
    return view.getFloat32(at - 4, true);
  };
  const uint32 = () => {
    at += 4;
    return view.getUint32(at - 4, true);
  };
  const uint16 = () => {
    at += 2;
    return view.getUint16(at - 2, true);
  };
  const times = <T>(count: number, read: () => T) => Array.from({ length: count }, read);
  const [mean = 0, deviation = 0, skewness = 0, kurtosis = 0, minimum = 0, maximum = 0, positive = 0] = times(
    7,
    float,
  );
  const quantiles = times(QUANTILES.length, float);
  const [from, to, greatestWord] = [float(), float(), float()];
  const counts = times(settings.shownBins, uint32);
  const examples = (slots: number) =>
    times(slots, () => ({
      sentence: uint32(),
      position: uint16(),
      activation: minimum + ((maximum - minimum) * uint16()) / STEPS_16,
    })).filter(({ sentence }) => sentence !== FREE);
  return {
    statistics: { mean, deviation, skewness, kurtosis, minimum, maximum, positive },
    quantiles,
    histogram: { from, to, counts },
    examples: examples(settings.examples),
    bands: BANDS.map(() => examples(settings.bandExamples)),
    words: times(settings.words, () => ({ type: uint16(), score: uint16() / STEPS_16 })).filter(
      ({ type }) => type !== NO_TYPE,
    ),
    greatestWord,
    tags: times(settings.tags, () => {
      const [tag, sign] = [view.getUint8(at), view.getInt8(at + 1)];
      at += 2;
      return { tag, averagePrecision: uint16() / STEPS_16, sign: sign < 0 ? (-1 as const) : (1 as const) };
    }).filter(({ tag }) => tag !== NO_TAG),
    similar: times(settings.similar, () => {
      const neuron = uint32();
      at += 2;
      return { neuron, correlation: view.getInt16(at - 2, true) / STEPS_15 };
    }).filter(({ neuron }) => neuron !== FREE),
  };
}

function steps(value: number, from: number, to: number): number {
  return to > from ? Math.round(Math.max(0, Math.min(1, (value - from) / (to - from))) * STEPS_16) : 0;
}
