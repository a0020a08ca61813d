/** Picks and starts the TensorFlow.js backend: WebGL on a real GPU, else wasm, else cpu. */

import * as tf from '@tensorflow/tfjs-core';
import { BACKENDS, type BackendName, type BackendReport } from './names';

/** One backend's code, loaded when it is tried. */
export interface BackendModule {
  /** Whether it can run here: null, or the reason why not (a clause, as in "no GPU found"). */
  unavailable(): Promise<string | null>;
  /** Registers the backend and sets what must be set before it starts. */
  prepare(): Promise<void>;
  /** After the start: threads, and a clause on how it runs ("SIMD, 2 threads"). */
  describe(): { readonly threads: number; readonly how: string };
}

export type BackendModules = Readonly<Partial<Record<BackendName, () => Promise<BackendModule>>>>;

/** How long a backend may take: to fetch what it needs, over a slow line, and to start. */
const LIMITS = { prepareMs: 120_000, startMs: 20_000 };

/**
 * Starts the first backend that works, in order of preference, the forced one before all others.
 * @param onTry told before each attempt
 * @throws Error with every attempt's reason where none starts
 */
export async function startBackend(
  modules: BackendModules,
  forced: BackendName | null,
  onTry: (name: BackendName) => void,
  limits: { readonly prepareMs: number; readonly startMs: number } = LIMITS,
): Promise<BackendReport> {
  const passedOver: string[] = [];
  for (const name of forced ? [forced, ...BACKENDS.filter(other => other !== forced)] : BACKENDS) {
    const load = modules[name];
    if (!load) {
      if (name === forced) passedOver.push(`${name} is not available here`);
      continue;
    }
    onTry(name);
    try {
      const module = await load();
      // A forced backend is tried even where it would be slow; only the choice of our own asks first.
      const obstacle = name === forced ? null : await module.unavailable();
      if (obstacle) {
        passedOver.push(obstacle);
        continue;
      }
      await withLimit(module.prepare(), limits.prepareMs);
      await withLimit(start(name), limits.startMs);
      const { threads, how } = module.describe();
      const reason = [name === forced ? 'chosen by you' : null, ...passedOver, how]
        .filter(part => part !== null)
        .join('; ');
      return { name, threads, reason: sentence(reason) };
    } catch (error) {
      forget(name);
      passedOver.push(`${name} did not start: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  throw new Error(`No backend started: ${passedOver.join('; ')}.`);
}

async function start(name: BackendName): Promise<void> {
  if (!(await tf.setBackend(name))) throw new Error('it refused to initialise');
  await tf.ready();
  // The first kernel is where a half-started backend fails or hangs.
  const probe = tf.tidy(() => tf.matMul(tf.ones([2, 2]), tf.ones([2, 2])));
  const values = await probe.data();
  probe.dispose();
  if (values[0] !== 2) throw new Error(`a product that should be 2 is ${values[0]}`);
}

/** Makes a start that may still come to its end obsolete, so that it does not replace the backend started after it. */
function forget(name: BackendName): void {
  const factory = tf.findBackendFactory(name);
  if (!factory) return;
  tf.removeBackend(name);
  tf.registerBackend(name, factory);
}

async function withLimit<T>(work: Promise<T>, limitMs: number): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const limit = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`it took over ${limitMs / 1000} s`)), limitMs);
  });
  try {
    return await Promise.race([work, limit]);
  } finally {
    clearTimeout(timer);
  }
}

function sentence(clause: string): string {
  return `${clause.charAt(0).toUpperCase()}${clause.slice(1)}.`;
}
