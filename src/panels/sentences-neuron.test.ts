import { describe, expect, it } from 'vitest';
import { neuronRecordOf } from '../engine/testing/neuron-record';
import { neuronSentence, siteWords } from './sentences-neuron';

const record = neuronRecordOf('L1.ffn.1184');

describe('the sentence over a neuron’s page', () => {
  it('says how often it fires, how strongly, on what, and for which part of speech', () => {
    expect(neuronSentence(record)).toBe(
      'Above zero on 17 % of the corpus’s tokens, up to 6.38; strongest on “clumsy” and “awkward”; high for adjectives.',
    );
  });

  it('names the words of the examples where no word type stands out', () => {
    expect(neuronSentence({ ...record, words: [] })).toContain('strongest on “clumsy”');
  });

  it('leaves out parts of speech that are found hardly better than by chance', () => {
    const tags = [{ tag: 'ADJ', averagePrecision: 0.12, prevalence: 0.1, sign: 1 } as const];
    expect(neuronSentence({ ...record, tags })).not.toContain('adjectives');
  });

  it('says where low activations mean a part of speech', () => {
    const tags = [{ tag: 'NOUN', averagePrecision: 0.6, prevalence: 0.3, sign: -1 } as const];
    expect(neuronSentence({ ...record, tags })).toContain('low for nouns');
  });
});

it('a site in words', () => {
  expect(['emb', 'L1.ffn', 'L0.attn', 'L5.resid'].map(site => siteWords(site as 'emb'))).toEqual([
    'embedding output',
    'block 1, feed-forward',
    'block 0, attention',
    'block 5, output',
  ]);
});
