/** The measurements as Markdown. */

import type { BrowserResults } from './browser';
import { type BundleFile, type BundleSizes, totalGzipped } from './bundles';
import { interventionSection } from './intervention-section';
import { kilobytes, megabytes, percent, spread, table, threads } from './markdown';
import { captumSection, clicksSection, indexSection, sweepSection } from './neuron-sections';
import type { PageMemory } from './page/memory';
import { BATCH, CONTESTS, type PassResults, POINTS } from './passes';
import type { Results } from './results';
import { RIVAL_NAMES, type Rival } from './rivals';
import { summary } from './summary';
import { SENTENCE_TOKENS } from './texts';
import { medianRatio, type Times } from './timing';

export function report(results: Results): string {
  const { machine, node, browser, clicks, bundles } = results;
  return [
    head(results),
    summary(results),
    `## Passes in Chromium\n\nThe wasm backend with ${threads(browser.cold[0]?.threads)}.\n\n${passTables(browser.passes)}`,
    ...(node.passes
      ? [`## Passes in Node\n\nThe wasm backend with ${threads(node.threads)}.\n\n${passTables(node.passes)}`]
      : []),
    sweepSection(results),
    ...captumSection(results),
    interventionSection(results),
    waits(browser),
    clicksSection(clicks),
    memory(browser),
    indexSection(results),
    sizesSection(bundles),
    ...leftOut(results),
    `Measured on ${machine.date}.`,
  ].join('\n\n');
}

/** What a quick run does without. */
function leftOut({ node, browser }: Results): string[] {
  const missing = [
    node.passes ? [] : ['passes in Node'],
    node.interventions ? [] : ['changing neurons in Node'],
    browser.memory ? [] : ['memory of page and workers'],
  ].flat();
  return missing.length > 0 ? [`Left out, since it takes minutes: ${missing.join(', ')}.`] : [];
}

function head({ machine, browser }: Results): string {
  return `# Measurements

Made by \`npm run bench\`, which takes about twenty minutes on two cores; \`npm run bench -- --quick\` takes a
round each, leaves out what takes minutes and prints to the terminal instead, \`npm run bench -- clicks\` only what a click on a neuron takes.

- **machine**: ${machine.processor}, ${machine.cores} cores, ${machine.memory.toFixed(0)} GB, ${machine.system}
- **software**: Node ${machine.node}, Chromium ${browser.version}, cross-origin isolated: ${browser.cold.every(load => load.isolated) ? 'yes' : 'no'}
- **model and text**: public/models/minilm-sst2 (6 blocks, 384 wide), a sentence of ${SENTENCE_TOKENS} tokens

How to read: times are medians over rounds, with the fastest and slowest round in brackets; within a round the rivals
take turns, on the same model, inputs and backend. Ratios are medians of the rounds' ratios. Compare ratios, not times,
and measure on a quiet machine: threads that wait for a busy core cost the hand-written passes more than \`tf.grad\`,
whose slow products use one thread. kB and MB are 10³ and 10⁶ bytes.`;
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
heatmap is that of the rule \`adaptive\` and includes all neurons, which the app's worker always asks for. It took ${found.evaluations} evaluations here and ${found.withinTolerance ? 'met' : 'missed'} its tolerance.

${table(
  ['until', 'ms', `of ${POINTS} points`],
  [
    ['prediction', spread(found.prediction), ofFixed(found.prediction)],
    ['rough heatmap', spread(found.rough), ofFixed(found.rough)],
    ['final heatmap and neurons, `adaptive`', spread(found.final), ofFixed(found.final)],
    [
      `(${POINTS} points of a fixed rule, words alone, in a worker of its own, in turns)`,
      spread(found.fixed),
      '',
    ],
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

function memory({ leaks, heap, memory: page }: BrowserResults): string {
  const tensors = (how: string, { before, after }: typeof leaks.words) => [
    `tensors before and after ${leaks.explanations} explanations of several lengths, ${how}`,
    `${before}, ${after}`,
  ];
  const heapWithNeurons = ({ tokens, bytes }: typeof heap.longest) => [
    `wasm heap after a text of ${tokens} tokens with neurons, alone`,
    megabytes(bytes),
  ];
  const whole = ({ tokens, bytes }: PageMemory, when: string) => [
    `page and workers after a text of ${tokens} tokens with neurons, ${when}, by \`measureUserAgentSpecificMemory\``,
    bytes === null ? 'not told' : megabytes(bytes),
  ];
  return `## Memory in Chromium

${table(
  ['what', 'measured'],
  [
    tensors('words alone', leaks.words),
    tensors('with neurons', leaks.neurons),
    ['wasm heap with the model loaded', megabytes(leaks.heap.loaded)],
    [`wasm heap after ${leaks.explanations} explanations, words alone`, megabytes(leaks.heap.explained)],
    ['wasm heap after a text of 512 tokens, words alone', megabytes(leaks.heap.longest)],
    heapWithNeurons(heap.paragraph),
    heapWithNeurons(heap.longest),
    ...(page ? [whole(page.sentence, 'many times'), whole(page.paragraph, 'alone')] : []),
  ],
)}

The wasm heap only grows, so its size is the peak of all tensors until then; it grows by more than is asked for, to ask
less often. Rows with neurons explain as the app's worker does; "alone" is a worker that did nothing before, since
after other texts the heap has grown in other steps.`;
}

export function sizesSection({ firstPaint, later, worker, wasm }: BundleSizes): string {
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
