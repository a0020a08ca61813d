import { describe, expect, it } from 'vitest';
import { truncationSentence } from './truncation';

const tokenUntil = (end: number | null) => ({
  id: 1,
  text: 'x',
  start: end === null ? null : end - 1,
  end,
  special: end === null,
  word: end === null ? null : 0,
});

describe('truncationSentence', () => {
  it('names the first word that is left out', () => {
    expect(truncationSentence('one two three four', [tokenUntil(3), tokenUntil(7), tokenUntil(null)])).toBe(
      'The model reads at most 3 tokens: the text is cut before “three”, and 10 characters are left out.',
    );
  });

  it('names a word that is cut in two', () => {
    expect(truncationSentence('one wonderful day', [tokenUntil(3), tokenUntil(10)])).toBe(
      'The model reads at most 2 tokens: the text is cut within “wonderful”, and 7 characters are left out.',
    );
  });

  it('has a sentence where only white space follows', () => {
    expect(truncationSentence('one  ', [tokenUntil(3)])).toBe(
      'The model reads at most 1 token: the end of the text is left out.',
    );
  });
});
