/** The plain JavaScript backend: runs everywhere, some forty times slower than wasm. */

import '@tensorflow/tfjs-backend-cpu';
import type { BackendModule } from './backend';

export const cpuBackend: BackendModule = {
  unavailable: async () => null,
  prepare: async () => {},
  describe: () => ({ threads: 1, how: 'plain JavaScript, much slower than wasm' }),
};
