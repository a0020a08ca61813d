import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { bertCharacters, bertPieces } from './bert-pieces';
import fixture from './fixtures/characters.json';

const UNCASED = { cleanText: true, handleChineseChars: true, stripAccents: true, lowercase: true };
const DIGEST_DIGITS = 8;

const piecesOf = (text: string) =>
  [...bertPieces(bertCharacters(text, 0, text.length, UNCASED), Number.POSITIVE_INFINITY)].map(
    ({ characters }) => characters.map(character => character.text).join(''),
  );

test.each(Object.entries(fixture.digests))(
  'makes of the characters of block %s what the Hugging Face library makes',
  (block, digest) => {
    const first = Number.parseInt(block, 16) * fixture.block;
    const lines = Array.from({ length: fixture.block }, (_, index) => first + index)
      .filter(point => point < 0xd800 || point > 0xdfff)
      .filter(point => !fixture.skipped.some(([start = 0, end = 0]) => start <= point && point <= end))
      .map(point => piecesOf(`a${String.fromCodePoint(point)}b`).join('|'));
    expect(createHash('sha256').update(lines.join('\n')).digest('hex').slice(0, DIGEST_DIGITS)).toBe(digest);
  },
);

test('keeps no more characters of a piece than asked for, and its whole extent', () => {
  const text = ' overlong, ';
  const [piece] = bertPieces(bertCharacters(text, 0, text.length, UNCASED), 3);
  expect(piece?.characters.map(character => character.text)).toEqual(['o', 'v', 'e']);
  expect(piece?.end).toBe(9);
});

test('gives every character that a syllable decomposes into the place of the syllable', () => {
  expect([...bertCharacters('x한', 1, 2, UNCASED)]).toEqual([
    { text: 'ᄒ', start: 1, end: 2 },
    { text: 'ᅡ', start: 1, end: 2 },
    { text: 'ᆫ', start: 1, end: 2 },
  ]);
});
