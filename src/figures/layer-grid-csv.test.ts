import { expect, it } from 'vitest';
import { smallTable } from '../engine/neurons/fixtures/small-table';
import { layerGrid } from '../engine/neurons/layer-grid';
import { gridCsv } from './layer-grid-csv';

it('writes one row a site and token, and no delta where there is none', () => {
  const tokens = ['=dull', 'film'].map((text, word) => ({
    id: 1,
    text,
    start: 0,
    end: 1,
    special: false,
    word,
  }));
  const lines = gridCsv(
    layerGrid(smallTable(), 'conductance', 4),
    { text: '=Dull', tokens },
    'conductance',
  ).split('\r\n');
  expect(lines.slice(0, 3)).toEqual([
    'site,full_cut,token,text,written,conductance,row_total,row_delta',
    "emb,true,0,'=dull,=,2,4,0",
    'emb,true,1,film,=,2,4,0',
  ]);
  expect(lines[5]).toBe("L0.ffn,false,0,'=dull,=,1,3,");
  expect(lines).toHaveLength(1 + 4 * 2 + 1);
});

it('has a column for the values without interventions where they are known', () => {
  const rows = layerGrid(smallTable(), 'conductance', 4);
  const untouched = rows.map(row => ({ ...row, tokens: row.tokens.map(value => value + 10) }));
  const [head, first] = gridCsv(rows, { text: '', tokens: [] }, 'conductance', untouched).split('\r\n');
  expect(head).toMatch(/,row_delta,untouched$/);
  expect(first).toBe('emb,true,0,,,2,4,0,12');
});
