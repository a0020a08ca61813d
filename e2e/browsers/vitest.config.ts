import { defineConfig } from 'vitest/config';

/** A machine ten times slower than a slow one still has the time. */
const MINUTES = 60_000;

export default defineConfig({
  test: {
    include: ['e2e/browsers/**/*.test.ts'],
    testTimeout: 10 * MINUTES,
    hookTimeout: 5 * MINUTES,
    // One browser fills two cores.
    fileParallelism: false,
  },
});
