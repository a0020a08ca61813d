/** `npm test`: installs if needed, then type-check, lint, unit tests, and end-to-end tests on the built app. */

import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { ensureInstalled, runPackage } from './installed.mjs';

const UNIT_REPORT = 'test-results/unit.json';
const BROWSER_REPORT = 'test-results/end-to-end.json';

ensureInstalled();
rmSync('test-results', { recursive: true, force: true });
mkdirSync('test-results', { recursive: true });

const { findBrowser } = await import('./browser.mjs');
const browser = await findBrowser();

const failed = [];
step('type-check', () => runPackage('tsc', ['-p', '.']));
step('lint', () => runPackage('biome', ['check', '.']));
step('unit tests', () =>
  runPackage('vitest', ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${UNIT_REPORT}`]),
);
step('build', () => runPackage('vite', ['build', '--logLevel', 'warn']));
step('end-to-end tests', () => {
  if (!browser) {
    console.error('No Chromium found and none could be installed; set CHROMIUM to the path of one.');
    return 1;
  }
  return runPackage('playwright', ['test'], { env: { CHROMIUM: browser, BROWSER_REPORT } });
});

const totals = [unitTotals(), browserTotals()];
const passed = totals.reduce((sum, t) => sum + t.passed, 0);
// A step that failed without a failing test (a type error, a lint error, a crash) counts as one failure.
const failures = totals.reduce((sum, t) => sum + t.failed, 0) || failed.length;
if (failed.length > 0) console.error(`\nFailed: ${failed.join(', ')}`);
console.log(`\n${passed} passed, ${failures} failed`);
process.exit(failed.length > 0 || failures > 0 ? 1 : 0);

function step(name, work) {
  console.log(`\n${name}`);
  if (work() !== 0) failed.push(name);
}

function unitTotals() {
  const report = readReport(UNIT_REPORT);
  return { passed: report?.numPassedTests ?? 0, failed: report?.numFailedTests ?? 0 };
}

function browserTotals() {
  const stats = readReport(BROWSER_REPORT)?.stats;
  return { passed: (stats?.expected ?? 0) + (stats?.flaky ?? 0), failed: stats?.unexpected ?? 0 };
}

function readReport(file) {
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : null;
}
