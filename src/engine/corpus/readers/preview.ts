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

export interface Preview {
  readonly reading: Omit<Reading, 'texts'>;
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
  const isOneValue = isJson && /^\uFEFF?\s*(?:\[|\{\s*[\r\n])/.test(await file.slice(0, FIRST_BYTES).text());
  const most = isOneValue ? MOST_BYTES : PREVIEW_BYTES;
  const bytes = new Uint8Array(await file.slice(0, most).arrayBuffer());
  const { texts, ...reading } = readFile(bytes, file.name, choices, file.size <= most);
  let sentences = 0;
  for (const _ of sentencesOf(texts)) {
    sentences += 1;
    if (sentences % SENTENCES_A_TURN === 0) await new Promise(resolve => setTimeout(resolve));
  }
  if (sentences === 0 && reading.isWhole) throw new Error(`${file.name}: no words, expected text.`);
  return { reading, sentences, bytes: file.size };
}
