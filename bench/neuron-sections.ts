/** What the report says of neurons: their sweep, their page, their index, and Captum. */

import type { CaptumResults } from './captum';
import type { ClickResults } from './clicks';
import { kilobytes, megabytes, spread, table, threads } from './markdown';
import type { VisitBytes } from './neuron-index';
import type { Results } from './results';
import type { SweepResults } from './sweep';
import { SENTENCE_TOKENS } from './texts';
import { median, medianRatio } from './timing';

export function sweepSection({ browser, node }: Results): string {
  const rows = (where: string, { words, sweep, evaluations }: SweepResults) => [
    [where, `words alone, a fixed rule, ${evaluations} points`, spread(words), ''],
    [
      where,
      `with all neurons, \`adaptive\`, ${evaluations} points`,
      spread(sweep),
      medianRatio(sweep, words).toFixed(2),
    ],
  ];
  const { sites, neurons } = browser.sweep;
  const met = [browser.sweep, node.sweep].every(({ withinTolerance }) => withinTolerance);
  return `## All neurons in one sweep

Integrated gradients that tell of ${neurons} neurons of ${sites} sites too, conductance and internal influence, against those of the
words alone. The sweep ${met ? 'met' : 'missed'} its tolerance.

${table(
  [`${SENTENCE_TOKENS} tokens`, 'how', 'ms', 'times the words alone'],
  [
    ...rows(`Chromium, ${threads(browser.cold[0]?.threads)}`, browser.sweep),
    ...rows(`Node, ${threads(node.threads)}`, node.sweep),
  ],
)}`;
}

export function clicksSection({ facts, texts, activations, fetched, first }: ClickResults): string {
  return `## A click on a neuron in Chromium

On the built app: from the click on a row of the list to the frame in which the neuron's page is painted, over ${facts.length}
neurons, one after another, each when the page of the one before was final. The index is warm: the file that a neuron
is in has been fetched for another one. So have most of the corpus's texts; ${fetched} files of them were fetched within these clicks.
The times end in the second animation frame after the elements are there.

${table(
  ['until', 'ms: median (least–most)'],
  [
    ['statistics, histogram, words and tags', spread(facts)],
    ["those, and the first examples' texts with the token that fired", spread(texts)],
    ["those, and the activations of the examples' other tokens, computed anew", spread(activations)],
  ],
)}

The first neuron of a visit fetched ${first.files} files over loopback, ${kilobytes(first.bytes)} as they were sent, and was painted with its first
examples after ${first.milliseconds.toFixed(0)} ms. The manifest and the words of the list had come with the explanation.`;
}

export function indexSection({ node: { index } }: Results): string {
  const { sentences, tokens, times, shippedTokens, files, bytes, visits } = index;
  const rate = (1000 * tokens) / median(times);
  const texts = visits.flatMap(visit => visit.texts ?? []);
  return `## Neuron index

Reading a corpus: ${sentences} sentences of our own, ${tokens} tokens without special ones, through the model and into the
accumulators, on one process of Node. The calibration before it is not in the time.

${table(
  ['what', 'measured'],
  [
    ['ms for the sentences', spread(times)],
    ['tokens a second', rate.toFixed(0)],
    [
      `minutes for the ${shippedTokens} tokens of the shipped index at that speed, one process`,
      (shippedTokens / rate / 60).toFixed(0),
    ],
    [`size of the shipped index on disk, ${files} files`, megabytes(bytes)],
  ],
)}

What a first visit of a neuron fetches, uncompressed, for the neuron in the middle of each of ${visits.length} sites, with the texts of all
its examples; a later visit fetches no manifest, and no file a second time.

${table(
  ['files', 'kB: median (least–most)'],
  [
    ['manifest', inKilobytes(visits.map(visit => visit.manifest))],
    ['the file that the neuron is in', inKilobytes(visits.map(visit => visit.neurons))],
    ["the corpus's text", texts.length > 0 ? inKilobytes(texts) : 'the corpus is not there'],
    ['**together**', `**${inKilobytes(visitTotals(visits))}**`],
  ],
)}`;
}

/** Nothing where nobody ran Captum. */
export function captumSection({ captum, browser, node }: Results): string[] {
  return captum ? [againstCaptum(captum, browser.sweep, node.sweep)] : [];
}

function againstCaptum(captum: CaptumResults, browser: SweepResults, node: SweepResults): string {
  const { seconds, sites, steps, error, made } = captum;
  const all = (seconds / sites) * browser.sites;
  const rows = (where: string, { sweep, evaluations }: SweepResults) => {
    const own = median(sweep) / 1000;
    return [`one sweep in ${where}, ${evaluations} points`, own.toFixed(1), (all / own).toFixed(0)];
  };
  const timed =
    sites < browser.sites ? `extrapolated from ${sites} sites timed (${seconds.toFixed(1)} s)` : 'a run each';
  return `## Against Captum

The conductance of all ${browser.neurons} neurons for the same sentence. Captum has one layer a run; its \`LayerConductance\`
took ${steps} steps, float32, left rule. Its worst neuron was ${(100 * error).toFixed(1)} % off the float64 reference, summed over tokens, as
a share of the largest. Made apart from this run: ${made}.

${table(
  [`${SENTENCE_TOKENS} tokens`, 's', 'times faster than Captum'],
  [
    [`Captum, ${browser.sites} sites, ${timed}`, all.toFixed(1), ''],
    rows('Chromium', browser),
    rows('Node', node),
  ],
)}`;
}

/** Bytes of each visit, all files. */
export function visitTotals(visits: readonly VisitBytes[]): number[] {
  return visits.map(({ manifest, neurons, texts }) => manifest + neurons + (texts ?? 0));
}

function inKilobytes(bytes: readonly number[]): string {
  return spread(bytes.map(each => each / 1e3));
}
