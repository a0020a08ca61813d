/** Which tests `npm test -- words` means, as arguments of their runners. */

import { readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { attemptPackage } from './installed.mjs';

const LIST = 'test-results/tests.json';

/**
 * The tests whose file's path or name has every word, in any case: `file` or `file:line` for each runner, none where
 * none matches. Names that a table of cases makes are looked for as they are written.
 */
export async function testsMatching(words) {
  const wanted = words.map(word => word.toLowerCase());
  const matches = text => wanted.every(word => text.toLowerCase().includes(word));
  return {
    unit: placesOf(unitTests(), matches),
    browser: placesOf(browserTests(), matches),
    browsers: filesOf(testsInBrowsers(), matches),
  };
}

/** Where matching tests stand: their file where all of it matches, else their lines. */
function placesOf(tests, matches) {
  const places = tests
    .filter(({ file, name }) => matches(`${file} ${name}`))
    .map(({ file, line }) => (matches(file) ? file : `${file}:${line}`));
  return [...new Set(places)];
}

/** The files in which any test matches: their tests build on each other. */
const filesOf = (tests, matches) => [
  ...new Set(tests.filter(({ file, name }) => matches(`${file} ${name}`)).map(({ file }) => file)),
];

const unitTests = () => listedByVitest(['--static-parse']);

/** Not from the source alone: their names are made of the browsers'. */
const testsInBrowsers = () => listedByVitest(['--config', 'e2e/browsers/vitest.config.ts']);

function listedByVitest(options) {
  const { status, output } = attemptPackage('vitest', ['list', ...options, `--json=${LIST}`]);
  if (status !== 0) throw new Error(`The tests could not be listed.\n${output}`);
  return JSON.parse(readFileSync(LIST, 'utf8')).map(({ file, name, location }) => ({
    file: relative('.', file),
    name,
    line: location?.line,
  }));
}

function browserTests() {
  const { status, output } = attemptPackage('playwright', ['test', '--list', '--reporter=json'], {
    env: { PLAYWRIGHT_JSON_OUTPUT_NAME: LIST },
  });
  if (status !== 0) throw new Error(`The end-to-end tests could not be listed.\n${output}`);
  const { config, suites } = JSON.parse(readFileSync(LIST, 'utf8'));
  const testsOf = suite => [
    ...(suite.specs ?? []).map(({ file, title, line }) => ({
      file: relative('.', join(config.rootDir, file)),
      name: `${suite.title} ${title}`,
      line,
    })),
    ...(suite.suites ?? []).flatMap(testsOf),
  ];
  return suites.flatMap(testsOf);
}
