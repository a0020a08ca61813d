import { expect, it } from 'vitest';
import { tinyModel } from '../testing/tiny-model';
import { EXPLANATION_STEPS, neuronTable } from './ranked';

it.each([
  [2, 'conductance'],
  [2, 'layer-integrated-gradients'],
  [138, 'conductance'],
] as const)(
  'tells step by step, never backwards, how far the neurons of %i words are by %s',
  async (words, method) => {
    const model = await tinyModel(140);
    const subject = {
      text: 'sun '.repeat(words),
      target: null,
      method: 'integrated-gradients',
      baseline: 'pad',
      rule: 'adaptive',
      steps: 6,
    } as const;
    const sites = model.transformer.sites.filter(({ site }) => site === 'L1.ffn');
    const told: number[] = [];
    for await (const step of neuronTable({ model, subject }, sites, [method])) told.push(step);
    expect(told.length).toBeGreaterThan(0);
    expect(told).toEqual(told.toSorted((a, b) => a - b));
    expect(told.at(-1)).toBe(EXPLANATION_STEPS);
    model.transformer.dispose();
  },
);
