/** How many tests passed, failed and were skipped, by the reports of the runners. */

import { existsSync, readFileSync } from 'node:fs';

const NONE = { passed: 0, failed: 0, skipped: 0 };

/** Of Vitest's JSON report; a file that could not be run at all counts as a failed test. */
export function vitestTotals(file) {
  const report = readReport(file);
  if (!report) return { ...NONE };
  const broken = report.testResults.filter(
    ({ status, assertionResults }) =>
      status === 'failed' && assertionResults.every(test => test.status !== 'failed'),
  );
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + broken.length,
    skipped: report.numPendingTests + report.numTodoTests,
  };
}

/** Of Playwright's JSON report; a test that passed when tried again passed. */
export function playwrightTotals(file) {
  const stats = readReport(file)?.stats;
  if (!stats) return { ...NONE };
  return { passed: stats.expected + stats.flaky, failed: stats.unexpected, skipped: stats.skipped };
}

function readReport(file) {
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : null;
}
