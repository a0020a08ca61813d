/** A file as it would be read, before anything is indexed; of a large one its beginning. */

import { MOST_BYTES, sentencesOf } from '../own-corpus';
import { formatOf, type ReadingChoices } from './choices';
import { type Reading, readFile } from './reading';

/** Bytes that a page reads while nobody waits: a tenth of a second, or three. */
export const PREVIEW_BYTES = 1024 * 1024;

/** They tell a JSON value from lines. */
const FIRST_BYTES = 64;
/** Counted before the page may paint. */
const SENTENCES_A_TURN = 500;

/** Texts that are kept of what was read. */
export const PREVIEW_TEXTS = 50;

export interface Preview {
  readonly reading: Omit<Reading, 'texts'>;
  /** The first of them. */
  readonly texts: readonly string[];
  /** In what was read. */
  readonly sentences: number;
  /** Of the file. */
  readonly bytes: number;
}

/**
 * Reads a file as indexing it would.
 * @throws Error, one sentence, where it cannot be read so
 */
export async function previewFile(
  file: Blob & { readonly name: string },
  choices: ReadingChoices,
): Promise<Preview> {
  const isJson = (choices.format ?? formatOf(file.name)) === 'json';
  // One JSON value has no meaning before its end.
  const beginning = isJson ? new TextDecoder().decode(await bytesOf(file, FIRST_BYTES)) : '';
  const isOneValue = /^\uFEFF?\s*(?:\[|\{\s*[\r\n])/.test(beginning);
  const most = isOneValue ? MOST_BYTES : PREVIEW_BYTES;
  const bytes = await bytesOf(file, most);
  const { texts, ...reading } = readFile(bytes, file.name, choices, file.size <= most);
  let sentences = 0;
  for (const _ of sentencesOf(texts)) {
    sentences += 1;
    if (sentences % SENTENCES_A_TURN === 0) await new Promise(resolve => setTimeout(resolve));
  }
  if (sentences === 0 && reading.isWhole) throw new Error(`${file.name}: no words, expected text.`);
  return { reading, texts: texts.slice(0, PREVIEW_TEXTS), sentences, bytes: file.size };
}

/** A folder that is dropped comes as a file, too; and a file may be gone by the time it is read. */
async function bytesOf(file: Blob & { readonly name: string }, most: number): Promise<Uint8Array> {
  try {
    return new Uint8Array(await file.slice(0, most).arrayBuffer());
  } catch (cause) {
    throw new Error(
      `${file.name} is a folder, or has changed or moved since it was chosen; expected a file of text.`,
      { cause },
    );
  }
}
