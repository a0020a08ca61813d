import { describe, expect, it } from 'vitest';
import { parseSafetensors, readFloats } from './safetensors';

/** A safetensors file of a header and data. */
function file(header: unknown, data: Uint8Array = new Uint8Array()): ArrayBuffer {
  const json = new TextEncoder().encode(typeof header === 'string' ? header : JSON.stringify(header));
  const bytes = new Uint8Array(8 + json.length + data.length);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(json.length), true);
  bytes.set(json, 8);
  bytes.set(data, 8 + json.length);
  return bytes.buffer;
}

function read(buffer: ArrayBuffer, name: string, count: number, from = 0): number[] {
  const entry = parseSafetensors(buffer, 'model.safetensors').get(name);
  if (!entry) throw new Error(`no tensor ${name}`);
  const out = new Float32Array(count);
  readFloats(entry, name, from, out);
  return Array.from(out);
}

const bytesOf = (array: Float32Array | Uint16Array) => new Uint8Array(array.buffer);

describe('safetensors', () => {
  it('reads F32 as it is', () => {
    const data = bytesOf(Float32Array.of(1.5, -2, 0.1));
    const buffer = file({ a: { dtype: 'F32', shape: [3], data_offsets: [0, 12] } }, data);
    expect(read(buffer, 'a', 3)).toEqual([1.5, -2, Math.fround(0.1)]);
  });

  it('reads F16: ordinary, subnormal, largest, negative zero', () => {
    const data = bytesOf(Uint16Array.of(0x3c00, 0x0001, 0x7bff, 0x8000, 0xc100));
    const buffer = file({ a: { dtype: 'F16', shape: [5], data_offsets: [0, 10] } }, data);
    expect(read(buffer, 'a', 5)).toEqual([1, 2 ** -24, 65504, -0, -2.5]);
  });

  it('reads BF16 as the upper half of float32', () => {
    const data = bytesOf(Uint16Array.of(0x3f80, 0xc020, 0x7f7f));
    const buffer = file({ a: { dtype: 'BF16', shape: [3], data_offsets: [0, 6] } }, data);
    expect(read(buffer, 'a', 3)).toEqual([1, -2.5, new Float32Array(Uint32Array.of(0x7f7f0000).buffer)[0]]);
  });

  it('reads part of a tensor', () => {
    const data = bytesOf(Float32Array.of(1, 2, 3, 4));
    const buffer = file({ a: { dtype: 'F32', shape: [2, 2], data_offsets: [0, 16] } }, data);
    expect(read(buffer, 'a', 2, 2)).toEqual([3, 4]);
  });

  it('reads tensors that are not aligned', () => {
    const data = new Uint8Array(5);
    data.set(bytesOf(Uint16Array.of(0x3c00, 0x4000)), 1);
    const header = '{"b":{"dtype":"F16","shape":[2],"data_offsets":[1,5]}}';
    for (const padding of ['', ' ']) expect(read(file(header + padding, data), 'b', 2)).toEqual([1, 2]);
  });

  it('passes over the metadata', () => {
    const buffer = file({ __metadata__: { format: 'pt' } });
    expect(parseSafetensors(buffer, 'model.safetensors').size).toBe(0);
  });

  it.each([
    ['an empty file', new ArrayBuffer(0), 'expected a safetensors file, found 0 bytes'],
    ['a header longer than the file', file('{}').slice(0, 9), 'the file is cut short or of another format'],
    ['a header that is no JSON', file('{"a"'), 'expected a safetensors header of JSON'],
    [
      'data cut short',
      file({ a: { dtype: 'F32', shape: [2], data_offsets: [0, 8] } }, new Uint8Array(4)),
      'a should end at byte',
    ],
    [
      'data of another size than the shape',
      file({ a: { dtype: 'F32', shape: [3], data_offsets: [0, 8] } }, new Uint8Array(8)),
      'a has 8 bytes, expected 12 for F32 [3]',
    ],
    ['an entry without offsets', file({ a: { dtype: 'F32', shape: [3] } }), 'entry for a lacks'],
  ])('refuses %s with a sentence that names the file', (_, buffer, message) => {
    expect(() => parseSafetensors(buffer, 'model.safetensors')).toThrow(message);
    expect(() => parseSafetensors(buffer, 'model.safetensors')).toThrow('model.safetensors: ');
  });

  it('refuses dtypes it cannot read when they are read', () => {
    const buffer = file({ a: { dtype: 'I64', shape: [1], data_offsets: [0, 8] } }, new Uint8Array(8));
    expect(() => read(buffer, 'a', 1)).toThrow('a has dtype I64; expected F32, F16, BF16.');
  });
});
