import { describe, expect, it } from 'vitest';
import { encoderSites } from '../transformer/sites';
import { readWordTable, topWordsOf, writeWordTable } from './word-table';

const sites = encoderSites(1, 2, 3);
const neurons = sites.reduce((sum, { width }) => sum + width, 0);
const types = ['clumsy', 'awkward', 'inept', 'dull'];

describe('the word table', () => {
  const bytes = writeWordTable(neurons, types.length, neuron => (neuron === 5 ? [3, 1, 0, 2] : [neuron % 2]));
  const table = readWordTable(bytes.buffer, neurons, types);

  it('gives each neuron its first three words', () => {
    // emb has 2 neurons and L0.attn 2 more: the sixth of all is L0.ffn.1.
    expect(topWordsOf(table, sites, { site: 'L0.ffn', index: 1 })).toEqual(['dull', 'awkward', 'clumsy']);
  });

  it('gives fewer where a neuron has fewer, and none for a site that it lacks', () => {
    expect(topWordsOf(table, sites, { site: 'emb', index: 1 })).toEqual(['awkward']);
    expect(topWordsOf(table, sites, { site: 'L7.ffn', index: 0 })).toEqual([]);
  });

  it('is refused, by name, where its length does not fit', () => {
    expect(() => readWordTable(bytes.buffer.slice(2), neurons, types)).toThrow('top-words.bin: 52 bytes');
  });

  it('refuses more word types than it can name', () => {
    expect(() => writeWordTable(1, 70_000, () => [])).toThrow('70000 word types');
  });
});
