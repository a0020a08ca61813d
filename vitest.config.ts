import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

/** Only for what hangs: no verdict depends on how fast a machine is. */
const LIMIT_MS = 180_000;

export default defineConfig({
  test: {
    include: ['src/**/*.test.{ts,tsx}', 'cli/**/*.test.ts', 'scripts/**/*.test.ts'],
    maxWorkers: availableParallelism(),
    testTimeout: LIMIT_MS,
    hookTimeout: LIMIT_MS,
    teardownTimeout: LIMIT_MS,
    expect: { poll: { timeout: LIMIT_MS, interval: 5 } },
    // Node's build of tfjs-core leaves gradients out; the file that registers them is an ES module without saying so.
    server: { deps: { inline: [/tfjs-core\/dist\/(?!tf-core)/] } },
  },
});
