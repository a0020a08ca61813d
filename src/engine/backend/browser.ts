/** The backends of a browser's worker, each loaded only when it is tried. */

import type { BackendModules } from './backend';

export const browserBackends: BackendModules = {
  webgl: async () => (await arrived(import('./webgl'))).webglBackend,
  wasm: async () => (await arrived(import('./wasm'))).wasmBackend,
  // Elsewhere there are no threads to do without.
  ...(globalThis.crossOriginIsolated
    ? { 'wasm-single': async () => (await arrived(import('./wasm'))).wasmSingleBackend }
    : {}),
  cpu: async () => (await arrived(import('./cpu'))).cpuBackend,
};

/** Browsers say it each in words of their own, with an address. */
function arrived<T>(program: Promise<T>): Promise<T> {
  return program.catch(error => {
    throw new Error('its program could not be loaded', { cause: error });
  });
}
