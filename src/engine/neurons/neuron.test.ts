import { describe, expect, it } from 'vitest';
import { encoderSites } from '../transformer/sites';
import { findNeuron, formatNeuron, parseNeuron } from './neuron';

const sites = encoderSites(6, 384, 1536);

describe('a neuron’s address', () => {
  it('reads back what it writes', () => {
    for (const address of ['emb.0', 'L0.attn.383', 'L3.ffn.812', 'L5.resid.1']) {
      expect(formatNeuron(parseNeuron(address, sites))).toBe(address);
    }
  });

  it('says what an address looks like', () => {
    for (const text of ['', 'L3.ffn', '812', 'L3.mlp.812', 'L3.ffn.-1', 'L3.ffn.1.5']) {
      expect(() => parseNeuron(text, sites)).toThrow('expected an address such as L3.ffn.812');
    }
  });

  it('says that the model has no such site', () => {
    expect(() => parseNeuron('L6.ffn.1', sites)).toThrow('the model has no site L6.ffn; it has emb, L0.attn');
  });

  it('finds the neuron, or nothing where the model lacks it', () => {
    expect(findNeuron('L3.ffn.812', sites)).toEqual({ site: 'L3.ffn', index: 812 });
    expect([findNeuron('L6.ffn.1', sites), findNeuron('812', sites)]).toEqual([null, null]);
  });

  it('says how many neurons the site has', () => {
    expect(() => parseNeuron('L3.ffn.1536', sites)).toThrow('L3.ffn has 1536 neurons');
  });
});
