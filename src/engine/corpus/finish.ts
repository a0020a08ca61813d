/** The finished index: what is shown of each neuron, from a part that read the whole corpus. */

import { counted } from '../counted';
import { bandSampler } from './bands';
import type { Calibration } from './calibration';
import { similarNeurons } from './correlation';
import { bytesPerNeuron, writeEntry } from './entry-codec';
import { MANIFEST_FILE, type Manifest, NEURONS_PER_FILE, placeOf } from './manifest';
import type { StoredEntry } from './neuron-entry';
import { chunkCount, type IndexPart, neuronCount, TAG_ROWS } from './part';
import { calibrationDigest } from './part-codec';
import { UNIVERSAL_TAGS } from './sentences';
import { coarser, histogramQuantiles, neuronStatistics, QUANTILES } from './statistics';
import { bestTags } from './tags';
import { kept } from './top-k';
import { topWords } from './top-words';
import { WORD_TABLE_FILE, writeWordTable } from './word-table';

/** Whether the part has read all of its corpus. */
export function isComplete(part: IndexPart): boolean {
  return part.chunks.length === chunkCount(part.header);
}

/**
 * The index's files by name, the manifest among them.
 * @throws Error where the part is incomplete or the calibration is another's
 */
export async function finishIndex(
  part: IndexPart,
  calibration: Calibration,
): Promise<Map<string, Uint8Array<ArrayBuffer>>> {
  const { header } = part;
  if (!isComplete(part)) {
    throw new Error(
      `The part has read ${part.chunks.length} of ${counted(chunkCount(header), 'chunk')} of the corpus, expected all.`,
    );
  }
  if ((await calibrationDigest(calibration)) !== header.calibration) {
    throw new Error('The calibration is not the one that the part was made with.');
  }
  const { settings, sites } = header;
  const bytes = bytesPerNeuron(settings);
  const files = new Map<string, Uint8Array<ArrayBuffer>>();
  const entryOf = await entries(part, calibration);
  const wordsByNeuron: (readonly number[])[] = [];
  let neuron = 0;
  for (const { site, width } of sites) {
    for (let index = 0; index < width; index++, neuron++) {
      const { file, place } = placeOf(site, index, NEURONS_PER_FILE);
      const first = index - place;
      const content = files.get(file) ?? new Uint8Array(bytes * Math.min(NEURONS_PER_FILE, width - first));
      files.set(file, content);
      const entry = entryOf(neuron);
      wordsByNeuron.push(entry.words.map(({ type }) => type));
      writeEntry(new DataView(content.buffer), place * bytes, entry, settings);
    }
  }
  const { types } = header;
  files.set(
    WORD_TABLE_FILE,
    writeWordTable(neuron, types.length, at => wordsByNeuron[at] ?? []),
  );
  const manifest = `${JSON.stringify(manifestOf(part, calibration), null, 1)}\n`;
  return files.set(MANIFEST_FILE, new TextEncoder().encode(manifest));
}

async function entries(part: IndexPart, calibration: Calibration): Promise<(neuron: number) => StoredEntry> {
  const { settings } = part.header;
  const { bins } = settings;
  const similar = await similarNeurons(part, calibration);
  const wordsOf = topWords(part);
  const bandsOf = bandSampler(calibration, settings.bandExamples);
  const tokens = tokenCount(part);
  return neuron => {
    const counts = part.counts.subarray(neuron * TAG_ROWS * bins, (neuron + 1) * TAG_ROWS * bins);
    const histogram = new Float64Array(bins);
    counts.forEach((count, cell) => {
      histogram[cell % bins] = (histogram[cell % bins] ?? 0) + count;
    });
    const statistics = neuronStatistics(part, calibration, tokens, neuron);
    const range = { from: calibration.from[neuron] ?? 0, to: calibration.to[neuron] ?? 0 };
    const quantiles = histogramQuantiles(histogram, { ...range, ...statistics }, QUANTILES);
    const { greatest, words } = wordsOf(neuron);
    return {
      statistics,
      quantiles,
      histogram: { ...range, counts: coarser(histogram, settings.shownBins) },
      examples: kept(part.examples, neuron).map(({ value, key, note }) => ({
        sentence: key,
        position: note,
        activation: value,
      })),
      bands: bandsOf(neuron, quantiles),
      words,
      greatestWord: greatest,
      tags: bestTags(counts, { tags: UNIVERSAL_TAGS.length, bins, most: settings.tags }),
      similar: similar[neuron] ?? [],
    };
  };
}

function manifestOf(part: IndexPart, { sentences }: Calibration): Manifest {
  const { model, corpus, settings, sites, types } = part.header;
  return {
    schema: 'finegrain/neuron-index@1',
    model,
    corpus,
    tokens: tokenCount(part),
    tagTokens: Object.fromEntries(UNIVERSAL_TAGS.map((tag, row) => [tag, part.tagTokens[row] ?? 0])),
    sampleTokens: sentences.length,
    settings,
    sites,
    neuronsPerFile: NEURONS_PER_FILE,
    bytesPerNeuron: bytesPerNeuron(settings),
    made:
      `npm run index: each sentence on its own through the model, cut at its limit; special tokens are not counted. ` +
      `${neuronCount(part.header)} neurons.`,
    types,
  };
}

function tokenCount({ tagTokens }: IndexPart): number {
  return tagTokens.reduce((sum, count) => sum + count, 0);
}
