/** What many changes of neurons cost: a dose–response with its controls, against as many passes one by one; runs anywhere. */

import * as tf from '@tensorflow/tfjs-core';
import { type Matrix, matrixTensor } from '../src/engine/attribution/differentiable';
import { MAX_ROWS } from '../src/engine/attribution/path';
import { tidy } from '../src/engine/backend/tidy';
import { doseResponse } from '../src/engine/experiments/dose-response';
import { logitsUnder } from '../src/engine/experiments/effects';
import type { SweepRequest } from '../src/engine/experiments/experiment';
import { explain } from '../src/engine/explanation/explain';
import type { Model } from '../src/engine/explanation/model';
import { finish } from '../src/engine/finish';
import { compileChanges, type NeuronChange, scaled } from '../src/engine/interventions/resolve';
import type { Site } from '../src/engine/transformer/sites';
import { embedSentence } from './sentence';
import { SENTENCE } from './texts';
import { type Times, timeInTurns } from './timing';

const POINTS = 64;
const CONTROLS = { count: 20, points: 16, seed: 1 };
/** Whole explanations that are timed for one point each; the others are counted on to take as long. */
const EXPLANATIONS = 4;

export interface InterventionResults {
  readonly points: number;
  /** Passes of the dose–response with its controls. */
  readonly passes: number;
  /** Milliseconds until the first points are told. */
  readonly first: Times;
  /** The whole experiment, from text to record. */
  readonly sweep: Times;
  /** As many full passes, one text each. */
  readonly oneByOne: Times;
  /** As many explanations, words alone, as the dose–response has points without controls, from a few. */
  readonly explanations: Times;
  /** The points of the dose–response alone. */
  readonly pointsAlone: Times;
  /** The same changes at a site of each block, in batches: from the site on, and from the embeddings on. */
  readonly restarts: readonly { readonly site: Site; readonly fromSite: Times; readonly whole: Times }[];
}

/** Measures on the backend that runs. */
export async function measureInterventions(model: Model, rounds: number): Promise<InterventionResults> {
  const { input } = embedSentence(model);
  const request: SweepRequest = {
    kind: 'sweep',
    neurons: ['L3.ffn.812'],
    dose: 'factor',
    range: { from: -3, to: 3 },
    points: POINTS,
    controls: CONTROLS,
  };
  const passes = POINTS + CONTROLS.count * CONTROLS.points;
  const variants = variantsAt('L3.ffn', passes);
  const first: number[] = [];
  const sweep = async () => {
    const start = performance.now();
    const run = doseResponse({ model, subject: SUBJECT }, request);
    await run.next();
    first.push(performance.now() - start);
    await finish(run);
  };
  const pointsAlone = () => finish(doseResponse({ model, subject: SUBJECT }, { ...request, controls: NONE }));
  const explanation = () => finish(explain(model, SUBJECT, { rough: false }));
  await sweep();
  await explanation();
  first.length = 0;
  const times = await timeInTurns(
    {
      sweep,
      pointsAlone,
      oneByOne: () => oneByOne(model, input, variants),
      explanations: async () => {
        for (let i = 0; i < EXPLANATIONS; i++) await explanation();
      },
    },
    rounds,
  );
  const restarts: { site: Site; fromSite: Times; whole: Times }[] = [];
  for (const site of ['L0.ffn', 'L1.ffn', 'L3.ffn', 'L5.ffn'] as const) {
    const own = variantsAt(site, POINTS);
    const inTurns = await timeInTurns(
      { fromSite: () => fromSite(model, input, own), whole: () => whole(model, input, own) },
      rounds,
    );
    restarts.push({ site, ...inTurns });
  }
  return {
    points: POINTS,
    passes,
    first,
    ...times,
    explanations: times.explanations.map(time => (time * POINTS) / EXPLANATIONS),
    restarts,
  };
}

const NONE = { count: 0, points: 0, seed: 0 };
const SUBJECT = {
  text: SENTENCE,
  target: null,
  method: 'integrated-gradients',
  baseline: 'pad',
  rule: 'adaptive',
  steps: 50,
} as const;

/** So many changes of one neuron each. */
function variantsAt(site: Site, count: number): NeuronChange[][] {
  return Array.from({ length: count }, (_, at) => [scaled(site, [at], -1)]);
}

async function oneByOne(
  { transformer }: Model,
  input: Matrix,
  variants: readonly (readonly NeuronChange[])[],
): Promise<void> {
  for (const variant of variants) {
    const changes = compileChanges([variant], transformer.sites, input.tokens);
    const logits = tidy(
      () => transformer.run(matrixTensor(input), { sites: [], target: null, lengths: null, changes }).logits,
    );
    await logits.data();
    logits.dispose();
  }
}

async function whole(
  { transformer }: Model,
  input: Matrix,
  variants: readonly (readonly NeuronChange[])[],
): Promise<void> {
  const size = Math.floor(MAX_ROWS / input.tokens);
  for (let start = 0; start < variants.length; start += size) {
    const rows = variants.slice(start, start + size);
    const changes = compileChanges(rows, transformer.sites, input.tokens);
    const logits = tidy(() => {
      const batch = tf.tile(matrixTensor(input), [rows.length, 1, 1]);
      return transformer.run(batch, { sites: [], target: null, lengths: null, changes }).logits;
    });
    await logits.data();
    logits.dispose();
  }
}

async function fromSite(
  { transformer }: Model,
  input: Matrix,
  variants: readonly (readonly NeuronChange[])[],
): Promise<void> {
  const run = logitsUnder({ transformer, input, inForce: [] }, variants);
  for await (const outcomes of run) if (outcomes.length === 0) return;
}
