import { beforeAll, describe, expect, it } from 'vitest';
import type { Model } from '../engine/explanation/model';
import { predict } from '../engine/explanation/predict';
import { encodeText } from '../engine/explanation/prepared-text';
import { predictedLabel } from '../engine/explanation/record';
import { alignTokens } from '../engine/interventions/alignment';
import { loadShippedModel } from '../engine/testing/shipped-model';
import { MINIMAL_PAIRS } from './minimal-pairs';

let model: Model;

beforeAll(async () => {
  model = await loadShippedModel();
});

describe.each(MINIMAL_PAIRS)('$name', ({ text, other }) => {
  it('has as many tokens on both sides, each with a counterpart', () => {
    const [a, b] = [encodeText(model, text).tokens, encodeText(model, other).tokens];
    expect(a.length).toBe(b.length);
    expect(alignTokens(a, b)).toEqual(a.map((_, at) => at));
  });

  it('flips the decision of the shipped model', async () => {
    const tokens = encodeText(model, text).tokens;
    const predictions = await predict(model, [tokens, encodeText(model, other).tokens], tokens.length);
    const labels = predictions.map(predictedLabel);
    expect(new Set(labels).size).toBe(2);
  });
});
