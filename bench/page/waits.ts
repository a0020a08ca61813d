/** What a user waits for after a change of the text, through the app's own client and worker, neurons included. */

import type { EngineClient } from '../../src/worker/engine-client';
import { DEFAULT_REQUEST } from './request';

/** Milliseconds from the request, one a round. */
export interface WaitResults {
  readonly prediction: readonly number[];
  readonly rough: readonly number[];
  readonly final: readonly number[];
  /** Integrated gradients with a fixed rule of 50 points, words alone. */
  readonly fixed: readonly number[];
  /** Points that the rule `adaptive` evaluated. */
  readonly evaluations: number;
  /** Whether the rule `adaptive` met its tolerance. */
  readonly withinTolerance: boolean;
}

/**
 * Measures in turns.
 * @param wordsAlone milliseconds of integrated gradients with a fixed rule, words alone: the app never asks for these
 */
export async function measureWaits(
  client: EngineClient,
  wordsAlone: () => Promise<number>,
  rounds: number,
): Promise<WaitResults> {
  const adaptive: Waits[] = [];
  const fixed: number[] = [];
  await waitForFinal(client);
  await wordsAlone();
  for (let round = 0; round < rounds; round++) {
    adaptive.push(await waitForFinal(client));
    fixed.push(await wordsAlone());
  }
  return {
    prediction: adaptive.map(wait => wait.prediction),
    rough: adaptive.map(wait => wait.rough),
    final: adaptive.map(wait => wait.final),
    fixed,
    evaluations: adaptive[0]?.evaluations ?? Number.NaN,
    withinTolerance: adaptive.every(wait => wait.withinTolerance),
  };
}

interface Waits {
  readonly prediction: number;
  readonly rough: number;
  readonly final: number;
  readonly evaluations: number;
  readonly withinTolerance: boolean;
}

async function waitForFinal(client: EngineClient): Promise<Waits> {
  const start = performance.now();
  const at = new Map<string, number>();
  const explained = await client.explain(DEFAULT_REQUEST, event =>
    at.set(event.stage, performance.now() - start),
  );
  const final = performance.now() - start;
  const attribution = explained?.explanation.attribution;
  const arrived = (stage: string) => at.get(stage) ?? Number.NaN;
  return {
    prediction: arrived('prediction'),
    rough: arrived('rough'),
    final,
    evaluations: attribution?.evaluations ?? Number.NaN,
    withinTolerance: attribution?.withinTolerance ?? false,
  };
}
