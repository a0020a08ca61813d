/** Lines of a byte stream. Only \n ends a line: a text may hold other separators, such as U+2028. */

import {
  byteName,
  type EncodingName,
  encodingOf,
  firstInvalid,
  withoutMark,
} from '../src/engine/corpus/readers/decode';

/** A line of input, counted from 1. */
export interface Line {
  readonly number: number;
  readonly text: string;
  /** Why its bytes are no text, in one sentence; null where they are. */
  readonly problem: string | null;
}

const LINE_FEED = 0x0a;
const NAME = 'The input';

/**
 * Lines as they arrive, without their \n or \r\n; a last line without an end counts, an empty rest does not. A line
 * whose bytes are no UTF-8 has a problem in place of text.
 * @throws Error, one sentence, where the input is binary, or UTF-16 without its mark
 */
export async function* readLines(input: AsyncIterable<Uint8Array>): AsyncGenerator<Line> {
  let number = 0;
  for await (const { text, problem } of decodedLines(input)) {
    number += 1;
    const bare = text.endsWith('\r') ? text.slice(0, -1) : text;
    yield { number, text: number === 1 ? withoutMark(bare) : bare, problem };
  }
}

async function* decodedLines(input: AsyncIterable<Uint8Array>): AsyncGenerator<Omit<Line, 'number'>> {
  let encoding: EncodingName | null = null;
  let decoder = new TextDecoder();
  let rest = '';
  let bytes = new Uint8Array();
  for await (const chunk of input) {
    if (encoding === null) {
      // A pipe may hand over a first byte alone, which tells nothing.
      bytes = Buffer.concat([bytes, chunk]);
      if (bytes.length < 2) continue;
      encoding = encodingOf(bytes, NAME);
      decoder = new TextDecoder(encoding, { fatal: true });
      if (encoding !== 'UTF-8') bytes = yield* utf16(bytes);
      else bytes = yield* utf8(bytes);
    } else if (encoding === 'UTF-8') bytes = yield* utf8(Buffer.concat([bytes, chunk]));
    else bytes = yield* utf16(chunk);
  }
  if (encoding !== null && encoding !== 'UTF-8') rest += decodedAs(encoding, () => decoder.decode());
  else bytes = yield* utf8(bytes);
  if (rest !== '') yield { text: rest, problem: null };
  if (bytes.length > 0) yield decodedLine(bytes);

  function* utf8(all: Uint8Array) {
    let from = 0;
    for (let end = all.indexOf(LINE_FEED); end >= 0; end = all.indexOf(LINE_FEED, from)) {
      yield decodedLine(all.subarray(from, end));
      from = end + 1;
    }
    return Uint8Array.from(all.subarray(from));
  }

  function* utf16(more: Uint8Array) {
    const parts = (rest + decodedAs(encoding, () => decoder.decode(more, { stream: true }))).split('\n');
    rest = parts.pop() ?? '';
    for (const text of parts) yield { text, problem: null };
    return new Uint8Array();
  }
}

function decodedAs(encoding: EncodingName | null, decode: () => string): string {
  try {
    return decode();
  } catch (cause) {
    throw new Error(`${NAME} begins with the mark of ${encoding}, but is not ${encoding} throughout.`, {
      cause,
    });
  }
}

function decodedLine(bytes: Uint8Array): Omit<Line, 'number'> {
  try {
    return { text: new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes), problem: null };
  } catch {
    const place = firstInvalid(bytes);
    const problem = `The line is no UTF-8 text: it has ${byteName(bytes[place] ?? 0)}, at place ${place + 1}; convert the input to UTF-8, such as by iconv.`;
    return { text: '', problem };
  }
}
