/** The measurements as Markdown. */

import type { BrowserResults } from './browser';
import { type BundleFile, type BundleSizes, totalGzipped } from './bundles';
import type { Machine } from './machine';
import type { NodeResults } from './node';
import { BATCH, CONTESTS, type PassResults, POINTS } from './passes';
import { RIVAL_NAMES, type Rival } from './rivals';
import { SENTENCE_TOKENS } from './texts';
import { median, medianRatio, type Times } from './timing';

export interface Results {
  readonly machine: Machine;
  readonly node: NodeResults;
  readonly browser: BrowserResults;
  readonly bundles: BundleSizes;
}

/** What the numbers are held against. */
const LIMITS = { speedUp: 6, roughShare: 0.25, leaked: 0, firstPaint: 180_000, worker: 300_000 };

export function report(results: Results): string {
  const { machine, node, browser, bundles } = results;
  return [
    head(results),
    summary(results),
    `## Passes in Chromium\n\nThe wasm backend with ${threads(browser.cold[0]?.threads)}.\n\n${passTables(browser.passes)}`,
    `## Passes in Node\n\nThe wasm backend with ${threads(node.threads)}.\n\n${passTables(node.passes)}`,
    waits(browser),
    memory(browser),
    sizes(bundles),
    `Measured on ${machine.date}.`,
  ].join('\n\n');
}

function head({ machine, browser }: Results): string {
  return `# Measurements

Made by \`npm run bench\`, which takes about ten minutes on two cores; \`npm run bench -- --quick\` takes fewer rounds
and prints to the terminal instead.

- **machine**: ${machine.processor}, ${machine.cores} cores, ${machine.memory.toFixed(0)} GB, ${machine.system}
- **software**: Node ${machine.node}, Chromium ${browser.version}, cross-origin isolated: ${browser.cold.every(load => load.isolated) ? 'yes' : 'no'}
- **model and text**: public/models/minilm-sst2 (6 blocks, 384 wide), a sentence of ${SENTENCE_TOKENS} tokens

How to read: times are medians over rounds, with the fastest and slowest round in brackets; within a round the rivals
take turns, on the same model, inputs and backend. Ratios are medians of the rounds' ratios. Compare ratios, not times,
and measure on a quiet machine: threads that wait for a busy core cost the hand-written passes more than \`tf.grad\`,
whose slow products use one thread. kB and MB are 10³ and 10⁶ bytes.`;
}

function summary({ browser, bundles }: Results): string {
  const speedUp = medianRatio(browser.passes.integrated.textbookGrad, browser.passes.integrated.handWritten);
  const roughShare = medianRatio(browser.waits.rough, browser.waits.fixed);
  const leaked = browser.leaks.tensorsAfter - browser.leaks.tensorsBefore;
  const firstPaint = totalGzipped(bundles.firstPaint);
  const worker = totalGzipped(bundles.worker);
  const line = (what: string, found: string, limit: string, met: boolean) => [
    what,
    found,
    limit,
    met ? 'met' : 'missed',
  ];
  return `## In short

${table(
  ['in Chromium', 'measured', 'limit', ''],
  [
    line(
      `integrated gradients, ${POINTS} points: times faster than \`tf.grad\``,
      speedUp.toFixed(1),
      `≥ ${LIMITS.speedUp}`,
      speedUp >= LIMITS.speedUp,
    ),
    line(
      `rough heatmap, share of the time of ${POINTS} points`,
      percent(roughShare),
      `≤ ${percent(LIMITS.roughShare)}`,
      roughShare <= LIMITS.roughShare,
    ),
    line(
      `tensors left behind by ${browser.leaks.explanations} explanations`,
      String(leaked),
      String(LIMITS.leaked),
      leaked <= LIMITS.leaked,
    ),
    line(
      'JavaScript before first paint, gzipped',
      kilobytes(firstPaint),
      `≤ ${kilobytes(LIMITS.firstPaint)}`,
      firstPaint <= LIMITS.firstPaint,
    ),
    line(
      'JavaScript of the worker, gzipped, all backends',
      kilobytes(worker),
      `≤ ${kilobytes(LIMITS.worker)}`,
      worker <= LIMITS.worker,
    ),
  ],
)}`;
}

function passTables(results: PassResults): string {
  const { forward, gradient, integrated, disagreement, heap } = results;
  const rows = (what: string, times: Partial<Record<Rival, Times>>, names: readonly Rival[]) =>
    names.map(name => {
      const own = times[name] ?? [];
      const ratio = medianRatio(own, times.handWritten ?? []).toFixed(1);
      return [what, RIVAL_NAMES[name], spread(own), name === 'handWritten' ? '' : ratio];
    });
  return `${table(
    [`${SENTENCE_TOKENS} tokens`, 'how', 'ms', 'times hand-written'],
    [
      ...rows(`forward, batch ${BATCH}`, forward, CONTESTS.forward),
      ...rows(`forward + gradient, batch ${BATCH}`, gradient, CONTESTS.gradient),
      ...rows(`integrated gradients, ${POINTS} points`, integrated, CONTESTS.integrated),
    ],
  )}

Attributions agree to ${disagreement.toExponential(0)} of the largest. The wasm heap, weights included, was
${megabytes(heap.handWritten)} after the hand-written integration and ${megabytes(heap.all)} at the end.`;
}

function waits({ waits: found, cold, cached }: BrowserResults): string {
  const ofFixed = (times: Times) => percent(medianRatio(times, found.fixed));
  const loads = (results: BrowserResults['cold']) => spread(results.map(result => result.milliseconds));
  return `## Waits in Chromium

Through the app's own client and worker, from the request for a sentence of ${SENTENCE_TOKENS} tokens, warm. The final
heatmap is that of the rule \`adaptive\`, which took ${found.evaluations} evaluations here and ${found.withinTolerance ? 'met' : 'missed'} its tolerance.

${table(
  ['until', 'ms', `of ${POINTS} points`],
  [
    ['prediction', spread(found.prediction), ofFixed(found.prediction)],
    ['rough heatmap', spread(found.rough), ofFixed(found.rough)],
    ['final heatmap, `adaptive`', spread(found.final), ofFixed(found.final)],
    [`(${POINTS} points of a fixed rule, alone)`, spread(found.fixed), ''],
  ],
)}

From the worker's start until it can explain (over loopback, so the download itself costs little):

${table(
  ['load', 'ms', 'weights from the cache'],
  [
    ['first visit', loads(cold), cold.some(result => result.cached) ? 'yes' : 'no'],
    ['second visit', loads(cached), cached.every(result => result.cached) ? 'yes' : 'no'],
  ],
)}`;
}

function memory({ leaks, pageBytes }: BrowserResults): string {
  return `## Memory in Chromium

${table(
  ['what', 'measured'],
  [
    [
      `tensors before and after ${leaks.explanations} explanations of several lengths`,
      `${leaks.tensorsBefore}, ${leaks.tensorsAfter}`,
    ],
    ['wasm heap with the model loaded', megabytes(leaks.heap.loaded)],
    [`wasm heap after ${leaks.explanations} explanations`, megabytes(leaks.heap.explained)],
    ['wasm heap after a text of 512 tokens', megabytes(leaks.heap.longest)],
    [
      'page and workers after a sentence, by `measureUserAgentSpecificMemory`',
      pageBytes === null ? 'not told' : megabytes(pageBytes),
    ],
  ],
)}

The wasm heap only grows, so its size is the peak of all tensors until then; it grows by more than is asked for, to ask
less often.`;
}

function sizes({ firstPaint, later, worker, wasm }: BundleSizes): string {
  const rows = (part: string, files: readonly BundleFile[]) =>
    files.map(({ file, bytes, gzipped }) => [part, unhashed(file), kilobytes(bytes), kilobytes(gzipped)]);
  const total = (part: string, files: readonly BundleFile[]) => [
    `**${part}**`,
    '**together**',
    kilobytes(files.reduce((sum, { bytes }) => sum + bytes, 0)),
    `**${kilobytes(totalGzipped(files))}**`,
  ];
  return `## Sizes of the production build

A visitor fetches the worker's entry and the chunk of the backend that is tried, not all of them; of the wasm binaries
one.

${table(
  ['part', 'file', 'size', 'gzipped'],
  [
    ...rows('before first paint', firstPaint),
    total('before first paint', firstPaint),
    ...rows('page, later', later),
    ...rows('worker', worker),
    total('worker', worker),
    ...rows('wasm binary', wasm),
  ],
)}`;
}

/** Built files carry a hash that changes with every build; only the name says anything. */
function unhashed(file: string): string {
  return file.replace(/-[\w-]{8}(?=\.\w+$)/, '');
}

function table(columns: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(columns), line(columns.map(() => '---')), ...rows.map(line)].join('\n');
}

function spread(times: Times): string {
  return `${milliseconds(median(times))} (${milliseconds(Math.min(...times))}–${milliseconds(Math.max(...times))})`;
}

const threads = (count = 0) => `${count} thread${count === 1 ? '' : 's'}`;
const milliseconds = (value: number) => value.toFixed(0);
const percent = (share: number) => `${(100 * share).toFixed(0)} %`;
const kilobytes = (bytes: number) => `${(bytes / 1e3).toFixed(0)} kB`;
const megabytes = (bytes: number) => `${(bytes / 1e6).toFixed(0)} MB`;
