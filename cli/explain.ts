/** `npm run explain`: texts on standard input, explanation records on standard output. */

import { once } from 'node:events';
import { runCommand } from './command';
import { readLines } from './lines';
import { corpusOf } from './load-index';
import { loadModel } from './load-model';
import { parseOptions, USAGE } from './options';
import { records } from './records';
import { SHIPPED, userFolder } from './shipped';

/** Runs the command; resolves with the exit status. */
async function main(): Promise<number> {
  const options = parseOptions(process.argv.slice(2), SHIPPED, userFolder());
  if (!options) {
    process.stdout.write(USAGE);
    return 0;
  }
  const model = await loadModel(options.model);
  const corpus = corpusOf(options.index, model);
  let done = 0;
  let failed = 0;
  for await (const record of records(model, options, readLines(process.stdin), corpus)) {
    if (record.schema === 'finegrain/error@1') failed += 1;
    if (!process.stdout.write(`${JSON.stringify(record)}\n`)) await once(process.stdout, 'drain');
    done += 1;
    if (process.stderr.isTTY) process.stderr.write(`\r${done} texts, ${failed} failed`);
  }
  if (process.stderr.isTTY && done > 0) process.stderr.write('\n');
  return failed > 0 ? 1 : 0;
}

runCommand('explain', main);
