import { describe, expect, it } from 'vitest';
import { constantSentence } from './constant-score';
import { type LayerFacts, layersSentence } from './sentences-layers';

const pieces = [
  { text: '[CLS]', special: true },
  { text: 'clumsy', special: false },
  { text: 'moving', special: false },
];

function row(site: string, ...values: number[]): LayerFacts['rows'][number] {
  const fullCut = !site.endsWith('.ffn');
  return { site, fullCut, values, total: values.reduce((sum, value) => sum + value, 0) };
}

/** A score of 2 that block 1 moves into [CLS]. */
const rows = [
  row('emb', 0, 3, -1),
  row('L0.ffn', 0, 1, -2),
  row('L0.resid', 0.1, 3.5, -1.6),
  row('L1.ffn', 0.5, 0, 0),
  row('L1.resid', 2, 0, 0),
];
const facts: LayerFacts = { rows, pieces, change: 2, constant: null, row: null, piece: null };

describe('the sentence over the layer grid', () => {
  it('says which block moves the score where, and what weighed most before', () => {
    expect(layersSentence(facts)).toBe(
      'Block 1 moves the score into [CLS], from 5 % to 100 % of +2.00; after block 0 “clumsy” weighs most (+3.50).',
    );
  });

  it('says that nothing moves the score where nothing does, whatever is selected', () => {
    const still = [row('emb', 0, 0, 0), row('L0.resid', 0, 0, 0)];
    for (const selected of [{}, { row: 1 }, { piece: 1 }, { row: 1, piece: 1 }])
      expect(layersSentence({ ...facts, rows: still, change: 0, constant: 4.71, ...selected })).toBe(
        constantSentence(4.71),
      );
    expect(layersSentence({ ...facts, rows: still, change: null })).toBe('Every cell is 0.');
  });

  it('names several blocks where it takes several, and calls a falling score a drop', () => {
    const slow = [row('emb', 0, -3, 1), row('L0.resid', -1, -2, 1), row('L1.resid', -1.9, -0.1, 0)];
    expect(layersSentence({ ...facts, rows: slow, change: -2 })).toBe(
      'Blocks 0 to 1 move the drop into [CLS], from 0 % to 95 % of −2.00; at the embedding “clumsy” weighs most (−3.00).',
    );
  });

  it('says where the score stands when nothing moves it into one token', () => {
    expect(layersSentence({ ...facts, rows: [row('emb', 0, 1, 1), row('L0.resid', 0, 1.2, 0.8)] })).toBe(
      'After the last block the score of +2.00 stands on several tokens, “clumsy” first (+1.20).',
    );
    expect(layersSentence({ ...facts, rows: [row('emb', 0, 2, 0), row('L0.resid', 0, 2, 0)] })).toBe(
      '“clumsy” holds the score of +2.00 at every site.',
    );
  });

  it('measures nothing by a score that cancels', () => {
    expect(layersSentence({ ...facts, change: 0.01 })).toBe(
      'The largest value is that of “clumsy” at L0.resid, +3.50; the others cancel it, and hardly anything is left of the score (+0.01).',
    );
  });

  it('follows a selected word through the blocks', () => {
    expect(layersSentence({ ...facts, piece: 1 })).toBe(
      '“clumsy” is worth +3.00 at the embedding, most after block 0 (+3.50), and has handed over by block 1 (0.00).',
    );
    expect(layersSentence({ ...facts, piece: 0 })).toBe(
      '[CLS] is worth 0.00 at the embedding, most after block 1 (+2.00).',
    );
  });

  it('says what a selected site adds up to, and for and against what', () => {
    expect(layersSentence({ ...facts, row: 2 })).toBe(
      'L0.resid carries the whole score, +2.00; “clumsy” weighs most (+3.50), against it “moving” (−1.60).',
    );
    expect(layersSentence({ ...facts, row: 1 })).toBe(
      'L0.ffn carries −1.00 beside a score of +2.00; “moving” weighs most (−2.00), against it “clumsy” (+1.00).',
    );
  });

  it('gives the value of a selected cell beside its row’s sum', () => {
    expect(layersSentence({ ...facts, row: 1, piece: 1 })).toBe(
      '“clumsy” is worth +1.00 at L0.ffn, where all tokens together are worth −1.00.',
    );
  });

  it('claims no sum where there is no ΔF', () => {
    expect(layersSentence({ ...facts, change: null })).toBe(
      'The largest value is that of “clumsy” at L0.resid, +3.50; without a baseline the rows add up to nothing in particular.',
    );
    expect(layersSentence({ ...facts, change: null, row: 2 })).toContain('L0.resid sums to +2.00');
  });

  it('says nothing of nothing', () => {
    expect(layersSentence({ ...facts, rows: [] })).toBe('');
    expect(layersSentence({ ...facts, pieces: [] })).toBe('');
  });
});
