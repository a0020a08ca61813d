import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LONGEST, passagesOf } from './passages';

const size = (text: string) => text.normalize('NFD').length;
const bare = (text: string) => text.replace(/\s/g, '');

describe('passages', () => {
  it('are lines, without empty ones', () => {
    expect([...passagesOf('One. Two.\r\n\n  three \rfour\u2028')]).toEqual(['One. Two.', 'three', 'four']);
  });

  it('are the sentences of a long line', () => {
    const sentence = `It was ${'very '.repeat(20)}long.`;
    expect([...passagesOf(`${sentence} ${sentence} ${sentence}`)]).toEqual([sentence, sentence, sentence]);
  });

  it('are cut between words, or between characters where there are none', () => {
    const words = [...passagesOf('word '.repeat(300))];
    expect(words.join(' ')).toBe('word '.repeat(300).trim());
    expect(Math.max(...words.map(({ length }) => length))).toBeLessThanOrEqual(LONGEST);
    const signs = [...passagesOf(`a${'😀'.repeat(400)}`)];
    expect(signs.join('')).toBe(`a${'😀'.repeat(400)}`);
    expect(signs.some(piece => /\p{Surrogate}/u.test(piece))).toBe(false);
  });

  it('are not cut through what a reader sees as one character', () => {
    const family = '👩‍👩‍👧‍👦';
    for (const piece of passagesOf(`x${family.repeat(200)}`))
      expect(piece.replace(/^x/, '')).toMatch(/^(?:👩‍👩‍👧‍👦)+$/u);
  });

  it('have no more decomposed characters than the model reads', () => {
    const korean = [...passagesOf('영화는 정말 좋았다 '.repeat(50).slice(0, 499))];
    expect(korean.length).toBeGreaterThan(1);
    for (const piece of korean) expect(size(piece)).toBeLessThanOrEqual(LONGEST);
    expect([...passagesOf(`a${'\u0301'.repeat(3000)}`)].join('')).toBe(`a${'\u0301'.repeat(3000)}`);
  });

  it('lose nothing but white space', () => {
    const part = fc.constantFrom(
      '영',
      'é',
      'e\u0301',
      '😀',
      ' ',
      'word',
      '. ',
      '\n',
      '雨',
      '🏽',
      '\u200d',
      'ﷺ',
      'ก',
    );
    fc.assert(
      fc.property(fc.array(part, { maxLength: 900 }), parts => {
        const text = parts.join('');
        const pieces = [...passagesOf(text)];
        expect(bare(pieces.join(''))).toBe(bare(text));
        for (const piece of pieces) expect(size(piece)).toBeLessThanOrEqual(LONGEST);
      }),
      { numRuns: 30 },
    );
  });
});
