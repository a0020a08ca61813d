import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { fc } from '../testing/properties';
import { createTokenizer } from './tokenizer';
import { groupWords, sumByWord } from './words';

const read = (name: string): unknown => JSON.parse(readFileSync(`public/models/minilm-sst2/${name}`, 'utf8'));
const tokenizer = createTokenizer(read('tokenizer.json'), read('tokenizer_config.json'), 512);
const wordsOf = (text: string) => groupWords(tokenizer.encode(text)).map(word => word.text);

describe('groupWords', () => {
  test.each([
    ['The overlong, plot', ['The', 'overlong', ',', 'plot']],
    ["I don't, you won’t", ['I', "don't", ',', 'you', 'won’t']],
    ['a well-made state-of-the-art film', ['a', 'well-made', 'state-of-the-art', 'film']],
    ["the rock'n'roll of re-re-reading", ['the', "rock'n'roll", 'of', 're-re-reading']],
    [
      "'quoted' dogs' -- a - b -c d- --e",
      ["'", 'quoted', "'", 'dogs', "'", '-', '-', 'a', '-', 'b', '-', 'c', 'd', '-', '-', '-', 'e'],
    ],
    ['well -made well- made', ['well', '-', 'made', 'well', '-', 'made']],
    ['2020-01-01 (3.5)', ['2020-01-01', '(', '3', '.', '5', ')']],
    ['בית־ספר צה״ל', ['בית־ספר', 'צה״ל']],
    ['中文 字', ['中', '文', '字']],
    ['half-[MASK]-half', ['half', '-', '[MASK]', '-', 'half']],
    ['hello[SEP]there', ['hello', '[SEP]', 'there']],
    ['soft\u00adhyphen and zero\u200bwidth', ['soft\u00adhyphen', 'and', 'zero\u200bwidth']],
    ["don\u200d'\u200dt", ["don\u200d'\u200dt"]],
    ['', []],
    [' \t ', []],
  ])('reads %j as %j', (text, words) => {
    expect(wordsOf(text)).toEqual(words);
  });

  test('shows a word with the marks after its last letter, which no token has', () => {
    const text = 'cafe\u0301, ❤\ufe0f';
    expect(tokenizer.encode(text).tokens[1]).toMatchObject({ text: 'cafe', end: 4 });
    expect(wordsOf(text)).toEqual(['cafe\u0301', ',', '❤\ufe0f']);
  });

  test('gives each word the places of its tokens, template tokens counted', () => {
    expect(groupWords(tokenizer.encode("don't overlong"))).toEqual([
      { start: 0, end: 5, text: "don't", tokenIndices: [1, 2, 3] },
      { start: 6, end: 14, text: 'overlong', tokenIndices: [4, 5] },
    ]);
  });

  test('gives every token that has a place to exactly one word, in order', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(..."ab中é\u0301 '-,😀[MASK]\u200b")), parts => {
        const encoding = tokenizer.encode(parts.join(''));
        const words = groupWords(encoding);
        const places = encoding.tokens.flatMap((token, index) => (token.start === null ? [] : [index]));
        expect(words.flatMap(word => word.tokenIndices)).toEqual(places);
        words.reduce((end, word) => {
          expect(word.start).toBeGreaterThanOrEqual(end);
          return word.end;
        }, 0);
      }),
    );
  });
});

describe('sumByWord', () => {
  test('adds up the values of the tokens of a word', () => {
    const words = groupWords(tokenizer.encode("don't overlong"));
    expect(sumByWord(words, [9, 1, 2, 4, 8, 16, 9])).toEqual([7, 24]);
  });

  test('refuses values that are fewer than the tokens', () => {
    const words = groupWords(tokenizer.encode('two words'));
    expect(() => sumByWord(words, [1, 2])).toThrow('Token 2 has no value, expected one number a token.');
  });
});
