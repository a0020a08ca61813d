/** The wasm backend in Node: SIMD, one thread (TensorFlow.js offers no threads there). For the command line and tests. */

import { createRequire } from 'node:module';
import { dirname, join, sep } from 'node:path';
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import type { BackendModules } from './backend';

export const nodeBackends: BackendModules = {
  wasm: async () => ({
    unavailable: async () => null,
    prepare: async () => {
      const main = createRequire(import.meta.url).resolve('@tensorflow/tfjs-backend-wasm');
      setWasmPaths(join(dirname(main), sep));
    },
    describe: () => ({ threads: 1, how: 'SIMD, 1 thread, in Node' }),
  }),
  cpu: async () => (await import('./cpu')).cpuBackend,
};
