/** The wasm backend in a browser: SIMD, and threads where the page is cross-origin isolated. */

import { getThreadsCount, setThreadsCount, setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import plainUrl from '@tensorflow/tfjs-backend-wasm/wasm-out/tfjs-backend-wasm.wasm?url';
import simdUrl from '@tensorflow/tfjs-backend-wasm/wasm-out/tfjs-backend-wasm-simd.wasm?url';
import threadedUrl from '@tensorflow/tfjs-backend-wasm/wasm-out/tfjs-backend-wasm-threaded-simd.wasm?url';
import { env } from '@tensorflow/tfjs-core';
import type { BackendModule } from './backend';

/** More threads than this wait for each other longer than they work, at the sizes of a sentence. */
const MOST_THREADS = 8;
// Read once: `prepare` redefines the property, and may run again.
const cores = globalThis.navigator?.hardwareConcurrency ?? 1;

export const wasmBackend: BackendModule = {
  async unavailable() {
    return typeof WebAssembly === 'object' ? null : 'this browser has no WebAssembly';
  },
  async prepare() {
    setWasmPaths({
      'tfjs-backend-wasm.wasm': plainUrl,
      'tfjs-backend-wasm-simd.wasm': simdUrl,
      'tfjs-backend-wasm-threaded-simd.wasm': threadedUrl,
    });
    // Fetched before the start is timed: over a slow line the binary shares it with the weights.
    await fetch(globalThis.crossOriginIsolated ? threadedUrl : simdUrl).then(response =>
      response.arrayBuffer(),
    );
    if (!globalThis.crossOriginIsolated) return;
    const threads = Math.max(1, Math.min(cores, MOST_THREADS));
    // The backend caps its threads at half of what this property says.
    Object.defineProperty(navigator, 'hardwareConcurrency', { value: 2 * threads, configurable: true });
    setThreadsCount(threads);
  },
  describe() {
    const simd = env().getBool('WASM_HAS_SIMD_SUPPORT') ? 'SIMD' : 'no SIMD';
    if (!globalThis.crossOriginIsolated) {
      return { threads: 1, how: `${simd}, 1 thread, since the page is not cross-origin isolated` };
    }
    const threads = getThreadsCount();
    return { threads, how: `${simd}, ${threads} thread${threads === 1 ? '' : 's'}` };
  },
};
