/** The wasm backend in a browser: SIMD, and threads where the page is cross-origin isolated. */

import { getThreadsCount, setThreadsCount, setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import plainUrl from '@tensorflow/tfjs-backend-wasm/wasm-out/tfjs-backend-wasm.wasm?url';
import simdUrl from '@tensorflow/tfjs-backend-wasm/wasm-out/tfjs-backend-wasm-simd.wasm?url';
import threadedUrl from '@tensorflow/tfjs-backend-wasm/wasm-out/tfjs-backend-wasm-threaded-simd.wasm?url';
import { env } from '@tensorflow/tfjs-core';
import { counted } from '../counted';
import type { BackendModule } from './backend';

/** More threads than this wait for each other longer than they work, at the sizes of a sentence. */
const MOST_THREADS = 8;
// Read once: `prepare` redefines the property, and may run again.
const cores = globalThis.navigator?.hardwareConcurrency ?? 1;
const mostThreads = Math.max(1, Math.min(cores, MOST_THREADS));

let arePathsSet = false;

/** With as many threads as the machine has cores, where the page may have any. */
export const wasmBackend: BackendModule = {
  unavailable,
  prepare: onBytes => prepare(globalThis.crossOriginIsolated ? mostThreads : 1, onBytes),
  describe() {
    const simd = simdTitle();
    if (!globalThis.crossOriginIsolated) {
      return { threads: 1, how: `${simd}, 1 thread, since the page is not cross-origin isolated` };
    }
    const threads = getThreadsCount();
    return { threads, how: `${simd}, ${counted(threads, 'thread')}` };
  },
};

/** Without threads, for browsers in which they do not start: the binary that makes none. */
export const wasmSingleBackend: BackendModule = {
  unavailable,
  prepare: onBytes => prepare(1, onBytes),
  describe: () => ({ threads: 1, how: `${simdTitle()}, 1 thread, since the threads did not start` }),
};

async function unavailable(): Promise<string | null> {
  return typeof WebAssembly === 'object' ? null : 'this browser has no WebAssembly';
}

async function prepare(threads: number, onBytes: () => void): Promise<void> {
  // TensorFlow.js refuses a second time after a start that failed.
  if (!arePathsSet) {
    setWasmPaths({
      'tfjs-backend-wasm.wasm': plainUrl,
      'tfjs-backend-wasm-simd.wasm': simdUrl,
      'tfjs-backend-wasm-threaded-simd.wasm': threadedUrl,
    });
    arePathsSet = true;
  }
  // Fetched before the start, which is watched more closely: over a slow line the binary shares it with the weights.
  await fetched(threads > 1 ? threadedUrl : simdUrl, onBytes);
  env().set('WASM_HAS_MULTITHREAD_SUPPORT', threads > 1);
  // The backend caps its threads at half of what this property says; the pool of threads is made after it, too.
  Object.defineProperty(navigator, 'hardwareConcurrency', { value: 2 * threads, configurable: true });
  setThreadsCount(threads);
}

async function fetched(url: string, onBytes: () => void): Promise<void> {
  const reader = (await fetch(url)).body?.getReader();
  while (reader && !(await reader.read()).done) onBytes();
}

function simdTitle(): string {
  return env().getBool('WASM_HAS_SIMD_SUPPORT') ? 'SIMD' : 'no SIMD';
}
