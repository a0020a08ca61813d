import { expect, it } from 'vitest';
import { encoderSites } from '../engine/transformer/sites';
import { shownRows, sumByPiece } from './grid-rows';

const rows = encoderSites(1, 2, 3);

it('shows attention rows where they are asked for, or selected', () => {
  const names = (...args: Parameters<typeof shownRows>) => shownRows(...args).map(({ site }) => site);
  expect(names(rows, 'resid,ffn', null)).toEqual(['emb', 'L0.ffn', 'L0.resid']);
  expect(names(rows, 'all', null)).toHaveLength(4);
  expect(names(rows, 'resid,ffn', 'L0.attn')).toHaveLength(4);
});

it('sums the tokens of each piece', () => {
  const token = { id: 1, text: 'x', start: 0, end: 1, special: false, word: 0 };
  const pieces = [
    { id: 0, tokens: [token] },
    { id: 1, tokens: [token, token] },
  ];
  expect(sumByPiece([1, 2, 4], pieces)).toEqual([1, 6]);
});
