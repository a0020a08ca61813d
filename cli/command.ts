/** What every command does around its work: its exit status, its errors as one sentence, a reader that leaves early. */

/**
 * Runs a command.
 * @param name what its error messages begin with
 * @param main resolves with the exit status; what it throws becomes a sentence on standard error and status 2
 */
export function runCommand(name: string, main: () => Promise<number>): void {
  // A reader that leaves early (`| head`) closes the pipe: that is its right, and no error of ours.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    process.exit(error.code === 'EPIPE' ? 0 : 1);
  });
  main().then(
    status => {
      process.exitCode = status;
    },
    (error: unknown) => {
      process.stderr.write(`${name}: ${error instanceof Error ? error.message : String(error)}\n`);
      process.exitCode = 2;
    },
  );
}
