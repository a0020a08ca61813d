import { expect, it } from 'vitest';
import { checkCsv } from './check-csv';

it('writes one row a neuron', () => {
  const csv = checkCsv({
    ranking: 'conductance',
    points: [
      { neuron: 'L0.ffn.1', group: 'top', attribution: 0.5, effect: 0.4 },
      { neuron: 'L1.ffn.7', group: 'random', attribution: -0.001, effect: 0 },
    ],
  });
  expect(csv).toBe('neuron,group,conductance,effect\r\nL0.ffn.1,top,0.5,0.4\r\nL1.ffn.7,random,-0.001,0\r\n');
});
