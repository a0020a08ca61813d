/** The corpus's sentences as text, in small files, so that a page shows examples without fetching the whole corpus. */

import { z } from 'zod';
import type { FileSource } from './index-reader';
import { type Corpus, corpusDigest } from './sentences';

const TEXT_MANIFEST = 'corpus.json';
/** Examples lie all over a corpus: small files keep a neuron's examples below a megabyte. */
const SENTENCES_PER_FILE = 128;

const textManifestSchema = z.object({
  schema: z.literal('finegrain/corpus-text@1'),
  name: z.string(),
  version: z.string(),
  /** See `corpusDigest`; an index of the same corpus has the same. */
  sha256: z.string(),
  sentences: z.int().nonnegative(),
  sentencesPerFile: z.int().positive(),
});
const textsSchema = z.array(z.string());

export interface CorpusText {
  readonly name: string;
  readonly version: string;
  readonly sha256: string;
  /** A sentence's text. Throws, naming the file, where it is missing or damaged. */
  text(sentence: number): Promise<string>;
}

/** The files of a corpus's text, by name. */
export async function corpusTextFiles({ name, version, sentences }: Corpus): Promise<Map<string, string>> {
  const manifest: z.infer<typeof textManifestSchema> = {
    schema: 'finegrain/corpus-text@1',
    name,
    version,
    sha256: await corpusDigest(sentences),
    sentences: sentences.length,
    sentencesPerFile: SENTENCES_PER_FILE,
  };
  const files = new Map([[TEXT_MANIFEST, JSON.stringify(manifest)]]);
  for (let first = 0; first < sentences.length; first += SENTENCES_PER_FILE) {
    const texts = sentences.slice(first, first + SENTENCES_PER_FILE).map(({ text }) => text);
    files.set(fileOf(first, SENTENCES_PER_FILE), JSON.stringify(texts));
  }
  return files;
}

/**
 * Opens the text of a corpus.
 * @returns null where the folder has none
 * @throws Error where its manifest is damaged
 */
export async function openCorpusText(source: FileSource): Promise<CorpusText | null> {
  const bytes = await source.read(TEXT_MANIFEST);
  if (!bytes) return null;
  const { name, version, sha256, sentencesPerFile } = parse(bytes, TEXT_MANIFEST, textManifestSchema);
  const files = new Map<string, Promise<string[]>>();
  return {
    name,
    version,
    sha256,
    async text(sentence) {
      const file = fileOf(sentence, sentencesPerFile);
      const texts = files.get(file) ?? readTexts(source, file);
      files.set(file, texts);
      // What failed for want of a network is asked for again.
      texts.catch(() => files.delete(file));
      const text = (await texts)[sentence % sentencesPerFile];
      if (text === undefined) throw new Error(`${file}: has no sentence ${sentence}.`);
      return text;
    },
  };
}

async function readTexts(source: FileSource, file: string): Promise<string[]> {
  const bytes = await source.read(file);
  if (!bytes) throw new Error(`${file} is missing from the corpus’s text.`);
  return parse(bytes, file, textsSchema);
}

function parse<T>(bytes: ArrayBuffer, file: string, schema: z.ZodType<T>): T {
  try {
    return schema.parse(JSON.parse(new TextDecoder().decode(bytes)));
  } catch {
    throw new Error(`${file}: is not a file of a corpus’s text, or is damaged.`);
  }
}

function fileOf(sentence: number, perFile: number): string {
  return `${Math.floor(sentence / perFile)}.json`;
}
