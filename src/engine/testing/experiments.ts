/** What tests of experiments share: the shipped model, a text of it, and the logits that changes give alone. */

import { expect } from 'vitest';
import type { ExperimentContext } from '../experiments/experiment';
import type { Model } from '../explanation/model';
import { encodeText, prepareText } from '../explanation/prepared-text';

// The same text in a batch and alone: float32 sums in another order.
export const FLOAT32 = 1e-4;

/** A text that two single neurons of block 2 can flip. */
export const TEXT =
  'It would not be fair to say that nothing here works, because the last ten minutes are never dull.';

/** An experiment's context, explained with few points. */
export const contextOf = (model: Model, text: string, more: object = {}): ExperimentContext => ({
  model,
  subject: {
    text,
    target: null,
    method: 'integrated-gradients',
    baseline: 'pad',
    rule: 'gauss-legendre',
    steps: 8,
    ...more,
  },
});

/** The logits of a context's text under interventions, predicted on their own. */
export async function logitsOf(
  { model, subject }: ExperimentContext,
  interventions: string,
): Promise<number[]> {
  const encoding = encodeText(model, subject.text);
  return (await prepareText(model, encoding, { ...subject, interventions })).prediction.logits;
}

export function expectClose(found: readonly number[], expected: readonly number[]): void {
  expect(found.length).toBe(expected.length);
  found.forEach((value, at) => {
    expect(Math.abs(value - (expected[at] ?? Number.NaN))).toBeLessThan(FLOAT32);
  });
}
