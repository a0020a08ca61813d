/** The word-embedding table. It stays outside the backend: a text needs a few rows of 30,000. */

import type { Weights } from '../checkpoint/weights';

export interface WordEmbeddings {
  /** Rows of tokens, `[tokens, hidden]` row by row. */
  embed(ids: readonly number[]): Float32Array;
  /** Mean row over the vocabulary, `[hidden]`. */
  mean(): Float32Array;
}

/** Reads the table `[vocabulary, hidden]` by rows. Throws where it is missing or has another shape. */
export function createWordEmbeddings(
  weights: Weights,
  name: string,
  [vocabulary, hidden]: readonly [number, number],
): WordEmbeddings {
  const table = weights.rows(name, [vocabulary, hidden]);
  let mean: Float32Array | null = null;
  return {
    embed(ids) {
      const out = new Float32Array(ids.length * hidden);
      ids.forEach((id, token) => {
        if (!(id >= 0 && id < vocabulary)) {
          throw new Error(`Token id ${id} is outside the vocabulary of ${vocabulary} tokens.`);
        }
        table.row(id, out.subarray(token * hidden, (token + 1) * hidden));
      });
      return out;
    },
    mean() {
      if (!mean) {
        const sum = new Float64Array(hidden);
        const row = new Float32Array(hidden);
        for (let id = 0; id < vocabulary; id++) {
          table.row(id, row);
          for (let d = 0; d < hidden; d++) sum[d] = (sum[d] ?? 0) + (row[d] ?? 0);
        }
        mean = Float32Array.from(sum, value => value / vocabulary);
      }
      return mean;
    },
  };
}
