import { describe, expect, it } from 'vitest';
import type { Site } from '../transformer/sites';
import { smallTable } from './fixtures/small-table';
import { formatNeuron } from './neuron';
import { type RankedNeuron, rankNeurons } from './ranking';

const both = { from: 0, to: 2 };
const all = new Set<Site>(['emb', 'L0.attn', 'L0.ffn', 'L0.resid']);
const plain = (neurons: RankedNeuron[]) => neurons.map(neuron => [formatNeuron(neuron), neuron.value]);

describe('ranking neurons', () => {
  it('puts the largest first, whatever its sign, summed over the tokens', () => {
    const ranking = rankNeurons(smallTable(), {
      method: 'conductance',
      sites: new Set<Site>(['emb', 'L0.ffn']),
      tokens: both,
      sign: 'both',
    });
    expect(plain(ranking)).toEqual([
      ['emb.0', 3.5],
      ['L0.ffn.0', 2],
      ['L0.ffn.2', 2],
      ['L0.ffn.1', -1],
      ['emb.1', 0.5],
    ]);
  });

  it('looks at the tokens asked for only', () => {
    const scope = { method: 'conductance', sites: new Set<Site>(['L0.ffn']), sign: 'both' } as const;
    expect(plain(rankNeurons(smallTable(), { ...scope, tokens: { from: 1, to: 2 } }))).toEqual([
      ['L0.ffn.1', 1],
      ['L0.ffn.2', 1],
      ['L0.ffn.0', 0],
    ]);
  });

  it('keeps one side, and nothing at zero', () => {
    const scope = { method: 'conductance', sites: all, tokens: { from: 0, to: 1 } } as const;
    expect(plain(rankNeurons(smallTable(), { ...scope, sign: 'away' }))).toEqual([
      ['L0.ffn.1', -2],
      ['emb.1', -1],
    ]);
    expect(rankNeurons(smallTable(), { ...scope, sign: 'towards' }).every(({ value }) => value > 0)).toBe(
      true,
    );
  });

  it('takes of activations the one furthest from zero, since they add up to nothing', () => {
    const activation = [
      [1, -3, -2, 2],
      [0, 0, 0, 0],
      [0, 0, 0, 0, 0, 0],
      [0, 0, 0, 0],
    ];
    const ranking = rankNeurons(smallTable({ activation }), {
      method: 'activation',
      sites: new Set<Site>(['emb']),
      tokens: both,
      sign: 'both',
    });
    expect(plain(ranking)).toEqual([
      ['emb.1', -3],
      ['emb.0', -2],
    ]);
  });

  it('orders equals by site, then by neuron', () => {
    const zeros = smallTable({ conductance: [[], [], [], []] });
    const ranking = rankNeurons(zeros, { method: 'conductance', sites: all, tokens: both, sign: 'both' });
    expect(ranking.map(formatNeuron)).toEqual([
      'emb.0',
      'emb.1',
      'L0.attn.0',
      'L0.attn.1',
      'L0.ffn.0',
      'L0.ffn.1',
      'L0.ffn.2',
      'L0.resid.0',
      'L0.resid.1',
    ]);
  });
});
