/** What files that were dropped on the page have to offer: texts to explain, or why they have none. */

import { ALL_FOUND_OUT } from '../engine/corpus/readers/choices';
import { type Preview, previewFile } from '../engine/corpus/readers/preview';

/** Texts that are offered of all files together: what is looked through in a moment. */
const MOST_TEXTS = 20;
/** Files of which texts are offered. */
const MOST_FILES = 4;
/** Files whose faults are told one by one. */
const MOST_FAILURES = 3;

export interface OfferedText {
  readonly text: string;
  /** How many lines of the file it joins. */
  readonly lines: number;
}

export interface ReadableFile {
  readonly file: File;
  readonly preview: Preview;
  /** In the file's order; empty for files after the first few. */
  readonly texts: readonly OfferedText[];
}

export interface ReadFiles {
  readonly readable: readonly ReadableFile[];
  /** Why others cannot be read, a sentence each. */
  readonly failures: readonly string[];
}

/**
 * Reads files as indexing them would.
 * @param onFile told the name of each before it is read
 */
export async function readDropped(
  files: readonly File[],
  onFile: (name: string) => void = () => {},
): Promise<ReadFiles> {
  const read: { file: File; preview: Preview }[] = [];
  const failures: string[] = [];
  for (const file of files) {
    onFile(file.name);
    try {
      read.push({ file, preview: await previewFile(file, ALL_FOUND_OUT) });
    } catch (error) {
      failures.push(error instanceof Error ? error.message : String(error));
    }
  }
  const share = Math.floor(MOST_TEXTS / Math.max(1, Math.min(MOST_FILES, read.length)));
  return {
    readable: read.map(({ file, preview }, at) => ({
      file,
      preview,
      texts: at < MOST_FILES ? offered(preview, share) : [],
    })),
    failures: summed(failures),
  };
}

/** The first texts, and a short file of lines as one text, too: its lines may be those of one review. */
function offered({ reading, texts }: Preview, most: number): OfferedText[] {
  const isAll = reading.format === 'lines' && reading.isWhole && reading.rows === texts.length;
  const one = texts.slice(0, most).map(text => ({ text: asTyped(text), lines: 1 }));
  if (!isAll || texts.length < 2) return one;
  return [...one, { text: asTyped(texts.join('\n')), lines: texts.length }];
}

/** As a text box would hold it. */
const asTyped = (text: string) => text.replace(/\r\n?/g, '\n').trim();

function summed(failures: readonly string[]): string[] {
  const rest = failures.length - MOST_FAILURES;
  if (rest <= 0) return [...failures];
  const files = rest === 1 ? 'One more file' : `${rest.toLocaleString('en')} more files`;
  return [...failures.slice(0, MOST_FAILURES), `${files} cannot be read either.`];
}
