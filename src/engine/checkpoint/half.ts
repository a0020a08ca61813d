/** Half-precision numbers as they lie in safetensors: IEEE binary16 (F16) and bfloat16 (BF16). */

let table: Float32Array | null = null;

/** All 65,536 binary16 values by their bits; built once, since a lookup is the fastest decoder in JavaScript. */
export function float16Table(): Float32Array {
  if (!table) {
    table = new Float32Array(0x10000);
    for (let bits = 0; bits < 0x10000; bits++) table[bits] = decodeFloat16(bits);
  }
  return table;
}

/** Sign 1 bit, exponent 5 bits (bias 15), fraction 10 bits. */
function decodeFloat16(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 0x1f;
  const fraction = bits & 0x3ff;
  if (exponent === 0x1f) return fraction ? Number.NaN : sign * Number.POSITIVE_INFINITY;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}

/** Decodes F16 bits into `out`, of the same length. */
export function decodeF16(bits: Uint16Array, out: Float32Array): void {
  const values = float16Table();
  for (let i = 0; i < bits.length; i++) out[i] = values[bits[i] ?? 0] ?? 0;
}

/** Decodes BF16 bits, the upper half of a float32, into `out`, of the same length. */
export function decodeBF16(bits: Uint16Array, out: Float32Array): void {
  const words = new Uint32Array(out.buffer, out.byteOffset, out.length);
  for (let i = 0; i < bits.length; i++) words[i] = (bits[i] ?? 0) << 16;
}
