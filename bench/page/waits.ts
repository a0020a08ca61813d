/** What a user waits for after a change of the text, through the app's own client and worker. */

import type { ExplanationRequest } from '../../src/engine/explanation/explain';
import type { EngineClient } from '../../src/worker/client';
import { DEFAULT_REQUEST } from './request';

/** Milliseconds from the request, one a round. */
export interface WaitResults {
  readonly prediction: readonly number[];
  readonly rough: readonly number[];
  readonly final: readonly number[];
  /** Integrated gradients with a fixed rule of 50 points, alone: from its rough heatmap to its final one. */
  readonly fixed: readonly number[];
  /** Points that the rule `adaptive` evaluated. */
  readonly evaluations: number;
  /** Whether the rule `adaptive` met its tolerance. */
  readonly withinTolerance: boolean;
}

export async function measureWaits(client: EngineClient, rounds: number): Promise<WaitResults> {
  const fixedRequest: ExplanationRequest = { ...DEFAULT_REQUEST, rule: 'gauss-legendre' };
  const adaptive: Waits[] = [];
  const fixed: Waits[] = [];
  await waitFor(client, DEFAULT_REQUEST);
  for (let round = 0; round < rounds; round++) {
    adaptive.push(await waitFor(client, DEFAULT_REQUEST));
    fixed.push(await waitFor(client, fixedRequest));
  }
  return {
    prediction: adaptive.map(wait => wait.prediction),
    rough: adaptive.map(wait => wait.rough),
    final: adaptive.map(wait => wait.final),
    fixed: fixed.map(wait => wait.final - wait.rough),
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

async function waitFor(client: EngineClient, request: ExplanationRequest): Promise<Waits> {
  const start = performance.now();
  const at = new Map<string, number>();
  const explained = await client.explain(request, event => at.set(event.stage, performance.now() - start));
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
