import { expect, it } from 'vitest';
import { CONDUCTANCE, smallTable } from '../engine/neurons/fixtures/small-table';
import { neuronsCsv } from './neuron-list-csv';

const tokens = ['a', 'b'].map((text, word) => ({ id: 1, text, start: 0, end: 1, special: false, word }));
const ranking = [{ site: 'L0.ffn', siteAt: 2, index: 1, value: -1 } as const];

it('writes each neuron with its activation at every token', () => {
  const table = smallTable({ conductance: CONDUCTANCE, activation: CONDUCTANCE });
  expect(neuronsCsv(ranking, table, 'conductance', { text: 'ä', tokens })).toBe(
    'place,neuron,conductance,activation 0 ä,activation 1 ä\r\n1,L0.ffn.1,-1,-2,1\r\n',
  );
});

it('leaves activations empty that were not computed', () => {
  expect(neuronsCsv(ranking, smallTable(), 'conductance', { text: 'ä', tokens })).toContain(
    'L0.ffn.1,-1,,\r\n',
  );
});
