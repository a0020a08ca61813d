/**
 * Percent-encoding of a value inside a fragment. Every character that something on the way changes or cuts off is
 * escaped (`fixtures/link-damage.ts` lists which, and who does it); the rest stays readable. Lone surrogates are kept as
 * their three bytes of generalised UTF-8 (WTF-8), so that every string comes back as it was.
 */

/** What `encodeURIComponent` leaves alone, but markup, typographers and ends of sentences do not. */
const FRAGILE = /[!'()*_~]/g;
/** Escaped punctuation that is safe between a letter, digit or escape and what follows it. */
const READABLE = /([A-Za-z0-9])%(?:2C|3A|3B)(?=[A-Za-z0-9%-])/g;
/** A dot or hyphen at an end is cut off, and several in a row become an ellipsis or a dash. */
const LOOSE = /[.-](?![A-Za-z0-9%])/g;
/** `:smile:` */
const SHORTCODE = /(:[A-Za-z0-9-]+):/g;

/** Any string as text that a fragment may hold: letters, digits, and readable punctuation inside of it; escapes. */
export function encodeText(text: string): string {
  return text
    .replace(/\p{Cs}|\P{Cs}+/gu, piece =>
      isSurrogate(piece.charCodeAt(0)) && piece.length === 1
        ? surrogateBytes(piece.charCodeAt(0))
        : encodeURIComponent(piece),
    )
    .replace(FRAGILE, escapeOf)
    .replace(LOOSE, escapeOf)
    .replace(READABLE, decodeURIComponent)
    .replace(SHORTCODE, '$1%3A');
}

/** An ASCII character as its escape. */
export const escapeOf = (character: string) => escapeByte(character.charCodeAt(0));

/**
 * Undoes `encodeText`, and reads `+` as a space, as links of before have it. A `%` without two hexadecimal digits stands
 * for itself; bytes that are no UTF-8 become U+FFFD.
 */
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

const escapeByte = (byte: number) => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`;

function surrogateBytes(unit: number): string {
  return [0xe0 | (unit >> 12), 0x80 | ((unit >> 6) & 0x3f), 0x80 | (unit & 0x3f)].map(escapeByte).join('');
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
