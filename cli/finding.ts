/** `npm run finding`: which ranking finds the neurons that matter? The README's finding, from the Brown corpus. */

import { basename, dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { drawFinding } from '../scripts/finding-figure';
import { ablation } from '../src/engine/experiments/ablation';
import { averageAblations } from '../src/engine/experiments/ablation-average';
import type { AblationRequest } from '../src/engine/experiments/experiment';
import type { AblationRecord } from '../src/engine/experiments/records';
import type { Model } from '../src/engine/explanation/model';
import { predict } from '../src/engine/explanation/predict';
import { finish } from '../src/engine/finish';
import { SWEPT_METHODS } from '../src/engine/neurons/neuron-table';
import { runCommand, tell } from './command';
import { readArguments, TEXT } from './common-options';
import { brownFolder, readBrown } from './corpus-files';
import { findingOf, findingTable } from './finding-table';
import { loadModel } from './load-model';
import { wholeNumber } from './number-options';
import { writeWhole } from './part-folder';
import { shippedDefaults } from './shipped';

const USAGE = `Switches neurons off in press reviews of the Brown corpus, in the order of each ranking, and averages what is left of
the decision's lead. Prints a table in Markdown, and writes the averages as JSON and, beside it, as a figure.

  npm run --silent finding -- [options]

  --sentences N    how many sentences, the first that fit; default: 40
  --out FILE       the averages; default: docs/finding.json
  --help           this text
`;

/** Category C, reviews. */
const REVIEWS = /^cc\d\d$/;
/** Special ones are not counted. */
const TOKENS = { from: 10, to: 30 } as const;
const PROBABILITY = 0.9;
const REQUEST: AblationRequest = {
  kind: 'ablation',
  rankings: SWEPT_METHODS,
  sites: null,
  counts: [0, 1, 2, 5, 10, 20, 50, 100, 200],
  controls: { count: 20, seed: 1 },
};
const ATTRIBUTION = { method: 'integrated-gradients', rule: 'adaptive', steps: 50, baseline: 'pad' } as const;
const OUT = fileURLToPath(new URL('../docs/finding.json', import.meta.url));

/** Runs the command; resolves with the exit status. */
async function main(): Promise<number> {
  const defaults = shippedDefaults();
  const values = readArguments(process.argv.slice(2), {
    sentences: { type: 'string', default: '40' },
    out: TEXT,
    help: { type: 'boolean', default: false },
  });
  if (values.help) {
    process.stdout.write(USAGE);
    return 0;
  }
  const wanted = wholeNumber('--sentences', values.sentences);
  const out = values.out === undefined ? OUT : resolve(defaults.folder, values.out);
  const model = await loadModel(defaults.model);
  const corpus = readBrown(brownFolder(), REVIEWS);
  const records: AblationRecord[] = [];
  for await (const { text, target } of decided(
    model,
    corpus.sentences.map(sentence => sentence.text),
  )) {
    records.push(await finish(ablation({ model, subject: { ...ATTRIBUTION, text, target } }, REQUEST)));
    tell(`${records.length} of ${wanted} sentences`);
    if (records.length === wanted) break;
  }
  tell('');
  const finding = findingOf(averageAblations(records));
  const settings = {
    model: records[0]?.model,
    corpus: { name: corpus.name, version: corpus.version, category: 'C (press: reviews)' },
    sentences: { tokens: TOKENS, probability: PROBABILITY, targets: targetsOf(records) },
    attribution: { method: ATTRIBUTION.method, rule: ATTRIBUTION.rule, baseline: ATTRIBUTION.baseline },
    sites: records[0]?.sites,
    controls: REQUEST.controls,
  };
  const json = readable({ settings, finding });
  await writeWhole(dirname(out), basename(out), [new TextEncoder().encode(json)]);
  await drawFinding(finding, dirname(out));
  process.stdout.write(findingTable(finding));
  return 0;
}

/** The texts that fit, each with the lead of its predicted label over the next as the target. */
async function* decided(
  model: Model,
  texts: readonly string[],
): AsyncGenerator<{ readonly text: string; readonly target: string }> {
  for (const text of texts) {
    const { tokens } = model.tokenizer.encode(text);
    const length = tokens.filter(({ special }) => !special).length;
    if (length < TOKENS.from || length > TOKENS.to) continue;
    const [prediction] = await predict(model, [tokens], tokens.length);
    const [first, second] = (prediction?.labels ?? [])
      .map((label, at) => ({ label, probability: prediction?.probabilities[at] ?? 0 }))
      .sort((a, b) => b.probability - a.probability);
    if (!first || !second || first.probability < PROBABILITY) continue;
    yield { text, target: `diff:${first.label},${second.label}` };
  }
}

/** How many of the texts have each target. */
function targetsOf(records: readonly AblationRecord[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { target } of records) counts[target] = (counts[target] ?? 0) + 1;
  return counts;
}

/** JSON with a list of numbers or names on a line, as the formatter has it. */
function readable(value: unknown): string {
  // Digits beyond these differ between machines.
  const rounded = (_: string, each: unknown) => (typeof each === 'number' ? Number(each.toFixed(4)) : each);
  const json = JSON.stringify(value, rounded, 2);
  return `${json.replace(/\[[^[\]{}]+\]/g, list => `[${list.slice(1, -1).trim().split(/,\s+/).join(', ')}]`)}\n`;
}

await runCommand('finding', main);
