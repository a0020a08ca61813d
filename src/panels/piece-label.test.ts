import { describe, expect, it } from 'vitest';
import { labelOf } from './piece-label';
import { piecesOf } from './pieces';

const token = (text: string, id: number, start: number) => ({
  id,
  text,
  start,
  end: start + text.replace('##', '').length,
  special: false,
  word: 0,
});
const TOKENS = [token('over', 58, 0), token('##long', 99, 4)];

describe('labelOf', () => {
  it('begins with the word and its value and ends with the tokens and their ids', () => {
    const [word] = piecesOf('overlong', TOKENS, null, 'words');
    expect(word && labelOf({ ...word, value: 1.234, share: 0.5 })).toBe(
      '“overlong”, +1.23, +50 % of ΔF, tokens over 58, ##long 99',
    );
  });

  it('holds the vocabulary entry of a token beside its text', () => {
    const [, part] = piecesOf('overlong', TOKENS, null, 'tokens');
    expect(part && labelOf({ ...part, value: -0.5 })).toBe('“long”, −0.50, token ##long 99');
  });

  it('holds the values of both runs under interventions', () => {
    const [word] = piecesOf('overlong', TOKENS, null, 'words');
    expect(word && labelOf({ ...word, value: -1.2, runs: { changed: 1.21, untouched: 2.41 } })).toBe(
      '“overlong”, −1.20, with the changes +1.21, without +2.41, tokens over 58, ##long 99',
    );
  });
});
