import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { folderSource } from '../checkpoint/folder';
import { openNeuronIndex } from '../corpus/index-reader';
import type { NeuronEntry } from '../corpus/neuron-entry';
import type { SiteInfo } from '../transformer/sites';
import { parseInterventions } from './intervention';
import { compileChanges, corpusValue, noCorpus, resolveInterventions } from './resolve';

const INDEX = fileURLToPath(new URL('../../../public/neurons/minilm-sst2', import.meta.url));

/** A tenth of the tokens in each of ten bins between 0 and 10, the outer ones reaching to −5 and 20. */
const entry = {
  statistics: { mean: 1.25, minimum: -5, maximum: 20 },
  quantiles: [4.875, 9.125, 12.5, 17.75],
  histogram: { from: 0, to: 10, counts: Array.from({ length: 10 }, () => 100) },
} as unknown as NeuronEntry;

describe('a number of a neuron over the corpus', () => {
  it.each([
    ['mean', 1.25],
    ['min', -5],
    ['max', 20],
    ['median', 4.875],
    ['p50', 4.875],
    ['p90', 9.125],
    ['p99', 12.5],
    ['p99.9', 17.75],
    // Of the histogram: the ends, and half way through its fourth bin.
    ['p0', -5],
    ['p100', 20],
    ['p35', 3.5],
  ] as const)('is for %s %d', (value, expected) => {
    expect(corpusValue(entry, value)).toBeCloseTo(expected, 9);
  });

  it('is, for the percentiles that the shipped index stores, what it stores', async () => {
    const { model } = JSON.parse(readFileSync(`${INDEX}/manifest.json`, 'utf8'));
    const index = await openNeuronIndex(await folderSource(INDEX), model.sha256);
    if (!index) throw new Error('The shipped index is missing.');
    const stored = await index.entry({ site: 'L3.ffn', index: 1402 });
    const found = (['p50', 'p90', 'p99', 'p99.9'] as const).map(value => corpusValue(stored, value));
    expect(found).toEqual([...stored.quantiles]);
  });
});

describe('interventions as numbers', () => {
  const sites: SiteInfo[] = [{ site: 'L0.ffn', width: 2, fullCut: false }];
  const resolved = async (text: string) => {
    const sources = {
      sites,
      tokens: 3,
      corpus: async () => entry,
      baseline: async () => Float32Array.from([1, 2, 3, 4, 5, 6]),
      other: null,
    };
    const changes = await resolveInterventions(parseInterventions(text), sources);
    const change = compileChanges([changes], sites, 3).get('L0.ffn');
    return change && { factor: [...change.factor], offset: [...change.offset] };
  };

  it('set neurons to numbers of the corpus', async () => {
    expect(await resolved('L0.ffn.1=mean')).toEqual({ factor: [1, 0], offset: [0, 1.25] });
    expect(await resolved('L0.ffn=max')).toEqual({ factor: [0, 0], offset: [20, 20] });
  });

  it('set neurons to what they do at the baseline, token by token', async () => {
    expect(await resolved('L0.ffn.1=baseline')).toEqual({
      factor: [1, 0, 1, 0, 1, 0],
      offset: [0, 2, 0, 4, 0, 6],
    });
  });

  it('act one after the other where they meet', async () => {
    expect(await resolved('L0.ffn.0+2; L0.ffn.0*3; L0.ffn.0+-1')).toEqual({ factor: [3, 1], offset: [5, 0] });
  });

  it('are refused where they are too large together', async () => {
    await expect(resolved('L0.ffn.0*1e8; L0.ffn.0*1e8')).rejects.toThrow(
      'Changes at L0.ffn.0 are too large together',
    );
  });

  it('are refused where there is no index', async () => {
    await expect(noCorpus({ site: 'L0.ffn', index: 1 })).rejects.toThrow('there is no neuron index here');
  });
});
