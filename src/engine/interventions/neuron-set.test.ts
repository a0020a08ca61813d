import { expect, it } from 'vitest';
import { formatNeuronSet, parseNeuronSet } from './neuron-set';

it('reads single neurons and groups of a site, each neuron once', () => {
  expect(parseNeuronSet('L3.ffn.{ 7, 1 }; emb.2; L3.ffn.7')).toEqual([
    { site: 'L3.ffn', index: 7 },
    { site: 'L3.ffn', index: 1 },
    { site: 'emb', index: 2 },
  ]);
});

it('writes one item a site, indices ascending', () => {
  expect(formatNeuronSet(parseNeuronSet('L3.ffn.7; emb.2; L3.ffn.1'))).toBe('L3.ffn.{1,7}; emb.2');
});

it.each(['L3.ffn', 'L3.ffn.{}', 'L3.gelu.4', 'L3.ffn.{1,}'])('refuses %s in a sentence', text => {
  expect(() => parseNeuronSet(text)).toThrow(
    `Neurons "${text}": expected such as L3.ffn.812 or L3.ffn.{1,7}.`,
  );
});

it('reads and writes ranges', () => {
  const set = parseNeuronSet('L3.ffn.{5,0-2}');
  expect(set.map(({ index }) => index)).toEqual([5, 0, 1, 2]);
  expect(formatNeuronSet(set)).toBe('L3.ffn.{0-2,5}');
});

it.each([
  ['L3.ffn.0-100', 'L3.ffn.{0-100}'],
  ['L3.ffn.0–100', 'L3.ffn.{0-100}'],
  ['L3.ffn.0..100', 'L3.ffn.{0-100}'],
  ['L3.ffn.[0:100]', 'L3.ffn.{0-100}'],
  ['L3.ffn.1,7', 'L3.ffn.{1,7}'],
])('refuses %s and names the braces that it lacks', (text, form) => {
  expect(() => parseNeuronSet(text)).toThrow(
    `Neurons "${text}": expected braces around several numbers, as in ${form}.`,
  );
});
