/** `npm run explain`: texts on standard input, explanation records on standard output. */

import { runCommand, writeRecords } from './command';
import { readLines } from './lines';
import { corpusOf } from './load-index';
import { loadModel } from './load-model';
import { parseOptions, USAGE } from './options';
import { records } from './records';
import { shippedDefaults } from './shipped';

/** Runs the command; resolves with the exit status. */
async function main(): Promise<number> {
  const options = parseOptions(process.argv.slice(2), shippedDefaults());
  if (!options) {
    process.stdout.write(USAGE);
    return 0;
  }
  const model = await loadModel(options.model);
  const corpus = corpusOf(options.index, model);
  return writeRecords(records(model, options, readLines(process.stdin), corpus));
}

await runCommand('explain', main);
