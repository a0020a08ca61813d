import { beforeAll, describe, expect, it } from 'vitest';
import type { Model } from '../explanation/model';
import type { NeuronIndex } from './index-reader';
import type { Manifest } from './manifest';
import type { NeuronEntry } from './neuron-entry';
import { type NeuronRecord, ripeningRecord } from './neuron-record';
import { tinyReader, tinySentences, tinySettings } from './tiny-corpus';

const sentences = tinySentences(9);
const exampleOf = (sentence: number) => ({ sentence, position: 1, activation: 9 - sentence });
const entry: NeuronEntry = {
  statistics: { mean: 0, deviation: 1, skewness: 0, kurtosis: 0, minimum: -1, maximum: 9, positive: 0.5 },
  quantiles: [],
  histogram: { from: -1, to: 9, counts: [1, 2] },
  examples: [0, 1, 2, 3, 4, 5, 6].map(exampleOf),
  bands: [{ from: 0, to: 0.5, examples: [7, 8].map(exampleOf) }],
  words: [],
  tags: [],
  similar: [],
};
const manifest = {
  corpus: { name: 'weather', version: '', sha256: '00', sentences: 9 },
  tokens: 99,
  sampleTokens: 8000,
  settings: tinySettings,
  sites: [{ site: 'L0.ffn', width: 20 }],
} as Partial<Manifest> as Manifest;
const index: NeuronIndex = {
  manifest,
  entry: async () => entry,
  words: () => Promise.reject(new Error('nobody asks for words')),
};
let model: Model;

beforeAll(async () => {
  const reader = await tinyReader();
  const tokenizer = { ...reader.tokenizer, specialIds: { pad: 0, mask: null }, maxTokens: 16 };
  const backend = { name: 'cpu', threads: 1, reason: 'The test asked for it.' } as const;
  model = { ...reader, tokenizer, id: 'tiny', sha256: 'abc', backend };
});

/** A neuron of a corpus whose texts are at hand, or come one by one when the test lets them. */
function ripening(isAtHand: boolean) {
  const asked: number[] = [];
  const waiting: (() => void)[] = [];
  const run = ripeningRecord(
    model,
    index,
    { site: 'L0.ffn', index: 3 },
    async sentence => {
      asked.push(sentence);
      if (!isAtHand) await new Promise<void>(resolve => waiting.push(resolve));
      return sentences[sentence]?.text ?? '';
    },
    Number.POSITIVE_INFINITY,
  );
  return {
    asked,
    arrive: () => {
      for (const resolve of waiting.splice(0)) resolve();
    },
    next: async () => (await run.next()).value,
  };
}

const read = ({ examples, bands }: NeuronRecord) =>
  [...examples, ...bands.flatMap(band => band.examples)]
    .filter(({ text }) => text !== null)
    .map(({ sentence }) => sentence);

describe('a ripening record', () => {
  it('waits for no text, and tells of the strongest examples before all others', async () => {
    const { asked, arrive, next } = ripening(false);
    const numbers = await next();
    expect(numbers.statistics).toEqual(entry.statistics);
    expect(read(numbers)).toEqual([]);
    expect(asked).toEqual([0, 1, 2, 3, 4]);
    arrive();
    expect(read(await next())).toEqual([0, 1, 2, 3, 4]);
    const all = next();
    await Promise.resolve();
    expect(asked).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8]);
    arrive();
    expect(read(await all)).toEqual(asked);
  });

  it('brings texts that are at hand with the numbers, before any activation', async () => {
    const { next } = ripening(true);
    const first = await next();
    expect(read(first)).toEqual([0, 1, 2, 3, 4]);
    expect(first.examples[0]?.text).toBe(sentences[0]?.text);
    expect(first.examples.every(({ activations }) => activations === null)).toBe(true);
    const all = await next();
    expect(read(all)).toHaveLength(9);
    expect(all.examples.every(({ activations }) => activations === null)).toBe(true);
    const computed = await next();
    expect(computed.examples.some(({ activations }) => activations !== null)).toBe(true);
  });
});

describe('neurons that move with another', () => {
  const similarOver = async (tokens: Partial<Manifest>, correlations = [0.9, -0.6, 0.05]) => {
    const similar = correlations.map((correlation, at) => ({
      site: 'L0.ffn' as const,
      index: at,
      correlation,
    }));
    const other: NeuronIndex = {
      ...index,
      manifest: { ...manifest, ...tokens },
      entry: async () => ({ ...entry, similar }),
    };
    const run = ripeningRecord(model, other, { site: 'L0.ffn', index: 3 }, null, 0);
    return (await run.next()).value;
  };

  it('are those beyond chance, with an interval each', async () => {
    const { correlationTokens, similar } = await similarOver({ sampleTokens: 1500 });
    expect(correlationTokens).toBe(1500);
    expect(similar.map(({ neuron }) => neuron)).toEqual(['L0.ffn.0', 'L0.ffn.1']);
    for (const { correlation, low, high } of similar) {
      expect(low).toBeLessThan(correlation);
      expect(high).toBeGreaterThan(correlation);
    }
  });

  it('are none over a few tokens, however well they seem to go together', async () => {
    const { correlationTokens, similar } = await similarOver({ sampleTokens: 4 }, [1, 1]);
    expect([correlationTokens, similar]).toEqual([4, []]);
  });

  it('are over as many tokens as there can be where an older index does not say', async () => {
    const { correlationTokens } = await similarOver({ sampleTokens: undefined });
    expect(correlationTokens).toBe(9 * tinySettings.tokensPerSentence);
  });
});
