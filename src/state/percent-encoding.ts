/**
 * Percent-encoding of a value inside a fragment, as in `application/x-www-form-urlencoded`, but with more characters
 * left readable, and lone surrogates kept as their three bytes of generalised UTF-8 (WTF-8), so that every string
 * comes back as it was.
 */

/** Punctuation that `encodeURIComponent` escapes, but that a fragment may hold and a reader would rather see. */
const READABLE = /%(?:2C|2F|3A|3B|3F|40)/g;

/** Any string as text that a fragment may hold: letters, digits, readable punctuation, `+` for spaces, escapes. */
export function encodeText(text: string): string {
  return text.replace(/\p{Cs}|\P{Cs}+/gu, piece => {
    if (isSurrogate(piece.charCodeAt(0)) && piece.length === 1) return surrogateBytes(piece.charCodeAt(0));
    return encodeURIComponent(piece).replace(READABLE, decodeURIComponent).replaceAll('%20', '+');
  });
}

/** Undoes `encodeText`. A `%` without two hexadecimal digits stands for itself; bytes that are no UTF-8 become U+FFFD. */
export function decodeText(text: string): string {
  return text.replaceAll('+', ' ').replace(/(?:%[0-9A-Fa-f]{2})+/g, escapes => {
    try {
      return decodeURIComponent(escapes);
    } catch {
      return escapes.replace(SURROGATE_OR_OTHERS, (run: string) =>
        SURROGATE.test(run) ? surrogateOf(run) : decodeLossy(run),
      );
    }
  });
}

/** Three escaped bytes ED A0 80 … ED BF BF, or a run in which no such triple begins. */
const SURROGATE = /^%ED%[AB][0-9A-F]%[89AB][0-9A-F]$/i;
const SURROGATE_OR_OTHERS = /%ED%[AB][0-9A-F]%[89AB][0-9A-F]|(?:(?!%ED%[AB][0-9A-F]%[89AB])%..)+/gi;

const isSurrogate = (unit: number) => unit >= 0xd800 && unit <= 0xdfff;

function surrogateBytes(unit: number): string {
  const bytes = [0xe0 | (unit >> 12), 0x80 | ((unit >> 6) & 0x3f), 0x80 | (unit & 0x3f)];
  return bytes.map(byte => `%${byte.toString(16).toUpperCase()}`).join('');
}

function surrogateOf(escapes: string): string {
  const [first = 0, second = 0, third = 0] = bytesOf(escapes);
  return String.fromCharCode(((first & 0x0f) << 12) | ((second & 0x3f) << 6) | (third & 0x3f));
}

function decodeLossy(escapes: string): string {
  // A byte order mark inside a text is a character like any other.
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytesOf(escapes));
}

function bytesOf(escapes: string): Uint8Array {
  return Uint8Array.from(escapes.split('%').slice(1), hex => Number.parseInt(hex, 16));
}
