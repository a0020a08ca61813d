/** For tests: commands as a user runs them, in this process with one model for all, or each in a process of its own. */

import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { vi } from 'vitest';
import { errorSchema } from '../src/engine/explanation/record';
import type { Defaults } from './common-options';
import type { loadModel as LoadModel } from './load-model';

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

let runs = 0;
let last: Promise<unknown> = Promise.resolve();

/** Runs `cli/SCRIPT.ts` to its end in this process, one run after the other; a folder's model is loaded once. */
export function run(script: string, args: readonly string[], input = ''): Promise<Run> {
  const answer = last.then(() => runHere(script, args, input));
  last = answer;
  return answer;
}

async function runHere(script: string, args: readonly string[], input: string): Promise<Run> {
  vi.doMock('./load-model', async original => {
    const { loadModel } = await original<typeof import('./load-model')>();
    return { loadModel: loadedOnce(loadModel) };
  });
  const written = { out: '', err: '' };
  const into = (name: keyof typeof written) => (chunk: unknown) => {
    written[name] += String(chunk);
    return true;
  };
  const { argv } = process;
  const spies = [
    vi.spyOn(process.stdout, 'write').mockImplementation(into('out')),
    vi.spyOn(process.stderr, 'write').mockImplementation(into('err')),
    vi
      .spyOn(process, 'stdin', 'get')
      .mockReturnValue(Readable.from(input === '' ? [] : [Buffer.from(input)]) as typeof process.stdin),
  ];
  process.argv = [process.execPath, script, ...args];
  try {
    runs += 1;
    // As a module of its own it runs again; what it imports is there already.
    await import(/* @vite-ignore */ `${ROOT}cli/${script}.ts?run=${runs}`);
    return { status: Number(process.exitCode ?? 0), ...written };
  } finally {
    process.argv = argv;
    process.exitCode = undefined;
    process.stdout.removeAllListeners('error');
    for (const spy of spies) spy.mockRestore();
  }
}

const models = new Map<string, ReturnType<typeof LoadModel>>();

function loadedOnce(load: typeof LoadModel): typeof LoadModel {
  return folder => {
    const model = models.get(folder) ?? load(folder);
    models.set(folder, model);
    return model;
  };
}

/** Runs `cli/SCRIPT.ts` to its end in a process of its own. */
export function runProcess(script: string, args: readonly string[], input = ''): Promise<Run> {
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
