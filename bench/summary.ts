/** The report's first table: what is promised, and whether it holds. */

import { totalGzipped } from './bundles';
import { kilobytes, megabytes, percent, table } from './markdown';
import { visitTotals } from './neuron-sections';
import type { PageMemory } from './page/memory';
import { POINTS } from './passes';
import { LIMITS, type Results } from './results';
import { median, medianRatio } from './timing';

type Row = readonly [what: string, found: string, limit: string, status: string];

export function summary(results: Results): string {
  return `## In short

Measured in Chromium unless it says otherwise.

${table(['what', 'measured', 'limit', ''], [...speed(results), ...memory(results), ...sizes(results), ...index(results)])}`;
}

function speed({ browser, node, clicks }: Results): Row[] {
  const { integrated } = browser.passes;
  const { rough, fixed } = browser.waits;
  const speedUp = medianRatio(integrated.textbookGrad, integrated.handWritten);
  const sweepRow = (where: string, { sweep, words, evaluations }: Results['node']['sweep']) =>
    atMost(
      `all neurons in one sweep, times the words alone at the same ${evaluations} points, ${where}`,
      medianRatio(sweep, words),
      LIMITS.sweepRatio,
      ratio => ratio.toFixed(2),
    );
  return [
    [
      `integrated gradients, ${POINTS} points: times faster than \`tf.grad\``,
      speedUp.toFixed(1),
      `≥ ${LIMITS.speedUp}`,
      status(speedUp >= LIMITS.speedUp),
    ],
    atMost(
      `rough heatmap, share of the time of ${POINTS} points`,
      medianRatio(rough, fixed),
      LIMITS.roughShare,
      percent,
    ),
    sweepRow('in Chromium', browser.sweep),
    sweepRow('in Node', node.sweep),
    ...interventions(browser.interventions),
    atMost(
      "from a click on a neuron until its page is painted, examples' texts included, warm index",
      median(clicks.texts),
      LIMITS.click,
      milliseconds => `${milliseconds.toFixed(0)} ms`,
    ),
  ];
}

function interventions({ sweep, first, oneByOne, passes }: Results['browser']['interventions']): Row[] {
  const seconds = (value: number) => `${value.toFixed(1)} s`;
  const speedUp = medianRatio(oneByOne, sweep);
  return [
    atMost(
      `dose–response with controls, ${passes} passes`,
      median(sweep) / 1000,
      LIMITS.doseSeconds,
      seconds,
    ),
    atMost('its first points', median(first) / 1000, LIMITS.firstDoseSeconds, seconds),
    [
      'it, times faster than as many full passes one by one',
      speedUp.toFixed(1),
      `≥ ${LIMITS.doseSpeedUp}`,
      status(speedUp >= LIMITS.doseSpeedUp),
    ],
  ];
}

function memory({ browser: { leaks, memory } }: Results): Row[] {
  const leakRow = (how: string, { before, after }: typeof leaks.words): Row => [
    `tensors left behind by ${leaks.explanations} explanations, ${how}`,
    String(after - before),
    String(LIMITS.leaked),
    status(after - before <= LIMITS.leaked),
  ];
  return [
    leakRow('words alone', leaks.words),
    leakRow('with neurons', leaks.neurons),
    ...(memory ? [pageRow(memory.paragraph)] : []),
  ];
}

function pageRow({ tokens, bytes }: PageMemory): Row {
  const what = `page and workers after a text of ${tokens} tokens with neurons`;
  return bytes === null
    ? [what, 'not told', `≤ ${megabytes(LIMITS.pageBytes)}`, '']
    : atMost(what, bytes, LIMITS.pageBytes, megabytes);
}

function sizes({ bundles }: Results): Row[] {
  return [
    atMost(
      'JavaScript before first paint, gzipped',
      totalGzipped(bundles.firstPaint),
      LIMITS.firstPaint,
      kilobytes,
    ),
    atMost(
      'JavaScript of the worker, gzipped, all backends',
      totalGzipped(bundles.worker),
      LIMITS.worker,
      kilobytes,
    ),
  ];
}

function index({ node: { index: found } }: Results): Row[] {
  const tokens = (1000 * found.tokens) / median(found.times);
  return [
    ['neuron index: tokens a second, one process of Node', tokens.toFixed(0), '', ''],
    ['neuron index: size', megabytes(found.bytes), '', ''],
    [
      'neuron index: fetched by a first visit of a neuron',
      kilobytes(median(visitTotals(found.visits))),
      '',
      '',
    ],
  ];
}

function atMost(what: string, found: number, limit: number, show: (value: number) => string): Row {
  return [what, show(found), `≤ ${show(limit)}`, status(found <= limit)];
}

function status(met: boolean): string {
  return met ? 'met' : 'missed';
}
