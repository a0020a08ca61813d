import { describe, expect, it } from 'vitest';
import type { RankedNeuron } from '../engine/neurons/ranking';
import { constantSentence } from './constant-score';
import { type NeuronFacts, neuronsSentence } from './sentences-neurons';

const ranked = (...values: number[]): RankedNeuron[] =>
  values.map((value, index) => ({ site: 'L1.ffn', siteAt: 2, index, value }));

function factsOf(neurons: RankedNeuron[], patch: Partial<NeuronFacts> = {}): NeuronFacts {
  return {
    method: 'conductance',
    noun: 'feed-forward neurons',
    at: null,
    neurons,
    first: neurons[0] ?? null,
    score: null,
    constant: null,
    ...patch,
  };
}

describe('the sentence over the neurons', () => {
  it('shares out no score that nothing moves', () => {
    for (const method of ['conductance', 'layer-integrated-gradients'] as const)
      expect(neuronsSentence(factsOf(ranked(0, 0), { method, constant: 4.71 }))).toBe(constantSentence(4.71));
    // What neurons do at the text itself is another matter.
    expect(neuronsSentence(factsOf(ranked(2, 1), { method: 'activation', constant: 4.71 }))).toContain(
      'furthest from zero',
    );
  });

  it.each(['gradient-x-activation', 'internal-influence', 'activation', 'conductance'] as const)(
    'says of %s that it is 0 where it is, instead of a first neuron or a half of nothing',
    method => {
      const sentence = neuronsSentence(factsOf(ranked(0, 0), { method, at: '“dull”' }));
      expect(sentence).toMatch(/ is 0 for all 2 feed-forward neurons at “dull”\.$/);
    },
  );

  it('says how few carry half of the score', () => {
    const many = ranked(...Array.from({ length: 2000 }, () => 0.01));
    expect(neuronsSentence(factsOf(many, { score: 2 }))).toBe(
      '100 of 2,000 feed-forward neurons carry half of the score (+2.00), L1.ffn.0 most (+0.01).',
    );
  });

  it('names one that carries it alone, though it may not be the first in the list', () => {
    expect(neuronsSentence(factsOf(ranked(3, -1.5, 0.5), { score: -2 }))).toBe(
      'Of 3 feed-forward neurons, L1.ffn.1 alone (−1.50) carries 75 % of the drop (−2.00).',
    );
  });

  it('says so where all together do not reach it', () => {
    expect(neuronsSentence(factsOf(ranked(0.5, 0.25), { score: 2 }))).toBe(
      '2 feed-forward neurons together do not carry half of the score (+2.00); L1.ffn.0 most (+0.50).',
    );
  });

  it('measures a selection by what it adds up to', () => {
    const facts = factsOf(ranked(2, 2, 2, -1), { noun: 'neurons of L1.ffn', at: '“clumsy”' });
    expect(neuronsSentence(facts)).toBe(
      '2 of 4 neurons of L1.ffn carry half of what “clumsy” is worth there (+5.00), L1.ffn.0 most (+2.00).',
    );
  });

  it('names the one that carries most, not a larger one that pulls back', () => {
    expect(neuronsSentence(factsOf(ranked(-3, 2, 2, 2, 2)))).toBe(
      '2 of 5 feed-forward neurons carry half of what they add up to (+5.00), L1.ffn.1 most (+2.00).',
    );
  });

  it('says what is left where neurons cancel', () => {
    expect(neuronsSentence(factsOf(ranked(2, -2, 0.05)))).toBe(
      '3 feed-forward neurons cancel out: +2.05 against −2.00 leaves +0.05.',
    );
  });

  it('adds up neither activations nor influence', () => {
    expect(neuronsSentence(factsOf(ranked(-4, 3), { method: 'activation', at: '“a”' }))).toBe(
      'Of 2 feed-forward neurons, L1.ffn.0 is furthest from zero at “a” (−4.00).',
    );
    expect(neuronsSentence(factsOf(ranked(-4, 3), { method: 'internal-influence' }))).toBe(
      'Of 2 feed-forward neurons, the score reacts to L1.ffn.0 most (−4.00).',
    );
  });

  it('tells an empty list from one that a filter emptied', () => {
    expect(neuronsSentence(factsOf([]))).toBe('There are no feed-forward neurons.');
    expect(neuronsSentence(factsOf(ranked(1, 2), { first: null }))).toBe(
      'None of 2 feed-forward neurons is listed.',
    );
  });
});
