/**
 * The most correlated neurons. A random projection of all activations proposes them (the inner product of two columns
 * estimates their covariance: Charikar, Chen and Farach-Colton 2002, count sketch); the correlation itself is that of
 * the tokens whose activations were kept.
 */

import * as tf from '@tensorflow/tfjs-core';
import { tidy } from '../backend/tidy';
import type { Calibration } from './calibration';
import { type IndexPart, neuronCount } from './part';
import { createTopLists, kept as keptIn, leastKept, offer } from './top-k';

/** Neurons whose estimates are in memory at a time. */
const BLOCK = 512;

export interface Similar {
  readonly neuron: number;
  readonly correlation: number;
}

/** For each neuron the most correlated ones, greatest |ρ| first. */
export async function similarNeurons(part: IndexPart, calibration: Calibration): Promise<Similar[][]> {
  const { candidates, similar } = part.header.settings;
  const proposed = await propose(part, candidates);
  const correlate = correlations(calibration);
  return proposed.map((others, neuron) =>
    others
      .map(other => ({ neuron: other, correlation: correlate(neuron, other) }))
      .sort((a, b) => Math.abs(b.correlation) - Math.abs(a.correlation) || a.neuron - b.neuron)
      .slice(0, similar),
  );
}

/** Neurons whose projections point most nearly the same or the opposite way. */
async function propose({ header, sketch }: IndexPart, count: number): Promise<number[][]> {
  const neurons = neuronCount(header);
  const rows = header.settings.sketchRows;
  const unit = new Float32Array(neurons * rows);
  const transposed = new Float32Array(rows * neurons);
  for (let neuron = 0; neuron < neurons; neuron++) {
    const first = neuron * rows;
    let square = 0;
    for (let row = 0; row < rows; row++) square += (sketch[first + row] as number) ** 2;
    const scale = square > 0 ? 1 / Math.sqrt(square) : 0;
    for (let row = 0; row < rows; row++) {
      const value = (sketch[first + row] as number) * scale;
      unit[first + row] = value;
      transposed[row * neurons + neuron] = value;
    }
  }
  const lists = createTopLists(neurons, count);
  const all = tf.tensor2d(transposed, [rows, neurons]);
  try {
    for (let start = 0; start < neurons; start += BLOCK) {
      const size = Math.min(BLOCK, neurons - start);
      const products = tidy(() =>
        tf.matMul(tf.tensor2d(unit.subarray(start * rows, (start + size) * rows), [size, rows]), all),
      );
      const values = await products.data<'float32'>();
      products.dispose();
      for (let i = 0; i < size; i++) {
        const neuron = start + i;
        for (let other = 0; other < neurons; other++) {
          const value = Math.abs(values[i * neurons + other] as number);
          if (value >= leastKept(lists, neuron) && other !== neuron) offer(lists, neuron, value, other, 0);
        }
      }
    }
  } finally {
    all.dispose();
  }
  return Array.from({ length: neurons }, (_, neuron) => keptIn(lists, neuron).map(({ key }) => key));
}

/** Pearson's ρ of two neurons over the kept tokens; 0 where one of them is constant. */
function correlations({ kept, sentences, mean }: Calibration): (a: number, b: number) => number {
  const tokens = sentences.length;
  const sums = new Float64Array(mean.length);
  const lengths = new Float64Array(mean.length);
  for (let neuron = 0; neuron < mean.length; neuron++) {
    const centre = mean[neuron] as number;
    let sum = 0;
    let square = 0;
    for (let i = neuron * tokens; i < (neuron + 1) * tokens; i++) {
      const x = (kept[i] as number) - centre;
      sum += x;
      square += x * x;
    }
    sums[neuron] = sum;
    lengths[neuron] = Math.sqrt(Math.max(0, square - sum ** 2 / tokens));
  }
  return (a, b) => {
    const [centreA, centreB] = [mean[a] as number, mean[b] as number];
    let product = 0;
    for (let i = 0; i < tokens; i++) {
      product += ((kept[a * tokens + i] as number) - centreA) * ((kept[b * tokens + i] as number) - centreB);
    }
    const covariance = product - ((sums[a] as number) * (sums[b] as number)) / tokens;
    const scale = (lengths[a] as number) * (lengths[b] as number);
    return scale > 0 ? Math.max(-1, Math.min(1, covariance / scale)) : 0;
  };
}
