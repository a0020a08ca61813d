/** What is shipped: the model and its neuron index, by absolute path. */

import { fileURLToPath } from 'node:url';

const path = (relative: string) => fileURLToPath(new URL(relative, import.meta.url));

export const SHIPPED = {
  model: path('../public/models/minilm-sst2'),
  index: path('../public/neurons/minilm-sst2'),
} as const;

/** Where the user stands, which relative paths are relative to: npm itself runs scripts in the project's folder. */
export const userFolder = () => process.env.INIT_CWD ?? process.cwd();
