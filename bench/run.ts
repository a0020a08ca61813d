/** `npm run bench`: measures in Node and in Chromium, weighs the build, and writes RESULTS.md beside this file. */

import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type BrowserRounds, measureBrowser } from './browser';
import { measureBundles } from './bundles';
import { readCaptum } from './captum';
import { describeMachine } from './machine';
import { measureNode, type NodeRounds } from './node';
import { report } from './report';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const RESULTS = fileURLToPath(new URL('RESULTS.md', import.meta.url));
const CAPTUM = fileURLToPath(new URL('captum.json', import.meta.url));

type Rounds = BrowserRounds & NodeRounds;

const FULL: Rounds = {
  loads: 3,
  waits: 7,
  passes: { single: 5, integrated: 3 },
  sweep: 5,
  index: 3,
  explanations: 100,
};
const QUICK: Rounds = {
  loads: 1,
  waits: 3,
  passes: { single: 3, integrated: 1 },
  sweep: 3,
  index: 1,
  explanations: 10,
};

const quick = process.argv.includes('--quick');
const rounds = quick ? QUICK : FULL;
const folder = await mkdtemp(join(tmpdir(), 'finegrain-bench-'));
try {
  const captum = await readCaptum(CAPTUM);
  say('building the app');
  const bundles = await measureBundles(ROOT, join(folder, 'app'));
  const browser = await measureBrowser(ROOT, join(folder, 'page'), rounds, what => say(`Chromium: ${what}`));
  const node = await measureNode(
    join(ROOT, 'public/models/minilm-sst2'),
    join(ROOT, 'public/neurons/minilm-sst2'),
    rounds,
    what => say(`Node: ${what}`),
  );
  const text = `${report({ machine: describeMachine(), node, browser, bundles, captum })}\n`;
  if (quick) console.log(text);
  else await writeFile(RESULTS, text);
} finally {
  await rm(folder, { recursive: true, force: true });
}

function say(what: string) {
  console.error(what);
}
