import { expect, it } from 'vitest';
import { CONDUCTANCE, smallTable } from '../engine/neurons/fixtures/small-table';
import { neuronRow } from './neuron-rows';

const activation = [
  [1, -3, -2, 2],
  [0, 0, 0, 0],
  [4, 0, 0, -5, 0, 0],
  [0, 0, 0, 0],
];
const table = smallTable({ conductance: CONDUCTANCE, activation });
const token = { id: 1, text: 'x', start: 0, end: 1, special: false, word: 0 };
const neuron = { site: 'L0.ffn', siteAt: 2, index: 0, value: 2 } as const;

it('shows a neuron’s activation token by token, and the one furthest from zero', () => {
  const pieces = [
    { id: 0, tokens: [token] },
    { id: 1, tokens: [token] },
  ];
  const row = neuronRow(neuron, 3, {
    table,
    pieces,
    span: { from: 0, to: 2 },
    valueName: 'conductance',
    wordTable: null,
  });
  expect(row).toEqual({
    place: 3,
    address: 'L0.ffn.0',
    value: 2,
    activation: -5,
    strip: [4, -5],
    label: 'L0.ffn.0, conductance +2.00, activation −5.00',
  });
});

it('takes of a word’s tokens the one furthest from zero, and looks at the selected tokens only', () => {
  const pieces = [{ id: 0, tokens: [token, token] }];
  const row = neuronRow(neuron, 1, {
    table,
    pieces,
    span: { from: 0, to: 1 },
    valueName: 'conductance',
    wordTable: null,
  });
  expect(row.strip).toEqual([-5]);
  expect(row.activation).toBe(4);
});
