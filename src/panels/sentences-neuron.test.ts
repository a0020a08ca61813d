import { describe, expect, it } from 'vitest';
import { neuronRecordOf } from '../engine/testing/neuron-record';
import { feedSentence, neuronSentence, siteWords } from './sentences-neuron';

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

describe('the sentence on what feeds a neuron', () => {
  const facts = { address: 'L1.ffn.1184', conductance: 0.55, noun: 'word', isHeld: false };
  const sentenceOf = (values: Readonly<Record<string, number>>, conductance = facts.conductance) =>
    feedSentence({
      ...facts,
      conductance,
      pieces: Object.entries(values).map(([text, value]) => ({ text, value })),
    });

  it('names the words that count, the largest first, with their signs', () => {
    expect(sentenceOf({ never: -0.47, is: 0.01, nothing: 1.01 })).toBe(
      '“nothing” (+1.01) and “never” (−0.47) feed L1.ffn.1184, whose conductance here is +0.55.',
    );
  });

  it('says of a neuron that a change holds why nothing feeds it', () => {
    expect(
      feedSentence({ ...facts, isHeld: true, conductance: 0, pieces: [{ text: 'dull', value: 0 }] }),
    ).toBe('Nothing feeds L1.ffn.1184: a change holds it, whatever the text says.');
  });

  it('of one word alone is in the singular', () => {
    expect(sentenceOf({ a: 0.01, dull: 0.54 })).toBe(
      '“dull” (+0.54) feeds L1.ffn.1184, whose conductance here is +0.55.',
    );
  });

  it('names no more than three words', () => {
    expect(sentenceOf({ a: 0.13, b: 0.14, c: 0.15, d: 0.13 })).toMatch(/^“c” .*, “b” .* and “a” [^“]*$/);
  });

  it('says that nothing feeds a neuron that carries nothing', () => {
    expect(sentenceOf({ a: 0, dull: 0 }, 0)).toBe(
      'No word feeds L1.ffn.1184, whose conductance here is 0.00.',
    );
  });

  it('says what the words add up to where that is another number', () => {
    expect(sentenceOf({ dull: 0.71 })).toMatch(
      /is \+0\.55\. All words add up to \+0\.71, measured at points of their own\.$/,
    );
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
