/**
 * Typed arrays with a header of JSON in one file: eight bytes of magic, the header's length (uint32), the header,
 * then each array at the next multiple of eight. All little-endian, as every machine is that runs this.
 */

import { z } from 'zod';
import { counted } from '../counted';

const MAGIC = 'finegr1\n';
const ALIGNMENT = 8;

const ARRAYS = {
  float64: Float64Array,
  float32: Float32Array,
  int32: Int32Array,
  uint32: Uint32Array,
  uint16: Uint16Array,
} as const;
type ArrayType = keyof typeof ARRAYS;
export type NumberArray = InstanceType<(typeof ARRAYS)[ArrayType]>;

const headerSchema = z.object({
  kind: z.string(),
  header: z.unknown(),
  arrays: z.array(
    z.object({
      name: z.string(),
      type: z.enum(Object.keys(ARRAYS) as [ArrayType, ...ArrayType[]]),
      length: z.int().nonnegative(),
    }),
  ),
});

export interface Container {
  readonly header: unknown;
  /** An array by name. Throws where there is none, or one of another type or length. */
  array<T extends ArrayType>(name: string, type: T, length: number): InstanceType<(typeof ARRAYS)[T]>;
}

/** The file's bytes in pieces, not copied: arrays may be hundreds of megabytes. */
export function encodeContainer(
  kind: string,
  header: unknown,
  arrays: Readonly<Record<string, NumberArray>>,
): Uint8Array[] {
  const list = Object.entries(arrays).map(([name, array]) => ({
    name,
    type: typeOf(array),
    length: array.length,
  }));
  const json = new TextEncoder().encode(JSON.stringify({ kind, header, arrays: list }));
  const head = new Uint8Array(padded(MAGIC.length + 4 + json.length));
  head.set(new TextEncoder().encode(MAGIC));
  new DataView(head.buffer).setUint32(MAGIC.length, json.length, true);
  head.set(json, MAGIC.length + 4);
  const pieces = [head];
  for (const array of Object.values(arrays)) {
    pieces.push(new Uint8Array(array.buffer, array.byteOffset, array.byteLength));
    const gap = padded(array.byteLength) - array.byteLength;
    if (gap > 0) pieces.push(new Uint8Array(gap));
  }
  return pieces;
}

/**
 * Reads a file of `encodeContainer`; its arrays share the file's memory.
 * @param file its name, for messages
 * @throws Error where it is of another kind, or cut short
 */
export function decodeContainer(kind: string, bytes: ArrayBuffer, file: string): Container {
  const view = new DataView(bytes);
  const magic = new TextDecoder().decode(bytes.slice(0, MAGIC.length));
  if (magic !== MAGIC) throw new Error(`${file}: expected a ${kind}, found something else.`);
  const length = view.getUint32(MAGIC.length, true);
  const json = new TextDecoder().decode(bytes.slice(MAGIC.length + 4, MAGIC.length + 4 + length));
  const parsed = headerSchema.parse(JSON.parse(json));
  if (parsed.kind !== kind) throw new Error(`${file}: is a ${parsed.kind}, expected a ${kind}.`);
  let offset = padded(MAGIC.length + 4 + length);
  const found = new Map<string, NumberArray>();
  for (const { name, type, length } of parsed.arrays) {
    const bytesOfArray = length * ARRAYS[type].BYTES_PER_ELEMENT;
    if (offset + bytesOfArray > bytes.byteLength) {
      throw new Error(
        `${file}: ${counted(bytes.byteLength, 'byte')}, expected at least ${offset + bytesOfArray}; it is cut short.`,
      );
    }
    found.set(name, new ARRAYS[type](bytes, offset, length));
    offset += padded(bytesOfArray);
  }
  return {
    header: parsed.header,
    array<T extends ArrayType>(name: string, type: T, length: number) {
      const array = found.get(name);
      if (!(array instanceof ARRAYS[type]) || array.length !== length) {
        throw new Error(`${file}: expected an array "${name}" of ${length} ${type} numbers.`);
      }
      return array as InstanceType<(typeof ARRAYS)[T]>;
    },
  };
}

function typeOf(array: NumberArray): ArrayType {
  const types = Object.keys(ARRAYS) as ArrayType[];
  const type = types.find(name => array instanceof ARRAYS[name]);
  if (!type) throw new Error('An array of a type that containers do not hold.');
  return type;
}

function padded(length: number): number {
  return Math.ceil(length / ALIGNMENT) * ALIGNMENT;
}
