/** The plain JavaScript backend: runs everywhere, some forty times slower than wasm. */

import '@tensorflow/tfjs-backend-cpu';
import { enableProdMode, env } from '@tensorflow/tfjs-core';
import type { BackendModule } from './backend';

export const cpuBackend: BackendModule = {
  unavailable: async () => null,
  prepare: async () => {
    // In Node the backend advertises a native one on its first use, in many lines; this mode keeps it quiet.
    if (env().getBool('IS_NODE')) enableProdMode();
  },
  describe: () => ({ threads: 1, how: 'plain JavaScript, much slower than wasm' }),
};
