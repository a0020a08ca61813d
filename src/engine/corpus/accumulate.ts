/**
 * Activations into a part of an index: every neuron, every token. It takes a third of the time of a build, so tokens
 * are gathered first; then each neuron runs over all of them while what it adds to stays in the fastest cache.
 */

import type { Calibration } from './calibration';
import { addRounded } from './fixed-point';
import { hashPair } from './hash';
import { type IndexPart, neuronCount, TAG_ROWS, Z_UNIT } from './part';
import type { ReadBatch, ReadSentence } from './reading';
import { UNIVERSAL_TAGS } from './sentences';
import { leastKept, offer } from './top-k';

/** Tokens that are gathered; more take memory and are no faster. */
const GATHERED_TOKENS = 1024;
/** Neurons whose activations are transposed together: a cache line of float32. */
const COLUMNS = 16;
const NO_TYPE = -1;
const NO_EXAMPLE = -1;

export interface Accumulator {
  /**
   * Adds sentences of the current chunk.
   * @param isExample whether a sentence may become an example
   */
  add(batch: ReadBatch, isExample: (id: number) => boolean): void;
  /** Ends the current chunk. Throws where an activation was NaN or infinite. */
  endChunk(chunk: number): void;
}

/** The tokens of a batch that count, sentence after sentence, and what each adds to. */
interface Plan {
  readonly activations: readonly Float32Array[];
  /** Rows of the activations. */
  readonly rows: number[];
  readonly positions: number[];
  /** Place of the token's tag in a neuron's histograms. */
  readonly bins: number[];
  readonly sketchRows: number[];
  /** ±`Z_UNIT` */
  readonly signs: number[];
  /** Place of the word type that the token ends; -1 where it ends none. NeuroX too takes a word's last token. */
  readonly types: number[];
  /** Where each sentence begins among the tokens, and the example that it would be; -1 for none. */
  readonly sentences: { readonly start: number; readonly example: number }[];
}

/** @param typeOf the place of a word in the part's types, -1 for none */
export function createAccumulator(
  part: IndexPart,
  calibration: Calibration,
  typeOf: (word: string) => number,
): Accumulator {
  const { sites, settings, wordUnit } = part.header;
  const neurons = neuronCount(part.header);
  const mean = Float64Array.from(calibration.mean);
  const inverse = Float64Array.from(calibration.deviation, deviation => 1 / deviation);
  const chunkSums = Array.from({ length: 4 }, () => new Float64Array(neurons));
  let plans: Plan[] = [];
  let gathered = 0;

  function planOf(batch: ReadBatch, isExample: (id: number) => boolean): Plan {
    const plan: Plan = {
      activations: batch.activations,
      rows: [],
      positions: [],
      bins: [],
      sketchRows: [],
      signs: [],
      types: [],
      sentences: [],
    };
    batch.sentences.forEach((sentence, index) => {
      const example = isExample(sentence.id) ? sentence.id : NO_EXAMPLE;
      const start = plan.rows.length;
      addTokens(plan, sentence, index * batch.tokens);
      if (plan.rows.length > start) plan.sentences.push({ start, example });
    });
    return plan;
  }

  function addTokens(
    plan: Plan,
    { id, sentence, tokens, wordOfToken }: ReadSentence,
    firstRow: number,
  ): void {
    tokens.forEach(({ special }, position) => {
      if (special) return;
      const place = wordOfToken[position] ?? -1;
      const word = sentence.words[place];
      const tag = word?.tag ? UNIVERSAL_TAGS.indexOf(word.tag) : TAG_ROWS - 1;
      const ends = word !== undefined && wordOfToken[position + 1] !== place;
      const type = ends ? typeOf(sentence.text.slice(word.start, word.end)) : NO_TYPE;
      const hash = hashPair(id, position);
      plan.rows.push(firstRow + position);
      plan.positions.push(position);
      plan.bins.push(tag * settings.bins);
      plan.sketchRows.push((hash >>> 1) % settings.sketchRows);
      plan.signs.push(hash & 1 ? Z_UNIT : -Z_UNIT);
      plan.types.push(type);
      part.tagTokens[tag] = (part.tagTokens[tag] ?? 0) + 1;
      if (type !== NO_TYPE) part.wordCounts[type] = (part.wordCounts[type] ?? 0) + 1;
    });
  }

  function flush(): void {
    const bins = Int32Array.from(plans.flatMap(plan => plan.bins));
    const sketchRows = Int32Array.from(plans.flatMap(plan => plan.sketchRows));
    const signs = Float64Array.from(plans.flatMap(plan => plan.signs));
    const positions = Int32Array.from(plans.flatMap(plan => plan.positions));
    const sentences: Plan['sentences'] = [];
    let before = 0;
    for (const plan of plans) {
      sentences.push(...plan.sentences.map(({ start, example }) => ({ start: before + start, example })));
      before += plan.rows.length;
    }
    const tokens = { count: before, bins, sketchRows, signs, positions };
    const columns = new Float32Array(COLUMNS * before);
    let first = 0;
    sites.forEach(({ width }, site) => {
      for (const plan of plans) addWords(plan, site, width, first);
      for (let start = 0; start < width; start += COLUMNS) {
        const count = Math.min(COLUMNS, width - start);
        transpose(site, width, start, count, columns, before);
        for (let column = 0; column < count; column++) {
          const x = columns.subarray(column * before, (column + 1) * before);
          addNeuron(part, first + start + column, x, tokens, sentences, calibration, chunkSums);
        }
      }
      first += width;
    });
    plans = [];
    gathered = 0;
  }

  /** Adds |z| of the tokens that end a word, over all neurons of a site. */
  function addWords({ activations, rows, types }: Plan, site: number, width: number, first: number): void {
    const x = activations[site] as Float32Array;
    const { wordSums } = part;
    for (let t = 0; t < rows.length; t++) {
      const type = types[t] as number;
      if (type === NO_TYPE) continue;
      const row = (rows[t] as number) * width;
      const sums = type * neurons + first;
      for (let j = 0; j < width; j++) {
        const z = ((x[row + j] as number) - (mean[first + j] as number)) * (inverse[first + j] as number);
        wordSums[sums + j] = (wordSums[sums + j] as number) + ((Math.abs(z) * wordUnit + 0.5) | 0);
      }
    }
  }

  /** `[tokens, width]` of all gathered batches → `[columns, tokens]` of the neurons from `start` on. */
  function transpose(
    site: number,
    width: number,
    start: number,
    count: number,
    columns: Float32Array,
    tokens: number,
  ): void {
    let token = 0;
    for (const { activations, rows } of plans) {
      const x = activations[site] as Float32Array;
      for (let t = 0; t < rows.length; t++, token++) {
        const row = (rows[t] as number) * width + start;
        for (let c = 0; c < count; c++) columns[c * tokens + token] = x[row + c] as number;
      }
    }
  }

  return {
    add(batch, isExample) {
      const plan = planOf(batch, isExample);
      plans.push(plan);
      gathered += plan.rows.length;
      if (gathered >= GATHERED_TOKENS) flush();
    },
    endChunk(chunk) {
      flush();
      chunkSums.forEach((sums, order) => {
        const total = part.moments[order];
        for (let n = 0; total && n < neurons; n++) {
          const sum = sums[n] ?? 0;
          if (!Number.isFinite(sum)) {
            throw new Error(`Chunk ${chunk}: neuron ${n} has an activation that is not finite.`);
          }
          addRounded(total, n, sum);
        }
        sums.fill(0);
      });
      part.chunks = [...part.chunks, chunk].sort((a, b) => a - b);
    },
  };
}

interface Tokens {
  readonly count: number;
  readonly bins: Int32Array;
  readonly sketchRows: Int32Array;
  readonly signs: Float64Array;
  readonly positions: Int32Array;
}

/** Adds one neuron's activations x `[tokens]`. */
function addNeuron(
  part: IndexPart,
  neuron: number,
  x: Float32Array,
  { count, bins, sketchRows, signs, positions }: Tokens,
  sentences: Plan['sentences'],
  calibration: Calibration,
  chunkSums: readonly Float64Array[],
): void {
  const { settings } = part.header;
  const histogram = neuron * TAG_ROWS * settings.bins;
  const sketch = neuron * settings.sketchRows;
  const lastBin = settings.bins - 1;
  const mean = calibration.mean[neuron] as number;
  const inverse = 1 / (calibration.deviation[neuron] as number);
  const from = calibration.from[neuron] as number;
  const binsPerUnit = settings.bins / ((calibration.to[neuron] as number) - from);
  const [sums1, sums2, sums3, sums4] = chunkSums as [Float64Array, Float64Array, Float64Array, Float64Array];
  let sum1 = sums1[neuron] as number;
  let sum2 = sums2[neuron] as number;
  let sum3 = sums3[neuron] as number;
  let sum4 = sums4[neuron] as number;
  let minimum = part.minimum[neuron] as number;
  let maximum = part.maximum[neuron] as number;
  let positive = part.positive[neuron] as number;
  let least = leastKept(part.examples, neuron);
  for (let s = 0; s < sentences.length; s++) {
    const { start, example } = sentences[s] as Plan['sentences'][number];
    const end = sentences[s + 1]?.start ?? count;
    let greatest = Number.NEGATIVE_INFINITY;
    let greatestAt = 0;
    for (let t = start; t < end; t++) {
      const value = x[t] as number;
      const z = (value - mean) * inverse;
      const square = z * z;
      sum1 += z;
      sum2 += square;
      sum3 += square * z;
      sum4 += square * square;
      const place = (value - from) * binsPerUnit;
      const bin = place > 0 ? (place < lastBin ? place | 0 : lastBin) : 0;
      const cell = histogram + (bins[t] as number) + bin;
      part.counts[cell] = (part.counts[cell] as number) + 1;
      const row = sketch + (sketchRows[t] as number);
      part.sketch[row] = (part.sketch[row] as number) + (Math.floor(z * (signs[t] as number) + 0.5) | 0);
      if (value < minimum) minimum = value;
      if (value > 0) positive += 1;
      if (value > greatest) {
        greatest = value;
        greatestAt = t;
      }
    }
    if (greatest > maximum) maximum = greatest;
    if (greatest >= least && example !== NO_EXAMPLE) {
      offer(part.examples, neuron, greatest, example, positions[greatestAt] as number);
      least = leastKept(part.examples, neuron);
    }
  }
  sums1[neuron] = sum1;
  sums2[neuron] = sum2;
  sums3[neuron] = sum3;
  sums4[neuron] = sum4;
  part.minimum[neuron] = minimum;
  part.maximum[neuron] = maximum;
  part.positive[neuron] = positive;
}
