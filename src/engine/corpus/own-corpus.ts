/** A corpus of the user's own: files and pasted text as sentences, within stated limits. */

import { decodeText } from './readers/decode';
import { FORMATS, formatOf } from './readers/formats';
import { passagesOf } from './readers/passages';
import { type Corpus, plainSentence, type Sentence } from './sentences';

/** Bytes of all files together: they are read whole, and text takes up to four times its bytes in memory. */
export const MOST_BYTES = 20 * 1024 * 1024;
/** Words and punctuation marks: at 400 tokens a second about a quarter of an hour. */
export const MOST_WORDS = 250_000;

/** A file, or pasted text as a file of its own. */
export interface CorpusFile {
  readonly name: string;
  readonly content: Blob;
  /** The column or field that is read; null where there is nothing to choose. */
  readonly field: string | null;
}

export interface OwnCorpus extends Corpus {
  readonly words: number;
  /** Sentences beyond the limit. */
  readonly leftOut: number;
}

/**
 * Reads files, one after the other.
 * @param onFile told before each
 * @throws Error, one sentence that names the file and what was expected
 */
export async function readOwnCorpus(
  name: string,
  files: readonly CorpusFile[],
  onFile: (file: string) => void,
): Promise<OwnCorpus> {
  checkSize(files.map(({ content }) => content.size));
  const sentences: Sentence[] = [];
  let words = 0;
  let leftOut = 0;
  for (const { name: file, content, field } of files) {
    onFile(file);
    const text = decodeText(new Uint8Array(await content.arrayBuffer()), file);
    for (const each of FORMATS[formatOf(file)].texts(text, file, field ?? '')) {
      for (const passage of passagesOf(each)) {
        const sentence = plainSentence(passage);
        if (sentence.words.length === 0) continue;
        if (leftOut > 0 || words + sentence.words.length > MOST_WORDS) {
          leftOut += 1;
          continue;
        }
        sentences.push(sentence);
        words += sentence.words.length;
      }
    }
  }
  if (sentences.length === 0) {
    throw new Error(`${files.map(({ name }) => name).join(', ')}: no words, expected text.`);
  }
  return { name, version: '', sentences, words, leftOut };
}

/** Throws where files are more than the limit. */
export function checkSize(bytes: readonly number[]): void {
  const all = bytes.reduce((sum, size) => sum + size, 0);
  if (all > MOST_BYTES) {
    throw new Error(
      `The files have ${megabytes(all)} MB together, expected at most ${megabytes(MOST_BYTES)} MB.`,
    );
  }
}

const megabytes = (bytes: number) => (bytes / 1024 ** 2).toFixed(bytes % 1024 ** 2 === 0 ? 0 : 1);

/** Hexadecimal digits of the corpus digest that name a corpus on this machine and in links. */
export const ID_DIGITS = 16;

export function corpusId(sha256: string): string {
  return sha256.slice(0, ID_DIGITS);
}
