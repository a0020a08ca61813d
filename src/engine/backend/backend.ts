/** Picks and starts the TensorFlow.js backend: WebGL on a real GPU, else wasm, with threads or without, else cpu. */

import * as tf from '@tensorflow/tfjs-core';
import { type Hang, hangClause, isGivenUp } from './hangs';
import {
  type BackendName,
  type BackendReport,
  backendOf,
  START_TITLES,
  type StartName,
  startsInOrder,
} from './names';

/** One backend's code, loaded when it is tried. */
export interface BackendModule {
  /** Whether it can run here: null, or the reason why not (a clause, as in "no GPU found"). */
  unavailable(): Promise<string | null>;
  /**
   * Registers the backend, fetches what it needs, and sets what must be set before it starts.
   * @param onBytes told whenever more of it has come
   */
  prepare(onBytes: () => void): Promise<void>;
  /** After the start, where what it computes on may be lost: from then on reads throw, and the function is told, once. */
  guard?(onLost: (error: Error) => void): void;
  /** After the start: threads, and a clause on how it runs ("SIMD, 2 threads"). */
  describe(): { readonly threads: number; readonly how: string };
}

export type BackendModules = Readonly<Partial<Record<StartName, () => Promise<BackendModule>>>>;

/** Told while a backend's files come, whenever more of them have, and then once as it starts. */
export type OnStart = (start: StartName, isFetched: boolean) => void;

/** Added to 1, it makes a number that 32 bits hold exactly, and 16 bits round to 1. */
const SMALL = 2 ** -12;

/** Why a GPU that has no better numbers is of no use, as a clause. */
export const HALF_PRECISION = 'it computes with numbers of 16 bits, 32 are needed';

/**
 * Starts the first backend that works, in order of preference, the forced one before all others. A start that hangs is
 * for the caller to end, with the worker that it blocks.
 * @param hangs of the same engine, started before: what hung too often is passed over
 * @param onLost told once what the started backend computed on is gone, and the worker of no more use
 * @throws Error with every attempt's reason where none starts
 */
export async function startBackend(
  modules: BackendModules,
  forced: BackendName | null,
  onStart: OnStart,
  hangs: readonly Hang[] = [],
  onLost: (error: Error) => void = () => {},
): Promise<BackendReport> {
  const reasons: string[] = [];
  for (const candidate of startsInOrder(forced)) {
    const name = backendOf(candidate);
    const load = modules[candidate];
    if (!load) {
      if (candidate === forced) reasons.push(`${name} is not available here`);
      continue;
    }
    const hung = hangClause(candidate, hangs);
    if (hung !== null) reasons.push(hung);
    if (isGivenUp(candidate, hangs)) continue;
    onStart(candidate, false);
    try {
      const module = await load();
      // A forced backend is tried even where it would be slow; only the choice of our own asks first.
      const obstacle = name === forced ? null : await module.unavailable();
      if (obstacle !== null) {
        reasons.push(obstacle);
        continue;
      }
      await module.prepare(() => onStart(candidate, false));
      onStart(candidate, true);
      await start(name);
      module.guard?.(onLost);
      const { threads, how } = module.describe();
      const reason = [...(name === forced ? ['chosen by you'] : []), ...reasons, how].join('; ');
      return { name, threads, reason: sentence(reason) };
    } catch (error) {
      forget(name);
      const message = error instanceof Error ? error.message : String(error);
      reasons.push(`${START_TITLES[candidate]} did not start: ${message}`);
    }
  }
  throw new Error(`No backend started: ${reasons.join('; ')}.`);
}

async function start(name: BackendName): Promise<void> {
  if (!(await tf.setBackend(name))) throw new Error('it refused to initialise');
  await tf.ready();
  // The first kernel is where a half-started backend fails or hangs, and one of 16 bits loses the small number.
  const probe = tf.tidy(() => tf.matMul(tf.tensor2d([[1, SMALL]]), tf.ones([2, 1])));
  const [value] = await probe.data();
  probe.dispose();
  const obstacle = probeObstacle(value);
  if (obstacle !== null) throw new Error(obstacle);
}

/** Why a backend that takes (1, 2⁻¹²) · (1, 1) for `value` is of no use, as a clause; null where it is right. */
export function probeObstacle(value: number | undefined): string | null {
  if (value === 1) return HALF_PRECISION;
  return value === 1 + SMALL ? null : `a product that should be ${1 + SMALL} is ${value}`;
}

/** Takes a failed start back, so that the backend can be tried again in another way. */
function forget(name: BackendName): void {
  const factory = tf.findBackendFactory(name);
  if (!factory) return;
  tf.removeBackend(name);
  tf.registerBackend(name, factory);
}

function sentence(clause: string): string {
  return `${clause.charAt(0).toUpperCase()}${clause.slice(1)}.`;
}
