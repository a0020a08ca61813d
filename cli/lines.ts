/** Lines of a byte stream. Only \n ends a line: a text may hold other separators, such as U+2028. */

import { StringDecoder } from 'node:string_decoder';

/** A line of input, counted from 1. */
export interface Line {
  readonly number: number;
  readonly text: string;
}

const BYTE_ORDER_MARK = '\uFEFF';

/** Lines as they arrive, without their \n or \r\n; a last line without an end counts, an empty rest does not. */
export async function* readLines(input: AsyncIterable<Uint8Array>): AsyncGenerator<Line> {
  const decoder = new StringDecoder('utf8');
  let number = 0;
  let rest = '';
  const line = (text: string): Line => {
    number += 1;
    const bare = text.endsWith('\r') ? text.slice(0, -1) : text;
    return { number, text: number === 1 && bare.startsWith(BYTE_ORDER_MARK) ? bare.slice(1) : bare };
  };
  for await (const chunk of input) {
    const parts = (rest + decoder.write(Buffer.from(chunk))).split('\n');
    rest = parts.pop() ?? '';
    for (const part of parts) yield line(part);
  }
  rest += decoder.end();
  if (rest !== '') yield line(rest);
}
