import { describe, expect, it } from 'vitest';
import { plainSentence } from './sentences';
import { buildVocabulary, typeLookup, wordUnitOf } from './vocabulary';

const sentences = ['Sun and rain', 'rain and RAIN', 'fog'].map(plainSentence);

describe('a vocabulary', () => {
  it('has the words that are frequent enough, the most frequent first, equals in code-unit order', () => {
    expect(buildVocabulary(sentences, { minOccurrences: 2, maxTypes: 9 }).types).toEqual(['rain', 'and']);
    expect(buildVocabulary(sentences, { minOccurrences: 1, maxTypes: 3 }).types).toEqual([
      'rain',
      'and',
      'fog',
    ]);
  });

  it('counts a small corpus in the finest unit', () => {
    expect(buildVocabulary(sentences, { minOccurrences: 1, maxTypes: 9 }).wordUnit).toBe(256);
  });

  it('finds the place of a word in whatever case, and -1 for one that is not counted', () => {
    const typeOf = typeLookup(['rain', 'and']);
    expect(['and', 'RAIN', 'fog'].map(typeOf)).toEqual([1, 0, -1]);
  });
});

describe('the unit of sums of words', () => {
  it('is the finest for a corpus such as Brown', () => {
    expect(wordUnitOf(1.2e6, 70_000)).toBe(256);
  });

  it('is coarser for a corpus whose sums would outgrow int32', () => {
    expect(wordUnitOf(1e9, 6e7)).toBe(2);
  });

  it('is the greatest power of two in which four times the bound of a sum fits', () => {
    for (let words = 1e6; words < 2e9; words *= 1.37) {
      const unit = wordUnitOf(words, 0.06 * words);
      const bound = 4 * Math.sqrt(0.06) * words;
      expect(unit * bound).toBeLessThanOrEqual(2 ** 31);
      expect(unit === 256 || 2 * unit * bound > 2 ** 31).toBe(true);
      expect(Number.isInteger(Math.log2(unit))).toBe(true);
    }
  });

  it('is the finest where there are no words', () => {
    expect(wordUnitOf(0, 0)).toBe(256);
  });

  it('is none for a corpus of too many words, which is to be built as several', () => {
    expect(() => wordUnitOf(4e9, 24e7)).toThrow(
      'The corpus has 4,000,000,000 words, one of them 240000000 times, too many to add up: build it as several corpora.',
    );
  });
});
