import { describe, expect, it } from 'vitest';
import { averageAblations } from '../engine/experiments/ablation-average';
import { ablation } from './fixtures/experiments';
import {
  ablationSentence,
  byArea,
  flippedByChance,
  unrankedSentence,
} from './sentences-experiments-ablation';

const average = averageAblations([ablation]);

describe('the sentence over ablation curves', () => {
  it('names the ranking with the lowest curve, how few flip the decision, and what chance does', () => {
    expect(ablationSentence(average, 'logit of positive', ['L0.ffn'])).toBe(
      'Conductance finds best what holds the decision: switching off its first 10 of 9,216 neurons of L0.ffn flips it, its first 100 move the logit of positive from 2.31 to −1.50. 1 of 2 random orders flips it within 1,000 neurons.',
    );
  });

  it('says which rankings order nothing', () => {
    const [one, two] = [['conductance'], ['conductance', 'gradient-x-activation']] as const;
    expect(unrankedSentence([{ unranked: [...one] }])).toBe(
      'Conductance gives every neuron 0 here, and so orders none.',
    );
    expect(unrankedSentence([{ unranked: [...two] }])).toBe(
      'Conductance and gradient × activation give every neuron 0 here, and so order none.',
    );
    expect(unrankedSentence([{ unranked: [...two] }, { unranked: [...one] }])).toContain(
      'in any of the sentences',
    );
    expect(unrankedSentence([{ unranked: [...two] }, { unranked: [] }])).toBe('');
  });

  it('speaks of several sentences as such', () => {
    const sentence = ablationSentence(averageAblations([ablation, ablation]), 'target', []);
    expect(sentence).toMatch(/^Over 2 sentences conductance finds best/);
    expect(sentence).toContain('flips half of the decisions or more');
    expect(sentence).toContain('on average');
    expect(sentence).toMatch(/In random order at most 50 % of the decisions flip within 1,000 neurons\.$/);
  });

  it('says so where nothing flips', () => {
    const curves = ablation.curves.slice(0, 1);
    const controls = {
      ...ablation.controls,
      flipped: ablation.controls.flipped.map(each => each.map(() => false)),
    };
    expect(
      ablationSentence(averageAblations([{ ...ablation, curves, controls }]), 'logit of positive', [
        'L0.ffn',
      ]),
    ).toBe(
      'Activation finds best what holds the decision: switching off even its first 1,000 of 9,216 neurons of L0.ffn does not flip it, its first 100 move the logit of positive from 2.31 to 2.00. None of 2 random orders flips it within 1,000 neurons.',
    );
  });

  it('is silent before the first curve is known', () => {
    expect(ablationSentence(averageAblations([{ ...ablation, curves: [] }]), 'target', [])).toBe('');
  });
});

it('rankings stand in the order of their areas, each once', () => {
  expect(byArea(average).map(({ ranking }) => ranking)).toEqual(['conductance', 'activation']);
  expect(flippedByChance(average)).toEqual([0, 0, 0, 0, 0.5]);
});
