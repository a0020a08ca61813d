/** The backends of a browser's worker, each loaded only when it is tried. */

import type { BackendModules } from './backend';

export const browserBackends: BackendModules = {
  webgl: async () => (await import('./webgl')).webglBackend,
  wasm: async () => (await import('./wasm')).wasmBackend,
  // Elsewhere there are no threads to do without.
  ...(globalThis.crossOriginIsolated
    ? { 'wasm-single': async () => (await import('./wasm')).wasmSingleBackend }
    : {}),
  cpu: async () => (await import('./cpu')).cpuBackend,
};
