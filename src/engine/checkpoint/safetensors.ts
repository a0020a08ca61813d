/**
 * Reader of the safetensors format: a little-endian u64 with the header's length, a JSON header, raw tensor data.
 * Source: huggingface/safetensors, README, "Format".
 */

import { z } from 'zod';
import { counted } from '../counted';
import { decodeBF16, decodeF16 } from './half';

const DTYPES = { F32: 4, F16: 2, BF16: 2 } as const;
type Dtype = keyof typeof DTYPES;
/** The format's own limit on the header. */
const MAX_HEADER_BYTES = 100_000_000;
const LENGTH_BYTES = 8;

const entrySchema = z.object({
  dtype: z.string(),
  shape: z.array(z.int().nonnegative()),
  data_offsets: z.tuple([z.int().nonnegative(), z.int().nonnegative()]),
});

/** One tensor's place in the file. */
export interface TensorEntry {
  readonly dtype: string;
  readonly shape: readonly number[];
  readonly bytes: Uint8Array;
}

/** Tensors by name. */
export type Safetensors = ReadonlyMap<string, TensorEntry>;

/**
 * Finds all tensors of a file; copies nothing.
 * @param file name for error messages
 * @throws Error that names the file (and tensor) where the file is cut short or its header does not fit
 */
export function parseSafetensors(buffer: ArrayBuffer, file: string): Safetensors {
  if (buffer.byteLength < LENGTH_BYTES) {
    throw new Error(`${file}: expected a safetensors file, found ${counted(buffer.byteLength, 'byte')}.`);
  }
  const headerLength = Number(new DataView(buffer).getBigUint64(0, true));
  const dataStart = LENGTH_BYTES + headerLength;
  if (headerLength > MAX_HEADER_BYTES || dataStart > buffer.byteLength) {
    throw new Error(
      `${file}: expected a safetensors header of at most ${buffer.byteLength - LENGTH_BYTES} bytes, found a length of ${headerLength}; the file is cut short or of another format.`,
    );
  }
  const tensors = new Map<string, TensorEntry>();
  for (const [name, value] of Object.entries(parseHeader(buffer, headerLength, file))) {
    if (name === '__metadata__') continue;
    const entry = entrySchema.safeParse(value);
    if (!entry.success) {
      throw new Error(`${file}: the header's entry for ${name} lacks a valid dtype, shape or data_offsets.`);
    }
    const { dtype, shape } = entry.data;
    const [start, end] = entry.data.data_offsets;
    if (start > end || dataStart + end > buffer.byteLength) {
      throw new Error(
        `${file}: ${name} should end at byte ${dataStart + end}, the file ends at ${buffer.byteLength}; it is cut short.`,
      );
    }
    if (isDtype(dtype) && (end - start) / DTYPES[dtype] !== count(shape)) {
      throw new Error(
        `${file}: ${name} has ${counted(end - start, 'byte')}, expected ${count(shape) * DTYPES[dtype]} for ${dtype} [${shape.join(', ')}].`,
      );
    }
    tensors.set(name, { dtype, shape, bytes: new Uint8Array(buffer, dataStart + start, end - start) });
  }
  return tensors;
}

/**
 * A tensor's elements `from` … `from + out.length` (row-major) as float32, into `out`.
 * @throws Error where its dtype is none of F32, F16, BF16
 */
export function readFloats(entry: TensorEntry, name: string, from: number, out: Float32Array): void {
  const { dtype, bytes } = entry;
  if (!isDtype(dtype)) {
    throw new Error(`${name} has dtype ${dtype}; expected ${Object.keys(DTYPES).join(', ')}.`);
  }
  const size = DTYPES[dtype];
  const start = bytes.byteOffset + from * size;
  // Typed arrays need aligned offsets; the format aligns the data, but a foreign writer may not.
  const aligned = start % size === 0;
  const buffer = aligned ? bytes.buffer : bytes.slice(from * size, (from + out.length) * size).buffer;
  const offset = aligned ? start : 0;
  switch (dtype) {
    case 'F32':
      out.set(new Float32Array(buffer, offset, out.length));
      break;
    case 'F16':
      decodeF16(new Uint16Array(buffer, offset, out.length), out);
      break;
    case 'BF16':
      decodeBF16(new Uint16Array(buffer, offset, out.length), out);
      break;
  }
}

function parseHeader(buffer: ArrayBuffer, length: number, file: string): Record<string, unknown> {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(
      new Uint8Array(buffer, LENGTH_BYTES, length),
    );
    return z.record(z.string(), z.unknown()).parse(JSON.parse(text));
  } catch {
    throw new Error(`${file}: expected a safetensors header of JSON, found something else.`);
  }
}

function isDtype(dtype: string): dtype is Dtype {
  return Object.hasOwn(DTYPES, dtype);
}

function count(shape: readonly number[]): number {
  return shape.reduce((product, n) => product * n, 1);
}
