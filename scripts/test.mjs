/**
 * `npm test`: installs if needed, then type-check, lint, unit tests, and end-to-end tests on the built app.
 * `npm test -- words` runs the tests whose file or name has every word; `npm run quick` (`--quick`) leaves out what
 * loads the shipped model, starts processes or opens a browser.
 */

import { mkdirSync, rmSync } from 'node:fs';
import { ensureInstalled, startPackage } from './installed.mjs';
import { playwrightTotals, vitestTotals } from './test-totals.mjs';

const UNIT_REPORT = 'test-results/unit.json';
const BROWSER_REPORT = 'test-results/end-to-end.json';
const BROWSERS_REPORT = 'test-results/browsers.json';

const words = process.argv.slice(2).filter(argument => !argument.startsWith('--'));
const options = process.argv.slice(2).filter(argument => argument.startsWith('--'));
if (options.some(option => option !== '--quick')) {
  console.error(`${options.join(' ')}: expected words of the tests to run, or nothing.`);
  process.exit(2);
}
const isQuick = options.includes('--quick');

ensureInstalled();
rmSync('test-results', { recursive: true, force: true });
mkdirSync('test-results', { recursive: true });

const found = words.length > 0 ? await (await import('./test-words.mjs')).testsMatching(words) : null;
const matching = found && isQuick ? { ...found, browser: [], browsers: [] } : found;
if (matching && Object.values(matching).every(tests => tests.length === 0)) {
  console.error(
    `No ${isQuick ? 'quick ' : ''}test has ${words.map(word => `“${word}”`).join(' and ')} in its file’s path or its name.`,
  );
  console.log('\n0 passed, 0 failed');
  process.exit(1);
}

const needsBrowser = !isQuick && (!matching || matching.browser.length + matching.browsers.length > 0);
const browser = needsBrowser ? await (await import('./browser.mjs')).findBrowser(console.log) : null;

/**
 * What is run: groups one after the other, the steps of a group side by side. A step resolves with its exit status
 * and its output, if that was not shown; `totals` reads what its runner counted.
 */
const GROUPS = [
  [
    { title: 'type-check', isWanted: !matching, run: shown => startPackage('tsc', ['-p', '.'], { shown }) },
    { title: 'lint', isWanted: !matching, run: shown => startPackage('biome', ['check', '.'], { shown }) },
  ],
  [
    {
      title: 'unit tests',
      isWanted: !matching || matching.unit.length > 0,
      run: shown => startPackage('vitest', ['run', ...unitArguments()], { shown }),
      totals: () => vitestTotals(UNIT_REPORT),
    },
    {
      title: 'build',
      isWanted: needsBrowser,
      run: shown => startPackage('vite', ['build', '--logLevel', 'warn'], { shown }),
    },
  ],
  [
    {
      title: 'end-to-end tests',
      isWanted: needsBrowser && (!matching || matching.browser.length > 0),
      run: shown =>
        browser
          ? startPackage('playwright', ['test', ...browserArguments()], {
              shown,
              env: { CHROMIUM: browser, BROWSER_REPORT },
            })
          : { status: 1, output: 'The end-to-end tests are skipped: there is no Chromium.\n' },
      totals: () => playwrightTotals(BROWSER_REPORT),
    },
  ],
  [
    {
      title: 'the page in every browser',
      isWanted: needsBrowser && (!matching || matching.browsers.length > 0),
      run: shown =>
        startPackage('vitest', ['run', '--config', 'e2e/browsers/vitest.config.ts', ...browsersArguments()], {
          shown,
          env: browser ? { CHROMIUM: browser } : {},
        }),
      totals: () => vitestTotals(BROWSERS_REPORT),
    },
  ],
];

const failed = [];
const totals = { passed: 0, failed: 0, skipped: 0 };
for (const group of GROUPS) {
  const steps = group.filter(({ isWanted }) => isWanted);
  await Promise.all(steps.map((step, at) => finish(step, at === 0)));
}

if (failed.length > 0) console.error(`\nFailed: ${failed.join(', ')}`);
// Those that words leave out are not skipped.
if (totals.skipped > 0 && !matching) console.log(`\n${totals.skipped} skipped`);
console.log(`\n${totals.passed} passed, ${totals.failed} failed`);
process.exit(totals.failed > 0 ? 1 : 0);

/** Runs a step, the first of its group with its output shown as it comes, the others' afterwards. */
async function finish({ title, run, totals: read }, shown) {
  if (shown) console.log(`\n${title}`);
  const { status, output } = await run(shown);
  if (!shown) console.log(`\n${title}`);
  if (output) process.stdout.write(output);
  const counted = read?.() ?? { passed: 0, failed: 0, skipped: 0 };
  if (status !== 0) {
    failed.push(title);
    // A step that failed without a failing test (a type error, a crash) counts as one failure.
    counted.failed = Math.max(counted.failed, 1);
  }
  for (const key of Object.keys(totals)) totals[key] += counted[key];
}

function unitArguments() {
  const chosen = isQuick ? ['--project=quick'] : [];
  return [...(matching?.unit ?? []), ...chosen, ...vitestReports(UNIT_REPORT)];
}

function browsersArguments() {
  return [...(matching?.browsers ?? []), ...vitestReports(BROWSERS_REPORT)];
}

function vitestReports(file) {
  return ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`];
}

function browserArguments() {
  return matching?.browser ?? [];
}
