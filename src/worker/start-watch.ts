/**
 * Watches a worker's start from outside: a worker that is blocked while it makes its threads cannot time itself. What
 * counts is silence. A backend's files and the weights may take as long as they like while they come in.
 */

import { CONTEXT_LOST } from '../engine/backend/context-guard';
import { countHangs, type Hang, isGivenUp, LOST_GPU } from '../engine/backend/hangs';
import { START_TITLES, type StartName } from '../engine/backend/names';
import { EngineCrash } from './connection';
import type { LoadEvent } from './protocol';

/** Milliseconds of silence after which a start is taken to hang: ten times what a slow machine needs. */
export interface SilenceLimits {
  /** Before the worker's first word: its script may come over a slow line. */
  readonly answer: number;
  /** Between two parts of a backend's files. */
  readonly fetch: number;
  /** While a backend starts, the first time; any further time may take `AGAIN` times as long. */
  readonly start: number;
  /** While the weights are handed to the backend. */
  readonly prepare: number;
}

export const SILENCE_LIMITS: SilenceLimits = {
  answer: 120_000,
  fetch: 120_000,
  start: 15_000,
  prepare: 120_000,
};

/** A machine that is merely slow gets more time with its second chance. */
export const AGAIN = 3;

/** A worker that never says a word is made this often. */
const SILENT_WORKERS = 3;

/** Silence is counted in parts, so that a machine that slept through it does not wake up to a hang. */
const PARTS = 10;

/** Nothing was heard of a starting worker, which is ended. */
export class SilentStart extends EngineCrash {
  override readonly name = 'SilentStart';

  constructor(readonly hang: Hang) {
    super(silence(hang));
  }
}

/**
 * Runs a start that tells its events to the function it is given, null for work that is no start.
 * @param hangs of the workers before, in the same load
 * @param onSilence is told once where the start hangs: it ends the worker, which rejects the start
 */
export async function watchStart<T>(
  limits: SilenceLimits,
  hangs: readonly Hang[],
  onSilence: (silent: SilentStart) => void,
  start: (heed: (event: LoadEvent | null) => void) => Promise<T>,
): Promise<T> {
  let last: StartName | null = null;
  let timer: ReturnType<typeof setInterval> | undefined;

  function expect(limit: number | null): void {
    clearInterval(timer);
    if (limit === null) return;
    let quiet = 0;
    timer = setInterval(() => {
      quiet += 1;
      if (quiet < PARTS) return;
      clearInterval(timer);
      onSilence(new SilentStart({ start: last, seconds: limit / 1000 }));
    }, limit / PARTS);
  }

  /** Null while it is busy with what has no limit: other work, or the weights, whose progress is on screen. */
  let limit: number | null = limits.answer;
  function heed(event: LoadEvent | null): void {
    limit = event === null ? null : limitAfter(event, limit);
    expect(limit);
  }

  function limitAfter(event: LoadEvent, before: number | null): number | null {
    switch (event.stage) {
      case 'backend':
        last = event.trying;
        if (!event.isFetched) return limits.fetch;
        return limits.start * (countHangs(last, hangs) > 0 ? AGAIN : 1);
      case 'prepare':
        return limits.prepare;
      case 'started':
      case 'loaded':
        return null;
      case 'download':
      case 'again':
        return before;
    }
  }

  expect(limit);
  try {
    return await start(heed);
  } finally {
    clearInterval(timer);
  }
}

export interface Attempts<T> {
  /** What is known before the first attempt. */
  readonly known?: readonly Hang[];
  /** Starts a worker that learns of the hangs so far. Rejects with `SilentStart` where it falls silent. */
  readonly start: (hangs: readonly Hang[]) => Promise<T>;
  /** Whether anybody still waits for it. */
  readonly isWanted: () => boolean;
  /** Told, in a sentence, before each further attempt. */
  readonly onAgain: (sentence: string) => void;
}

/**
 * Starts one worker after the other, until one of them is heard of to the end.
 * @throws Error in a sentence where none says a word; what an attempt throws for other reasons
 */
export async function startAgain<T>({ known = [], start, isWanted, onAgain }: Attempts<T>): Promise<T> {
  let hangs = known;
  for (;;) {
    try {
      return await start(hangs);
    } catch (error) {
      const hang = hangOf(error);
      if (hang === null || !isWanted()) throw error;
      hangs = [...hangs, hang];
      if (countHangs(null, hangs) >= SILENT_WORKERS) throw new Error(hopelessSentence(hang));
      onAgain(againSentence(hangs, globalThis.crossOriginIsolated));
    }
  }
}

function hangOf(error: unknown): Hang | null {
  if (error instanceof SilentStart) return error.hang;
  return isLostContext(error) ? LOST_GPU : null;
}

/** Whether a worker rejected because its GPU was lost; its errors come without their class. */
export function isLostContext(error: unknown): error is Error {
  return error instanceof Error && error.name === CONTEXT_LOST;
}

/** What happened last and what happens next, in a sentence. */
export function againSentence(hangs: readonly Hang[], hasThreads: boolean): string {
  const hang = hangs.at(-1);
  if (!hang) return '';
  return `${silence(hang)}; ${nextClause(hang.start, hangs, hasThreads)}.`;
}

const hopelessSentence = ({ seconds }: Hang) =>
  `The engine's worker was started ${SILENT_WORKERS} times and not heard of for ${seconds} s each time.`;

function silence({ start, seconds }: Hang): string {
  if (seconds === null) return 'The browser took the GPU away (its WebGL context was lost)';
  const what = start === null ? "the engine's worker" : `the start of ${START_TITLES[start]}`;
  return `Nothing was heard of ${what} for ${seconds} s`;
}

function nextClause(start: StartName | null, hangs: readonly Hang[], hasThreads: boolean): string {
  if (start === null) return 'it is started again';
  if (!isGivenUp(start, hangs)) return `${START_TITLES[start]} is tried once more, in a new worker`;
  if (start === 'wasm' && hasThreads) return `${START_TITLES['wasm-single']} is tried`;
  return 'the next backend is tried';
}
