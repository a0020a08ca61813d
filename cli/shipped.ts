/** What is shipped: the model and its neuron index, by absolute path. */

import { fileURLToPath } from 'node:url';
import type { Defaults } from './common-options';

const path = (relative: string) => fileURLToPath(new URL(relative, import.meta.url));

/** The defaults of commands; npm runs scripts in the project's folder, INIT_CWD is where the user stands. */
export function shippedDefaults(): Defaults {
  return {
    model: path('../public/models/minilm-sst2'),
    index: path('../public/neurons/minilm-sst2'),
    folder: process.env.INIT_CWD ?? process.cwd(),
  };
}
