import { expect, it } from 'vitest';
import type { LayerRow } from '../engine/neurons/layer-grid';
import { explanationOf } from '../state/fixtures/explanation';
import { sumByPiece } from './grid-rows';
import { piecesOf } from './pieces';
import { chooseRows } from './run-difference';
import { shownLayersSentence } from './shown-layers';

const { text, tokens } = explanationOf(['so', 'dull'], [0.5, 1]);
const pieces = piecesOf(text, tokens, null, 'words');
const rowOf = (site: LayerRow['site'], values: readonly number[]): LayerRow => ({
  site,
  fullCut: true,
  tokens: values,
  total: values.reduce((sum, value) => sum + value, 0),
  delta: 0,
});
const changed = [rowOf('emb', [0.5, 1]), rowOf('L0.resid', [1.5, 0])];
const untouched = [rowOf('emb', [0.5, 3]), rowOf('L0.resid', [3.5, 0])];

function say(shown: 'changed' | 'untouched' | 'difference', selected = { row: -1 }) {
  const layers = chooseRows(changed, untouched, shown);
  const rows = layers.map(row => ({ ...row, values: sumByPiece(row.tokens, pieces) }));
  const row = selected.row < 0 ? null : selected.row;
  return shownLayersSentence(
    { layers, changed, untouched, shown, change: 1.5, constant: null },
    { rows, pieces, row, piece: null },
  );
}

it('says which run the grid is of', () => {
  expect(say('changed')).toMatch(/^With the changes, block 0 moves/);
  expect(say('untouched')).toMatch(/^Without the changes, /);
});

it('says of a difference where it is largest, or what it is in the selected row', () => {
  expect(say('difference')).toBe(
    'The changes weigh most at emb: “dull” lost 2.00 there, from +3.00 to +1.00.',
  );
  expect(say('difference', { row: 1 })).toBe(
    'At L0.resid “so” lost 2.00; the row is +1.50 instead of +3.50.',
  );
});
