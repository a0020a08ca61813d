/** A corpus of the user's own: files and pasted text as sentences, within stated limits. */

import type { TextTokenizer } from '../text/encoding';
import { piecesThatFit } from './fitting';
import type { ReadingChoices } from './readers/choices';
import { leftOutSentence } from './readers/left-out';
import { passagesOf } from './readers/passages';
import { type Reading, readFile } from './readers/reading';
import { type Corpus, plainSentence, type Sentence } from './sentences';

/** Bytes of all files together: they are read whole, and text takes up to four times its bytes in memory. */
export const MOST_BYTES = 20 * 1024 * 1024;
/** Special ones included: at 400 tokens a second a quarter of an hour. Words would not count text without spaces. */
export const MOST_TOKENS = 360_000;

/** A file, or pasted text as a file of its own. */
export interface CorpusFile {
  readonly name: string;
  readonly content: Blob;
  readonly choices: ReadingChoices;
}

export interface OwnCorpus extends Corpus {
  readonly words: number;
  /** What of the files is not read, and what is read in a way that may not be meant, a sentence each. */
  readonly warnings: readonly string[];
}

export interface CorpusLimits {
  readonly bytes: number;
  readonly tokens: number;
}

export const OWN_LIMITS: CorpusLimits = { bytes: MOST_BYTES, tokens: MOST_TOKENS };
/** Of a command line, which has no tab to run out of memory. */
export const NO_LIMITS: CorpusLimits = { bytes: Number.POSITIVE_INFINITY, tokens: Number.POSITIVE_INFINITY };

/**
 * Reads files, one after the other.
 * @param tokenizer of the model that will read the corpus: no sentence is longer than it reads
 * @param onFile told before each
 * @throws Error, one sentence that names the file and what was expected
 */
export async function readOwnCorpus(
  name: string,
  files: readonly CorpusFile[],
  tokenizer: Pick<TextTokenizer, 'encode'>,
  { onFile = () => {}, limits = OWN_LIMITS }: { onFile?: (file: string) => void; limits?: CorpusLimits } = {},
): Promise<OwnCorpus> {
  checkSize(
    files.map(({ content }) => content.size),
    limits.bytes,
  );
  const sentences: Sentence[] = [];
  const warnings: string[] = [];
  let [words, tokens, beyond] = [0, 0, 0];
  for (const { name: file, content, choices } of files) {
    onFile(file);
    const reading = readFile(new Uint8Array(await content.arrayBuffer()), file, choices);
    warnings.push(...warningsOf(reading));
    for (const sentence of sentencesOf(reading.texts)) {
      if (beyond > 0) {
        beyond += 1;
        continue;
      }
      for (const piece of piecesThatFit(sentence.text, tokenizer)) {
        const fitting = piece.text === sentence.text ? sentence : plainSentence(piece.text);
        tokens += piece.tokens;
        if (tokens > limits.tokens) {
          beyond = 1;
          break;
        }
        sentences.push(fitting);
        words += fitting.words.length;
      }
    }
  }
  if (sentences.length === 0) {
    throw new Error(`${files.map(({ name }) => name).join(', ')}: no words, expected text.`);
  }
  if (beyond > 0) warnings.push(beyondSentence(beyond, limits.tokens, sentences));
  return { name, version: '', sentences, words, warnings };
}

/** The sentences of texts, each with a word at least. */
export function* sentencesOf(texts: Iterable<string>): Generator<Sentence> {
  for (const text of texts) {
    for (const passage of passagesOf(text)) {
      const sentence = plainSentence(passage);
      if (sentence.words.length > 0) yield sentence;
    }
  }
}

function warningsOf({ file, leftOut, notes }: Reading): string[] {
  const sentence = leftOutSentence(file, leftOut);
  return [...(sentence === null ? [] : [sentence]), ...notes.map(note => `${file}: ${note}.`)];
}

function beyondSentence(beyond: number, limit: number, sentences: readonly Sentence[]): string {
  const last = sentences.at(-1)?.text ?? '';
  const shown = last.length > 40 ? `${last.slice(0, 40).trimEnd()} …` : last;
  const left = beyond === 1 ? 'one sentence after them is' : `${count(beyond)} sentences after them are`;
  return `Only the first ${count(limit)} tokens are indexed, up to “${shown}”; ${left} left out.`;
}

const count = (number: number) => number.toLocaleString('en');

/** Throws where files are more than the limit. */
export function checkSize(bytes: readonly number[], most: number = MOST_BYTES): void {
  const all = bytes.reduce((sum, size) => sum + size, 0);
  if (all > most) {
    throw new Error(`The files have ${megabytes(all)} MB together, expected at most ${megabytes(most)} MB.`);
  }
}

const megabytes = (bytes: number) => (bytes / 1024 ** 2).toFixed(bytes % 1024 ** 2 === 0 ? 0 : 1);

/** Hexadecimal digits of the corpus digest that name a corpus on this machine and in links. */
export const ID_DIGITS = 16;

export function corpusId(sha256: string): string {
  return sha256.slice(0, ID_DIGITS);
}
