import { expect, it } from 'vitest';
import { isHeld } from './held';
import { parseInterventions } from './intervention';

it.each([
  ['', false],
  ['L1.ffn.3=0', true],
  ['L1.ffn.3=mean', true],
  ['L1.ffn.{2,3}*0', true],
  ['L1.ffn=baseline', true],
  ['L1.ffn.3=1; L1.ffn.3*2; L1.ffn.3+1', true],
  ['L1.ffn.3@0=0; L1.ffn.3@{1,2}=0', true],
  ['L1.ffn.3@0=0', false],
  ['L1.ffn.3@{0,1,7}=0', false],
  ['L1.ffn.3*0.5', false],
  ['L1.ffn.3+1', false],
  ['L1.ffn.3=patch', false],
  ['L1.ffn.4=0', false],
  ['L0.ffn.3=0', false],
])('tells whether %s holds a neuron of three tokens', (list, expected) => {
  expect(isHeld(parseInterventions(list), { site: 'L1.ffn', index: 3 }, 3)).toBe(expected);
});
