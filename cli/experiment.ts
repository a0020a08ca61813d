/** `npm run sweep`, `ablate`, `flip`, `check` and `patch`: texts on standard input, records on standard output. */

import { type ExperimentRecord, runExperiment } from '../src/engine/experiments/experiment';
import type { Model } from '../src/engine/explanation/model';
import type { ErrorRecord } from '../src/engine/explanation/record';
import { runCommand, tell, writeRecords } from './command';
import { COMMANDS, type ExperimentOptions } from './experiment-options';
import { type Line, readLines } from './lines';
import { corpusOf } from './load-index';
import { loadModel } from './load-model';
import { attempt } from './records';
import { shippedDefaults } from './shipped';

const [name = '', ...args] = process.argv.slice(2);

/** Runs the command; resolves with the exit status. */
async function main(): Promise<number> {
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (!command) {
    throw new Error(`"${name}": expected one of ${Object.keys(COMMANDS).join(', ')}.`);
  }
  const options = command.parse(args, shippedDefaults());
  if (!options) {
    process.stdout.write(command.usage);
    return 0;
  }
  const model = await loadModel(options.model);
  return writeRecords(experimentRecords(model, options));
}

/** One record a line, in order; what fails becomes an error record. */
async function* experimentRecords(
  model: Model,
  { index, jobOf, isWhole }: ExperimentOptions,
): AsyncGenerator<ExperimentRecord | ErrorRecord> {
  const corpus = corpusOf(index, model);
  const lines: Iterable<Line> | AsyncIterable<Line> = isWhole
    ? [{ number: 1, text: '', problem: null }]
    : readLines(process.stdin);
  for await (const line of lines) {
    yield await attempt(line, async () => {
      const { subject, request } = jobOf(line.text);
      const run = runExperiment({ model, subject, corpus }, request);
      for (;;) {
        const step = await run.next();
        if (step.done) return step.value;
        tell(`text ${line.number}: ${step.value.done} of ${step.value.total}`);
      }
    });
  }
}

await runCommand(name === '' ? 'experiment' : name, main);
