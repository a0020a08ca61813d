/** Times of forward, forward + gradient and integrated gradients, hand-written against `tf.grad`; runs anywhere. */

import * as tf from '@tensorflow/tfjs-core';
import type { Differentiable } from '../src/engine/attribution/differentiable';
import { matrixTensor } from '../src/engine/attribution/differentiable';
import { integratedGradients } from '../src/engine/attribution/integrated-gradients';
import type { AttributionRequest } from '../src/engine/attribution/method';
import { dispose } from '../src/engine/backend/tidy';
import type { Checkpoint } from '../src/engine/checkpoint/checkpoint';
import type { Model } from '../src/engine/explanation/model';
import { finish } from '../src/engine/finish';
import { createRivals, type Rival } from './rivals';
import { embedSentence } from './sentence';
import { type Times, timeInTurns } from './timing';
import { wasmHeapBytes } from './wasm-heap';

/** Texts of the batch of the single passes. */
export const BATCH = 8;
/** Points of the Gauss–Legendre rule. */
export const POINTS = 50;

export interface PassRounds {
  readonly single: number;
  readonly integrated: number;
}

/** Who takes part where. Without a tape, the third one's forward pass is the first one's. */
export const CONTESTS = {
  forward: ['handWritten', 'textbookGrad'],
  gradient: ['handWritten', 'textbookGrad', 'flatGrad'],
  integrated: ['handWritten', 'textbookGrad'],
} as const satisfies Record<string, readonly Rival[]>;

export type Contest = keyof typeof CONTESTS;
export type ContestTimes<C extends Contest> = Readonly<Record<(typeof CONTESTS)[C][number], Times>>;

export interface PassResults {
  readonly forward: ContestTimes<'forward'>;
  readonly gradient: ContestTimes<'gradient'>;
  readonly integrated: ContestTimes<'integrated'>;
  /** Largest difference of two attributions of a token, hand-written and by `tf.grad`, over the largest of all. */
  readonly disagreement: number;
  /** Bytes of the wasm heap, which only grows: after the hand-written integration, then after all. */
  readonly heap: { readonly handWritten: number; readonly all: number };
}

/** Measures on the backend that runs, with its gradients registered. */
export async function measurePasses(
  model: Model,
  checkpoint: Checkpoint,
  rounds: PassRounds,
): Promise<PassResults> {
  const { input, baseline } = embedSentence(model);
  const request: AttributionRequest = { input, baseline, rule: 'gauss-legendre', steps: POINTS };
  const integrate = (f: Differentiable) => finish(integratedGradients(f, request));
  const rivals = createRivals(model, checkpoint, { kind: 'logit', label: 0 });

  // The first runs warm up; the hand-written one comes first for the sake of the heap.
  const ours = (await integrate(rivals.handWritten)).tokens;
  const handWritten = wasmHeapBytes();
  const theirs = (await integrate(rivals.textbookGrad)).tokens;

  const batch = tf.tidy(() => tf.tile(matrixTensor(input), [BATCH, 1, 1])) as tf.Tensor3D;
  const contest = <R extends Rival>(names: readonly R[], work: (f: Differentiable) => Promise<unknown>) =>
    Object.fromEntries(names.map(name => [name, () => work(rivals[name])])) as Record<
      R,
      () => Promise<unknown>
    >;
  const pass = (gradients: boolean) => (f: Differentiable) => evaluate(f, batch, gradients);
  const forward = await timeInTurns(contest(CONTESTS.forward, pass(false)), rounds.single);
  const gradient = await timeInTurns(contest(CONTESTS.gradient, pass(true)), rounds.single);
  const integrated = await timeInTurns(contest(CONTESTS.integrated, integrate), rounds.integrated);
  batch.dispose();
  return {
    forward,
    gradient,
    integrated,
    disagreement: largest(ours.map((value, i) => value - (theirs[i] ?? Number.NaN))) / largest(ours),
    heap: { handWritten, all: wasmHeapBytes() },
  };
}

function largest(values: Float64Array): number {
  return values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
}

async function evaluate(f: Differentiable, inputs: tf.Tensor3D, gradients: boolean): Promise<void> {
  const evaluation = f.evaluate(inputs, { sites: [], gradients });
  await (evaluation.inputGradient ?? evaluation.values).data();
  dispose(evaluation);
}
