import { expect, it } from 'vitest';
import { matchesQuery } from './search';

const neuron = { site: 'L3.ffn', index: 812 } as const;

it.each(['L3', 'l3.FFN', ' L3.ffn.81 ', 'L3.ffn.812', 'ffn', 'ffn.8', '812', '8', ''])(
  'finds L3.ffn.812 by "%s"',
  query => {
    expect(matchesQuery(neuron, query)).toBe(true);
  },
);

it.each(['12', 'fn', 'L3.ffn.813', 'L1', '3'])('does not find L3.ffn.812 by "%s"', query => {
  expect(matchesQuery(neuron, query)).toBe(false);
});
