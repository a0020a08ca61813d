/** Bytes of a text file as text: UTF-8, or UTF-16 where the file says so. What is no text is refused by name. */

/** Bytes that are looked through for zeros, which text does not have. */
const LOOKED_AT = 64 * 1024;

/**
 * A file's text, without its byte order mark.
 * @param name the file's, for messages
 * @throws Error, one sentence, where the file is empty, binary, or of another encoding
 */
export function decodeText(bytes: Uint8Array, name: string): string {
  if (bytes.length === 0) throw new Error(`${name} is empty, expected a file with text.`);
  const encoding = encodingOf(bytes);
  if (encoding === 'utf-8' && bytes.subarray(0, LOOKED_AT).includes(0)) {
    throw new Error(`${name} is a binary file, expected text.`);
  }
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    throw new Error(`${name} is not ${encoding.toUpperCase()} text; save it as UTF-8 and add it again.`);
  }
}

function encodingOf([first, second]: Uint8Array): 'utf-8' | 'utf-16le' | 'utf-16be' {
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  if (first === 0xfe && second === 0xff) return 'utf-16be';
  return 'utf-8';
}
