/** Bytes of a text file as text: UTF-8, or UTF-16 where the file says so. What is no text is refused by name. */

import { signatureOf } from './signatures';

export type EncodingName = 'UTF-8' | 'UTF-16LE' | 'UTF-16BE';

export interface DecodedText {
  /** Without the byte order mark. */
  readonly text: string;
  readonly encoding: EncodingName;
}

/** Bytes at a file's beginning that tell its encoding. */
const LOOKED_AT = 64 * 1024;
/** Of the pairs of bytes, those with a zero at one place: nearly all for Latin letters, half for mixed scripts. */
const UTF_16_SHARE = 0.3;
/** Text has next to no control characters but for white space. */
const CONTROL_SHARE = 0.2;
const ZERO_SHARE = 0.01;
const MARK = '\uFEFF';
const REPLACEMENT = '\uFFFD';
const LINE_FEED = 0x0a;

/**
 * A file's text.
 * @param name the file's, for messages
 * @param isWhole false where `bytes` are only the beginning: a character that is cut at the end is left out
 * @throws Error, one sentence that says what was found and what to do, where the bytes are no text
 */
export function decodeText(bytes: Uint8Array, name: string, isWhole = true): DecodedText {
  if (bytes.length === 0) throw new Error(`${name} is empty, expected a file with text.`);
  const encoding = encodingOf(bytes, name);
  try {
    const decoder = new TextDecoder(encoding, { fatal: true });
    return { text: decoder.decode(bytes, { stream: !isWhole }), encoding };
  } catch (cause) {
    throw new Error(`${name} ${faultOf(bytes, encoding)}; save it as UTF-8.`, { cause });
  }
}

/**
 * The encoding of a file that begins with these bytes.
 * @throws Error, one sentence, where it is no text, or in an encoding that needs a mark and has none
 */
export function encodingOf(bytes: Uint8Array, name: string): EncodingName {
  const kind = signatureOf(bytes);
  if (kind !== null) throw new Error(`${name} is ${kind}, expected text; save it as UTF-8 text or CSV.`);
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return 'UTF-16LE';
  if (first === 0xfe && second === 0xff) return 'UTF-16BE';
  const beginning = bytes.subarray(0, LOOKED_AT);
  const { even, odd, control } = countsOf(beginning);
  const pairs = beginning.length / 2;
  const [many, few] = [Math.max(even, odd), Math.min(even, odd)];
  if (many >= 2 && many >= UTF_16_SHARE * pairs && few * 10 <= many) {
    const guess = odd > even ? 'UTF-16LE' : 'UTF-16BE';
    throw new Error(
      `${name} seems to be ${guess} without a byte order mark (about every second byte is zero), expected UTF-8, or UTF-16 with its mark.`,
    );
  }
  const zeros = even + odd;
  if (
    (control >= 2 && control > CONTROL_SHARE * beginning.length) ||
    (zeros >= 4 && zeros > ZERO_SHARE * beginning.length)
  ) {
    throw new Error(`${name} is a binary file, expected text.`);
  }
  return 'UTF-8';
}

/** Zeros at even and at odd places, and control characters other than white space. */
function countsOf(bytes: Uint8Array) {
  const counts = { even: 0, odd: 0, control: 0 };
  bytes.forEach((byte, at) => {
    if (byte === 0) counts[at % 2 === 0 ? 'even' : 'odd'] += 1;
    if (byte < 0x20 && !(byte >= 0x09 && byte <= 0x0d) && byte !== 0x1b) counts.control += 1;
  });
  return counts;
}

/** What is wrong with bytes that are not of their encoding. */
function faultOf(bytes: Uint8Array, encoding: EncodingName): string {
  if (encoding !== 'UTF-8') return `begins with the mark of ${encoding}, but is not ${encoding} throughout`;
  const place = firstInvalid(bytes);
  const line = bytes.subarray(0, place).reduce((sum, byte) => sum + (byte === LINE_FEED ? 1 : 0), 1);
  const { even, odd } = countsOf(bytes.subarray(0, LOOKED_AT));
  const [many, few] = [Math.max(even, odd), Math.min(even, odd)];
  const guess = many >= 2 && few === 0 ? '; it may be UTF-16 without its byte order mark' : '';
  return `is no UTF-8 text: line ${line} has ${byteName(bytes[place] ?? 0)} (byte ${place + 1} of the file)${guess}`;
}

/** A byte that is no UTF-8, with what it is in the encoding that such bytes mostly come from. */
export function byteName(byte: number): string {
  const character = new TextDecoder('windows-1252').decode(Uint8Array.of(byte));
  const shown = /\p{C}/u.test(character) ? '' : `, “${character}” in Windows-1252 (Latin-1)`;
  return `the byte ${byte.toString(16).toUpperCase().padStart(2, '0')}${shown}`;
}

/** The place of the first byte that is no UTF-8; the number of bytes where all are. */
export function firstInvalid(bytes: Uint8Array): number {
  const lossy = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
  const encoder = new TextEncoder();
  let [from, place] = [0, 0];
  for (;;) {
    const at = lossy.indexOf(REPLACEMENT, from);
    if (at < 0) return bytes.length;
    place += encoder.encode(lossy.slice(from, at)).length;
    const written = bytes.subarray(place, place + 3);
    // A file may hold the replacement character itself.
    if (!(written[0] === 0xef && written[1] === 0xbf && written[2] === 0xbd)) return place;
    place += written.length;
    from = at + 1;
  }
}

/** A text without its byte order mark. */
export function withoutMark(text: string): string {
  return text.startsWith(MARK) ? text.slice(1) : text;
}
