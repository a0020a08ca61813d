/** A checkpoint's tensors by name, checked for shape and for numbers that are none. */

import { readFloats, type Safetensors, type TensorEntry } from './safetensors';

export interface Weights {
  /** A tensor as float32, row-major. Throws where it is missing, has another shape, or holds NaN or ±∞. */
  float32(name: string, shape: readonly number[]): Float32Array;
  /** A matrix read row by row on demand, kept in its stored precision. Throws likewise. */
  rows(name: string, shape: readonly [number, number]): RowReader;
}

export interface RowReader {
  /** Row `index` into `out`, of the matrix's width. */
  row(index: number, out: Float32Array): void;
}

/** Weights out of a parsed file, named in error messages. */
export function createWeights(tensors: Safetensors, file: string): Weights {
  function find(name: string, shape: readonly number[]): TensorEntry {
    const entry = tensors.get(name);
    if (!entry) throw new Error(`${file}: tensor ${name} is missing, expected shape [${shape.join(', ')}].`);
    if (entry.shape.length !== shape.length || entry.shape.some((n, i) => n !== shape[i])) {
      throw new Error(
        `${file}: tensor ${name} has shape [${entry.shape.join(', ')}], expected [${shape.join(', ')}].`,
      );
    }
    return entry;
  }

  function read(entry: TensorEntry, name: string, from: number, out: Float32Array): void {
    readFloats(entry, `${file}: tensor ${name}`, from, out);
    const bad = firstBad(out);
    if (bad >= 0) {
      throw new Error(
        `${file}: tensor ${name} holds ${out[bad]} at element ${from + bad}, expected finite numbers.`,
      );
    }
  }

  return {
    float32(name, shape) {
      const out = new Float32Array(shape.reduce((product, n) => product * n, 1));
      read(find(name, shape), name, 0, out);
      return out;
    },
    rows(name, shape) {
      const found = find(name, shape);
      const width = shape[1];
      // A copy, so that the rest of the file can be freed.
      const entry = { ...found, bytes: found.bytes.slice() };
      return { row: (index, out) => read(entry, name, index * width, out) };
    },
  };
}

/** Place of the first NaN or ±∞, or −1. A plain loop: it runs over every weight at every start. */
function firstBad(values: Float32Array): number {
  for (let i = 0; i < values.length; i++) {
    if (!Number.isFinite(values[i])) return i;
  }
  return -1;
}
