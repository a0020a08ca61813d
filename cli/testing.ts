/** For tests: commands as a user runs them, each in a process of its own. */

import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { errorSchema } from '../src/engine/explanation/record';
import type { Defaults } from './common-options';

/** The project's folder. */
export const ROOT = fileURLToPath(new URL('..', import.meta.url));
/** Of a user who stands in `/here`. */
export const DEFAULTS: Defaults = { model: '/m', index: '/i', folder: '/here' };

export interface Run {
  readonly status: number | null;
  readonly out: string;
  readonly err: string;
}

/** Starts `cli/SCRIPT.ts`. */
export function start(script: string, args: readonly string[]): ChildProcessWithoutNullStreams {
  return spawn(process.execPath, ['--import', 'tsx', `cli/${script}.ts`, ...args], { cwd: ROOT });
}

/** Runs `cli/SCRIPT.ts` to its end. */
export function run(script: string, args: readonly string[], input = ''): Promise<Run> {
  return new Promise(resolve => {
    const child = start(script, args);
    let out = '';
    let err = '';
    child.stdout.setEncoding('utf8').on('data', text => {
      out += text;
    });
    child.stderr.setEncoding('utf8').on('data', text => {
      err += text;
    });
    child.on('close', status => resolve({ status, out, err }));
    // A command that refuses its options reads no input, and closes the pipe.
    child.stdin.on('error', () => {});
    child.stdin.end(input);
  });
}

/** The records of a command's output. */
export function linesOf(out: string): unknown[] {
  return out
    .split('\n')
    .filter(line => line !== '')
    .map(line => JSON.parse(line));
}

/** What the error record in a line's place says. */
export const errorIn = (record: unknown) => errorSchema.parse(record).message;
