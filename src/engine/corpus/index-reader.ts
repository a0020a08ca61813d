/** Reads a finished index, one neuron at a time: its manifest once, then the small file that the neuron is in. */

import type { CheckpointSource } from '../checkpoint/source';
import { counted } from '../counted';
import { formatNeuron, type Neuron } from '../neurons/neuron';
import type { SiteInfo } from '../transformer/sites';
import { readEntry } from './entry-codec';
import { MANIFEST_FILE, type Manifest, manifestSchema, placeOf } from './manifest';
import type { NeuronEntry, StoredEntry } from './neuron-entry';
import { UNIVERSAL_TAGS } from './sentences';
import { BANDS } from './settings';
import { readWordTable, WORD_TABLE_FILE, type WordTable } from './word-table';

/** A folder of files; `urlSource` and `folderSource` are such. */
export type FileSource = Pick<CheckpointSource, 'read'>;

export interface NeuronIndex {
  readonly manifest: Manifest;
  /** What is known of a neuron. Throws, naming the file, where it is missing or damaged. */
  entry(neuron: Neuron): Promise<NeuronEntry>;
  /** The words that each neuron fires most on. Throws, naming the file, where it is missing or damaged. */
  words(): Promise<WordTable>;
}

/**
 * Opens an index.
 * @param modelSha256 of the model whose neurons will be asked for
 * @returns null where the folder has none
 * @throws Error where the manifest is damaged or the index is that of another model
 */
export async function openNeuronIndex(source: FileSource, modelSha256: string): Promise<NeuronIndex | null> {
  const bytes = await source.read(MANIFEST_FILE);
  if (!bytes) return null;
  const manifest = parseManifest(new TextDecoder().decode(bytes));
  if (manifest.model.sha256 !== modelSha256) {
    throw new Error(
      `The neuron index is of model ${manifest.model.id} with sha256 ${manifest.model.sha256}, expected ${modelSha256}.`,
    );
  }
  const files = new Map<string, Promise<DataView>>();
  const open = (file: string) => {
    const known = files.get(file);
    if (known) return known;
    const opened = readShard(source, file, manifest);
    files.set(file, opened);
    // What failed for want of a network is asked for again.
    opened.catch(() => files.delete(file));
    return opened;
  };
  return {
    manifest,
    async entry(neuron) {
      const { file, place } = placeOf(neuron.site, neuron.index, manifest.neuronsPerFile);
      const view = await open(file);
      const offset = place * manifest.bytesPerNeuron;
      if (offset + manifest.bytesPerNeuron > view.byteLength) {
        throw new Error(
          `${file}: has no ${formatNeuron(neuron)}, expected ${counted(place + 1, 'neuron')} or more.`,
        );
      }
      return named(readEntry(view, offset, manifest.settings), manifest);
    },
    async words() {
      const content = await source.read(WORD_TABLE_FILE);
      if (!content) throw new Error(`${WORD_TABLE_FILE} is missing from the neuron index.`);
      const neurons = manifest.sites.reduce((sum, { width }) => sum + width, 0);
      return readWordTable(content, neurons, manifest.types);
    },
  };
}

function parseManifest(text: string): Manifest {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw new Error(`${MANIFEST_FILE}: expected JSON, found something else.`);
  }
  const parsed = manifestSchema.safeParse(json);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw new Error(`${MANIFEST_FILE}: ${issue?.path.join('.') || 'root'}: ${issue?.message ?? 'not valid'}.`);
}

async function readShard(source: FileSource, file: string, manifest: Manifest): Promise<DataView> {
  const bytes = await source.read(file);
  if (!bytes) throw new Error(`${file} is missing from the neuron index.`);
  if (bytes.byteLength % manifest.bytesPerNeuron !== 0) {
    throw new Error(
      `${file}: ${counted(bytes.byteLength, 'byte')}, expected a multiple of ${manifest.bytesPerNeuron}; it is damaged.`,
    );
  }
  return new DataView(bytes);
}

/** Words, tags and neurons by name instead of by place. */
function named(
  { words, greatestWord, tags, similar, bands, ...rest }: StoredEntry,
  manifest: Manifest,
): NeuronEntry {
  const tagged = Object.values(manifest.tagTokens).reduce((sum, count) => sum + count, 0);
  return {
    ...rest,
    bands: BANDS.map((band, i) => ({ ...band, examples: bands[i] ?? [] })),
    words: words.map(({ type, score }) => ({
      word: manifest.types[type] ?? '',
      score,
      meanAbsoluteZ: score * greatestWord,
    })),
    tags: tags.flatMap(({ tag, averagePrecision, sign }) => {
      const name = UNIVERSAL_TAGS[tag];
      const prevalence = tagged > 0 && name ? (manifest.tagTokens[name] ?? 0) / tagged : 0;
      return name ? [{ tag: name, averagePrecision, prevalence, sign }] : [];
    }),
    similar: similar.map(({ neuron, correlation }) => ({
      ...neuronAt(neuron, manifest.sites),
      correlation,
    })),
  };
}

/** A neuron from its place among all sites' neurons. */
function neuronAt(place: number, sites: readonly Pick<SiteInfo, 'site' | 'width'>[]): Neuron {
  let first = 0;
  for (const { site, width } of sites) {
    if (place < first + width) return { site, index: place - first };
    first += width;
  }
  throw new Error(`The neuron index names neuron ${place}, expected a number below ${first}.`);
}
