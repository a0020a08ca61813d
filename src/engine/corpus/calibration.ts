/**
 * How each neuron is measured: a sample of the corpus, chosen by hash, gives its mean, its deviation and the range of
 * its histogram before the corpus is read, and keeps some tokens' activations whole.
 */

import { hashPair, hashText } from './hash';
import { encodeSentence, type Reader, type ReadSentence, readActivations } from './reading';
import type { Sentence } from './sentences';
import type { IndexSettings } from './settings';

export interface Calibration {
  /** `[neurons]`, over all tokens of the sample but special ones. */
  readonly mean: Float32Array<ArrayBuffer>;
  /** `[neurons]`, never below `LEAST_DEVIATION`. */
  readonly deviation: Float32Array<ArrayBuffer>;
  /** `[neurons]`: the histogram's range; its outer bins are open. */
  readonly from: Float32Array<ArrayBuffer>;
  readonly to: Float32Array<ArrayBuffer>;
  /** Sentence and position of each kept token. */
  readonly sentences: Uint32Array<ArrayBuffer>;
  readonly positions: Uint16Array<ArrayBuffer>;
  /** Kept activations, `[neurons, kept tokens]`. */
  readonly kept: Float32Array<ArrayBuffer>;
}

/** What hardly moves is measured against this: z stays within what sums hold. */
const LEAST_DEVIATION = 1e-4;
/** Share of kept activations beyond either end of the histogram's range, and how far the range reaches past them. */
const RANGE = { beyond: 0.0005, margin: 0.05 };

/** Chooses the sample of a corpus: the sentences whose text has the smallest hash, each text once; ascending ids. */
export function calibrationSentences(sentences: readonly Sentence[], count: number): number[] {
  const hashes = new Map<string, { id: number; hash: number }>();
  sentences.forEach(({ text }, id) => {
    if (!hashes.has(text)) hashes.set(text, { id, hash: hashText(text) });
  });
  return [...hashes.values()]
    .sort((a, b) => a.hash - b.hash || a.id - b.id)
    .slice(0, count)
    .map(({ id }) => id)
    .sort((a, b) => a - b);
}

/**
 * Reads the sample.
 * @throws Error where the corpus has no tokens
 */
export async function calibrate(
  reader: Reader,
  sentences: readonly Sentence[],
  settings: IndexSettings,
  onProgress: (done: number, total: number) => void,
): Promise<Calibration> {
  const sample = calibrationSentences(sentences, settings.calibrationSentences).flatMap(id => {
    const sentence = sentences[id];
    return sentence ? [encodeSentence(reader.tokenizer, id, sentence)] : [];
  });
  const slots = keptTokens(sample, settings.tokensPerSentence);
  const tokens = slots.length;
  if (tokens === 0) throw new Error('The corpus has no tokens, expected at least one word.');
  const slotOf = new Map(slots.map(({ id, position }, slot) => [`${id} ${position}`, slot]));

  const { sites } = reader.transformer;
  const neurons = sites.reduce((sum, { width }) => sum + width, 0);
  const sums = new Float64Array(neurons);
  const squares = new Float64Array(neurons);
  const kept = new Float32Array(neurons * tokens);
  let count = 0;
  let done = 0;
  for await (const batch of readActivations(reader, sample)) {
    batch.sentences.forEach((sentence, row) => {
      sentence.tokens.forEach(({ special }, position) => {
        if (special) return;
        count += 1;
        const slot = slotOf.get(`${sentence.id} ${position}`);
        let neuron = 0;
        sites.forEach(({ width }, site) => {
          const values = batch.activations[site] ?? new Float32Array();
          const offset = (row * batch.tokens + position) * width;
          for (let j = 0; j < width; j++, neuron++) {
            const x = values[offset + j] as number;
            sums[neuron] = (sums[neuron] as number) + x;
            squares[neuron] = (squares[neuron] as number) + x * x;
            if (slot !== undefined) kept[neuron * tokens + slot] = x;
          }
        });
      });
    });
    done += batch.sentences.length;
    onProgress(done, sample.length);
  }

  const mean = sums.map(sum => sum / count);
  const deviation = squares.map((square, i) =>
    Math.max(LEAST_DEVIATION, Math.sqrt(Math.max(0, square / count - (mean[i] ?? 0) ** 2))),
  );
  const { from, to } = ranges(kept, tokens);
  return {
    mean: Float32Array.from(mean),
    deviation: Float32Array.from(deviation),
    from,
    to,
    sentences: Uint32Array.from(slots, ({ id }) => id),
    positions: Uint16Array.from(slots, ({ position }) => position),
    kept,
  };
}

/** Up to `most` tokens of each sentence, those with the smallest hash, in the corpus's order. */
function keptTokens(sample: readonly ReadSentence[], most: number): { id: number; position: number }[] {
  return sample.flatMap(({ id, tokens }) =>
    tokens
      .flatMap(({ special }, position) => (special ? [] : [{ id, position, hash: hashPair(id, position) }]))
      .sort((a, b) => a.hash - b.hash || a.position - b.position)
      .slice(0, most)
      .sort((a, b) => a.position - b.position)
      .map(({ position }) => ({ id, position })),
  );
}

function ranges(kept: Float32Array, tokens: number): Pick<Calibration, 'from' | 'to'> {
  const neurons = kept.length / tokens;
  const from = new Float32Array(neurons);
  const to = new Float32Array(neurons);
  const outside = Math.floor(tokens * RANGE.beyond);
  for (let neuron = 0; neuron < neurons; neuron++) {
    const sorted = kept.slice(neuron * tokens, (neuron + 1) * tokens).sort();
    const low = sorted[outside] ?? 0;
    const high = sorted[tokens - 1 - outside] ?? 0;
    const margin = Math.max((high - low) * RANGE.margin, LEAST_DEVIATION);
    from[neuron] = low - margin;
    to[neuron] = high + margin;
  }
  return { from, to };
}
