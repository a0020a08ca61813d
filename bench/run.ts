/**
 * `npm run bench`: measures in Node and in Chromium, weighs the build, and writes RESULTS.md beside this file.
 * `--quick` takes a round each, leaves out what takes minutes, and prints; the name of a section, `clicks` or `sizes`,
 * prints that one alone.
 */

import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { messageOf } from '../cli/command';
import { checkNpmOptions } from '../cli/npm-options';
import { type BrowserRounds, measureBrowser } from './browser';
import { buildApp, measureBundles } from './bundles';
import { readCaptum } from './captum';
import { measureClicks } from './clicks';
import { describeMachine } from './machine';
import { clicksSection } from './neuron-sections';
import { measureNode, type NodeRounds } from './node';
import { report, sizesSection } from './report';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const RESULTS = fileURLToPath(new URL('RESULTS.md', import.meta.url));
const CAPTUM = fileURLToPath(new URL('captum.json', import.meta.url));

type Rounds = BrowserRounds & NodeRounds & { readonly clicks: number };

const FULL: Rounds = {
  loads: 3,
  waits: 7,
  clicks: 21,
  passes: { single: 5, integrated: 3 },
  sweep: 5,
  interventions: 3,
  index: 3,
  explanations: 100,
  isQuick: false,
};
const QUICK: Rounds = {
  loads: 1,
  waits: 1,
  clicks: 5,
  passes: { single: 1, integrated: 1 },
  sweep: 1,
  interventions: 1,
  index: 1,
  explanations: 3,
  isQuick: true,
};

try {
  checkNpmOptions('bench', process.argv.slice(2));
} catch (error) {
  console.error(`bench: ${messageOf(error)}`);
  process.exit(2);
}
const quick = process.argv.includes('--quick');
const section = process.argv.slice(2).find(argument => !argument.startsWith('--'));
const rounds = quick ? QUICK : FULL;
const folder = await mkdtemp(join(tmpdir(), 'finegrain-bench-'));
const app = join(folder, 'app');
try {
  if (section === undefined) {
    const text = await everything();
    if (quick) console.log(text);
    else await writeFile(RESULTS, `${text}\n`);
  } else {
    console.log(await alone(section));
  }
} finally {
  await rm(folder, { recursive: true, force: true });
}

async function everything(): Promise<string> {
  const captum = await readCaptum(CAPTUM);
  await built();
  const bundles = measureBundles(app);
  const browser = await measureBrowser(ROOT, join(folder, 'page'), rounds, inChromium);
  const clicks = await measureClicks(ROOT, app, rounds.clicks, inChromium);
  const node = await measureNode(
    join(ROOT, 'public/models/minilm-sst2'),
    join(ROOT, 'public/neurons/minilm-sst2'),
    rounds,
    what => say(`Node: ${what}`),
  );
  return report({ machine: describeMachine(), node, browser, clicks, bundles, captum });
}

/** A section that needs no other. */
async function alone(name: string): Promise<string> {
  switch (name) {
    case 'clicks':
      await built();
      return clicksSection(await measureClicks(ROOT, app, rounds.clicks, inChromium));
    case 'sizes':
      await built();
      return sizesSection(measureBundles(app));
    default:
      throw new Error(`There is no section ${name}; clicks and sizes can be measured alone.`);
  }
}

async function built(): Promise<void> {
  say('building the app');
  await buildApp(ROOT, app);
}

function inChromium(what: string) {
  say(`Chromium: ${what}`);
}

function say(what: string) {
  console.error(what);
}
