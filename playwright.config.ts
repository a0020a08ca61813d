import { defineConfig } from '@playwright/test';
import { CHROMIUM_FLAGS } from './e2e/chromium-flags';

const PORT = Number(process.env.E2E_PORT ?? 4183);
/** Only for what hangs: no verdict depends on how fast a machine is. $E2E_PATIENCE, in seconds, is for the impatient. */
const PATIENCE_MS = Number(process.env.E2E_PATIENCE ?? 180) * 1000;

/** The built app, served by `vite preview`, in a Chromium that `npm test` finds and names in $CHROMIUM. */
export default defineConfig({
  testDir: 'e2e',
  testMatch: '*.spec.ts',
  outputDir: 'test-results/artifacts',
  // One model on one page fills two cores; a second worker would only slow both.
  workers: 1,
  timeout: 5 * PATIENCE_MS,
  expect: { timeout: PATIENCE_MS },
  // Where everything hangs, it need not hang a hundred times.
  maxFailures: 10,
  reporter: [
    ['list'],
    ['json', { outputFile: process.env.BROWSER_REPORT ?? 'test-results/end-to-end.json' }],
  ],
  use: {
    actionTimeout: PATIENCE_MS,
    navigationTimeout: PATIENCE_MS,
    // It would answer what tests route; those about it allow it.
    serviceWorkers: 'block',
    baseURL: `http://localhost:${PORT}`,
    launchOptions: {
      timeout: PATIENCE_MS,
      ...(process.env.CHROMIUM ? { executablePath: process.env.CHROMIUM } : {}),
      args: CHROMIUM_FLAGS,
    },
  },
  webServer: {
    command: `npx vite preview --port ${PORT} --strictPort`,
    url: `http://localhost:${PORT}`,
    reuseExistingServer: false,
    timeout: PATIENCE_MS,
  },
});
