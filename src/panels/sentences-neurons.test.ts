import { describe, expect, it } from 'vitest';
import type { RankedNeuron } from '../engine/neurons/ranking';
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
    ...patch,
  };
}

describe('the sentence over the neurons', () => {
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
