import { describe, expect, it } from 'vitest';
import type { PatchRecord } from '../engine/experiments/records';
import { patch } from './fixtures/experiments';
import {
  isMarker,
  patchCellSentence,
  patchSentence,
  tokenName,
  unalignedSentence,
} from './sentences-experiments-patch';

const withRows = (rows: PatchRecord['rows']): PatchRecord => ({ ...patch, rows });
const DIFFERENCE = 'the difference (logit of positive 2.31 → −1.90)';

describe('the sentence over what is carried over', () => {
  it('says where the difference stands and where it moves', () => {
    expect(patchSentence(patch, true)).toBe(
      `Carrying over “dreadful” for “lovely” alone moves 100 % of ${DIFFERENCE} at the embedding and still 84 % after block 0; from block 1 on [CLS] alone moves 95 % or more.`,
    );
  });

  it('says where no word holds it alone', () => {
    const rows = [
      { site: 'emb', tokens: [0, 0.3, 0.4, 0], all: 1 },
      { site: 'L0.resid', tokens: [1, 0, 0, 0], all: 1 },
    ];
    expect(patchSentence(withRows(rows), true)).toBe(
      `No word alone moves half of ${DIFFERENCE} at the embedding: the most is “dreadful” for “lovely”, 40 %; from block 0 on [CLS] alone moves 100 %.`,
    );
  });

  it('says where it stays at its word, and where it is spread at the end', () => {
    const [first] = patch.rows;
    if (!first) throw new Error('The fixture has rows.');
    expect(patchSentence(withRows([first, { ...first, site: 'L0.resid' }]), true)).toMatch(
      /at the embedding, and most of it at every block\.$/,
    );
    expect(
      patchSentence(withRows([first, { site: 'L0.resid', tokens: [0.4, 0.3, 0.3, 0], all: 1 }]), true),
    ).toMatch(/; no token holds it at the end\.$/);
  });

  it('says where there is no difference, and nothing before the end', () => {
    const rows = patch.rows.map(row => ({ ...row, tokens: row.tokens.map(() => null), all: null }));
    expect(patchSentence(withRows(rows), true)).toMatch(/^Both texts have the same logit of positive/);
    expect(patchSentence(patch, false)).toBe('');
  });
});

it('a cell says what it moves', () => {
  expect(patchCellSentence(patch, 'L0.resid', 2)).toBe(
    'At L0.resid, “dreadful” for “lovely” moves 84 % of the difference.',
  );
  expect(patchCellSentence(patch, 'L0.resid', 1)).toBe('At L0.resid, “so” moves 2 % of the difference.');
  expect(patchCellSentence(patch, 'L0.ffn', null)).toBe(
    'At L0.ffn, all tokens that have a counterpart move 10 % of the difference.',
  );
  expect(patchCellSentence(patch, 'L9.ffn', 1)).toBeNull();
});

it('words without a counterpart are named, of either text', () => {
  expect(unalignedSentence(patch)).toBe('');
  const longer = { ...patch, fromTokens: ['[CLS]', 'so', 'very', 'bad', '[SEP]'] };
  expect(unalignedSentence({ ...longer, aligned: [0, 1, null, 4] })).toBe(
    '“lovely” of the text has no counterpart in the second text; “very” and “bad” of the second text have none in the text: these are not carried over.',
  );
  expect(unalignedSentence({ ...longer, aligned: [0, 1, 3, 4] })).toBe(
    '“very” of the second text has no counterpart in the text: these are not carried over.',
  );
});

it('tokens of the model’s own are not put in quotation marks', () => {
  expect(['[CLS]', '</s>', 'so', '[', '<'].map(isMarker)).toEqual([true, true, false, false, false]);
  expect(tokenName('##ly')).toBe('“##ly”');
});
