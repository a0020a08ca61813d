import { describe, expect, it } from 'vitest';
import { formatNeuron, type Neuron } from '../neurons/neuron';
import { fc } from '../testing/properties';
import { encoderSites } from '../transformer/sites';
import { randomOrder, randomSets } from './random-sets';

const sites = encoderSites(2, 12, 20);
const everything = sites.flatMap(({ site, width }) =>
  Array.from({ length: width }, (_, index): Neuron => ({ site, index })),
);
/** At most five neurons, so that every site has enough besides. */
const few = fc.uniqueArray(fc.constantFrom(...everything), { minLength: 1, maxLength: 5 });
const seed = fc.nat({ max: 2 ** 32 - 1 });
const names = (neurons: readonly Neuron[]) => neurons.map(formatNeuron);
const perSite = (neurons: readonly Neuron[]) =>
  sites.map(({ site }) => neurons.filter(neuron => neuron.site === site).length);
const ffn = (count: number) => everything.filter(({ site }) => site === 'L0.ffn').slice(0, count);

/** Pearson's χ² of counts that should all be the same; its mean is their number − 1. */
function chiSquare(counts: readonly number[]): number {
  const expected = counts.reduce((sum, count) => sum + count, 0) / counts.length;
  return counts.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
}

describe('random control sets', () => {
  it('have as many neurons as the set at every site, each once, and none of the set', () => {
    fc.assert(
      fc.property(few, seed, (neurons, seed) => {
        const sets = randomSets(neurons, sites, { count: 4, seed });
        expect(sets).toHaveLength(4);
        for (const set of sets) {
          expect(perSite(set)).toEqual(perSite(neurons));
          expect(new Set(names([...set, ...neurons])).size).toBe(2 * neurons.length);
          expect(set.every(({ site, index }) => sites.some(s => s.site === site && index < s.width))).toBe(
            true,
          );
        }
      }),
    );
  });

  it('are the same for the same seed, in whatever order neurons and sites come', () => {
    fc.assert(
      fc.property(few, seed, (neurons, seed) => {
        const once = randomSets(neurons, sites, { count: 3, seed });
        const again = randomSets(neurons.toReversed(), sites.toReversed(), { count: 3, seed });
        expect(again.map(set => names(set).sort())).toEqual(once.map(set => names(set).sort()));
      }),
    );
  });

  it('are the same on every machine', () => {
    const sets = randomSets([...ffn(3), { site: 'emb', index: 4 }], sites, { count: 2, seed: 7 });
    expect(sets.map(names)).toEqual([
      ['emb.0', 'L0.ffn.13', 'L0.ffn.17', 'L0.ffn.18'],
      ['emb.2', 'L0.ffn.5', 'L0.ffn.8', 'L0.ffn.16'],
    ]);
  });

  it('do not depend on how many there are', () => {
    fc.assert(
      fc.property(few, seed, fc.nat(5), (neurons, seed, count) => {
        const more = randomSets(neurons, sites, { count: 6, seed });
        expect(randomSets(neurons, sites, { count, seed })).toEqual(more.slice(0, count));
      }),
    );
  });

  it('differ from each other and between seeds', () => {
    const wide = encoderSites(1, 12, 3072);
    const chosen = [0, 1, 2, 3].map((index): Neuron => ({ site: 'L0.ffn', index }));
    const sets = [0, 1, 2, 3, 4].flatMap(seed => randomSets(chosen, wide, { count: 20, seed }));
    expect(new Set(sets.map(set => names(set).join())).size).toBe(100);
  });

  it('have every other neuron equally often', () => {
    const counts = new Array<number>(20).fill(0);
    for (const set of randomSets(ffn(5), sites, { count: 3000, seed: 0 })) {
      for (const { index } of set) counts[index] = (counts[index] ?? 0) + 1;
    }
    expect(counts.slice(0, 5)).toEqual([0, 0, 0, 0, 0]);
    expect(chiSquare(counts.slice(5))).toBeLessThan(40);
  });

  it('may need all that is left', () => {
    const [set = []] = randomSets(ffn(10), sites, { count: 1, seed: 1 });
    expect(set.map(({ index }) => index)).toEqual([10, 11, 12, 13, 14, 15, 16, 17, 18, 19]);
  });

  it('count a neuron once that is named twice', () => {
    const [set = []] = randomSets([...ffn(2), ...ffn(2)], sites, { count: 1, seed: 1 });
    expect(set).toHaveLength(2);
  });

  it('cannot be had where a site has too few neurons besides', () => {
    expect(() => randomSets(ffn(11), sites, { count: 1, seed: 1 })).toThrow(
      'Random sets: L0.ffn has 9 neurons beside the set, expected at least 11; ask for no random sets.',
    );
  });

  it('cannot be had at a site that the model lacks', () => {
    expect(() => randomSets([{ site: 'L7.ffn', index: 0 }], sites, { count: 1, seed: 1 })).toThrow(
      'Random sets: the model has no site L7.ffn.',
    );
  });
});

describe('a random order', () => {
  it('has each neuron of the pool once', () => {
    fc.assert(
      fc.property(few, seed, (pool, seed) => {
        expect(names(randomOrder(pool, pool.length, seed)).sort()).toEqual(names(pool).sort());
      }),
    );
  });

  it('begins the same however many are asked for', () => {
    fc.assert(
      fc.property(seed, fc.nat(everything.length), (seed, count) => {
        const all = randomOrder(everything, everything.length, seed);
        expect(randomOrder(everything, count, seed)).toEqual(all.slice(0, count));
      }),
    );
  });

  it('is the same on every machine', () => {
    expect(randomOrder(ffn(20), 8, 7).map(({ index }) => index)).toEqual([4, 0, 1, 19, 13, 17, 10, 16]);
  });

  it('is another one for another seed', () => {
    const orders = Array.from({ length: 50 }, (_, seed) => names(randomOrder(ffn(20), 20, seed)).join());
    expect(new Set(orders).size).toBe(50);
  });

  it('ends with the pool', () => {
    expect(randomOrder(ffn(3), 5, 1)).toHaveLength(3);
    expect(randomOrder([], 5, 1)).toEqual([]);
  });

  it('leaves the pool as it was', () => {
    const pool = ffn(20);
    randomOrder(pool, 20, 1);
    expect(pool).toEqual(ffn(20));
  });

  it('takes all orders equally often', () => {
    const counts = new Map<string, number>();
    for (let seed = 0; seed < 12_000; seed++) {
      const order = names(randomOrder(ffn(4), 4, seed)).join();
      counts.set(order, (counts.get(order) ?? 0) + 1);
    }
    expect(counts.size).toBe(24);
    expect(chiSquare([...counts.values()])).toBeLessThan(60);
  });
});
