import { describe, expect, it } from 'vitest';
import type { Attribution } from '../engine/explanation/record';
import type { Token } from '../engine/text/encoding';
import { byMagnitude, largestValue, piecesOf, selectedPiece } from './pieces';

const TEXT = 'overlong, yes';

function token(text: string, place: [number, number, number] | null): Token {
  const [start, end, word] = place ?? [null, null, null];
  return { id: text.length, text, start, end, word, special: place === null };
}

const TOKENS = [
  token('[CLS]', null),
  token('over', [0, 4, 0]),
  token('##long', [4, 8, 0]),
  token(',', [8, 9, 1]),
  token('yes', [10, 13, 2]),
  token('[SEP]', null),
];

const ATTRIBUTION: Attribution = {
  method: 'integrated-gradients',
  baseline: 'pad',
  rule: 'adaptive',
  steps: null,
  evaluations: 16,
  value: 3,
  baselineValue: 1,
  baselinePrediction: null,
  delta: 0,
  withinTolerance: true,
  tokens: [0, 1, 0.5, -0.25, 0.75, 0],
};

describe('piecesOf', () => {
  it('sums the tokens of a word and keeps special tokens in their places', () => {
    const pieces = piecesOf(TEXT, TOKENS, ATTRIBUTION, 'words');
    expect(pieces.map(({ id, text, value }) => [id, text, value])).toEqual([
      [0, '[CLS]', 0],
      [1, 'overlong', 1.5],
      [3, ',', -0.25],
      [4, 'yes', 0.75],
      [5, '[SEP]', 0],
    ]);
  });

  it('shows a token as the text that it stands for', () => {
    const pieces = piecesOf(TEXT, TOKENS, ATTRIBUTION, 'tokens');
    expect(pieces.map(piece => piece.text)).toEqual(['[CLS]', 'over', 'long', ',', 'yes', '[SEP]']);
  });

  it('shows tokens that share a character by their vocabulary entries', () => {
    const tokens = [
      token('ᄒ', [0, 1, 0]),
      token('##ᅡ', [0, 1, 0]),
      token('##ᆫ', [0, 1, 0]),
      token('!', [1, 2, 1]),
    ];
    expect(piecesOf('한!', tokens, null, 'tokens').map(piece => piece.text)).toEqual(['ᄒ', '##ᅡ', '##ᆫ', '!']);
    expect(piecesOf('한!', tokens, null, 'words').map(piece => piece.text)).toEqual(['한', '!']);
  });

  it('shows no more of an unknown word than a line holds', () => {
    const long = 'x'.repeat(1_000_000);
    const tokens = [token('[CLS]', null), token('[UNK]', [0, long.length, 0]), token('[SEP]', null)];
    for (const unit of ['words', 'tokens'] as const) {
      expect(piecesOf(long, tokens, null, unit)[1]?.text).toBe(`${'x'.repeat(200)}…`);
    }
  });

  it('tells what touches from what continues a word', () => {
    const pieces = piecesOf(TEXT, TOKENS, ATTRIBUTION, 'tokens');
    expect(pieces.map(piece => piece.joins)).toEqual([false, false, true, true, false, false]);
    expect(pieces.map(piece => piece.continues)).toEqual([false, false, true, false, false, false]);
  });

  it('gives shares of the difference', () => {
    const [, word] = piecesOf(TEXT, TOKENS, ATTRIBUTION, 'words');
    expect(word?.share).toBe(0.75);
  });

  it('gives no shares of a difference that all but vanishes', () => {
    const pieces = piecesOf(TEXT, TOKENS, { ...ATTRIBUTION, value: 1.001 }, 'words');
    expect(pieces.every(({ share }) => share === null)).toBe(true);
  });

  it('is all zeros before there is an attribution', () => {
    expect(largestValue(piecesOf(TEXT, TOKENS, null, 'tokens'))).toBe(0);
  });
});

describe('selectedPiece', () => {
  it('finds the word that a selected token is part of', () => {
    expect(selectedPiece(piecesOf(TEXT, TOKENS, null, 'words'), 2)).toBe(1);
  });

  it('is the token itself among tokens', () => {
    expect(selectedPiece(piecesOf(TEXT, TOKENS, null, 'tokens'), 2)).toBe(2);
  });
});

describe('byMagnitude', () => {
  it('ranks by size whatever the sign, without special tokens', () => {
    const ranked = byMagnitude(piecesOf(TEXT, TOKENS, ATTRIBUTION, 'tokens'));
    expect(ranked.map(({ value }) => value)).toEqual([1, 0.75, 0.5, -0.25]);
  });
});
