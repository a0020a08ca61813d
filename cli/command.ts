/** What every command does around its work: its exit status, its errors as one sentence, a reader that leaves early. */

import { once } from 'node:events';
import { counted } from '../src/engine/counted';
import type { ErrorRecord } from '../src/engine/explanation/record';
import { checkNpmOptions } from './npm-options';

/**
 * Runs a command, unless npm kept its options.
 * @param name what its error messages begin with
 * @param main resolves with the exit status; what it throws becomes a sentence on standard error and status 2
 * @returns the end of it all
 */
export function runCommand(name: string, main: () => Promise<number>): Promise<void> {
  // A reader that leaves early (`| head`) closes the pipe: that is its right, and no error of ours.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    process.exit(error.code === 'EPIPE' ? 0 : 1);
  });
  return run(name, main).then(
    status => {
      process.exitCode = status;
    },
    (error: unknown) => {
      process.stderr.write(`${name}: ${messageOf(error)}\n`);
      process.exitCode = 2;
    },
  );
}

async function run(name: string, main: () => Promise<number>): Promise<number> {
  const [first, ...others] = process.argv.slice(2);
  // One script serves several commands, and is told which.
  checkNpmOptions(name, first === name || first === undefined ? others : [first, ...others]);
  return main();
}

/** What an error says. */
export const messageOf = (error: unknown) => (error instanceof Error ? error.message : String(error));

/** Writes records to standard output, one a line; resolves with the exit status. */
export async function writeRecords(
  records: AsyncIterable<ErrorRecord | { readonly schema: string }>,
): Promise<number> {
  let done = 0;
  let failed = 0;
  for await (const record of records) {
    if (record.schema === 'finegrain/error@1') failed += 1;
    if (!process.stdout.write(`${JSON.stringify(record)}\n`)) await once(process.stdout, 'drain');
    done += 1;
    tell(`${counted(done, 'text')}, ${failed} failed`);
  }
  if (process.stderr.isTTY && done > 0) process.stderr.write('\n');
  return failed > 0 ? 1 : 0;
}

/** Shows progress in the place of the last, to someone who watches. */
export function tell(progress: string): void {
  if (process.stderr.isTTY) process.stderr.write(`\r\u001b[K${progress}`);
}
