import { describe, expect, it } from 'vitest';
import { readLines } from './lines';

const latin1 = (text: string) => Buffer.from(text, 'latin1');
const utf16 = (text: string) => Buffer.from(text, 'utf16le');

/** Lines of bytes that arrive some at a time. */
async function lines(bytes: Uint8Array, atATime = 3) {
  async function* chunks() {
    for (let from = 0; from < bytes.length; from += atATime) yield bytes.subarray(from, from + atATime);
  }
  const all: string[] = [];
  for await (const { number, text, problem } of readLines(chunks())) all.push(problem ?? `${number} ${text}`);
  return all;
}

describe('lines of a stream', () => {
  it.each([1, 2, 3, 100])('are decoded wherever their bytes are cut, at %i', async atATime => {
    expect(await lines(Buffer.from('\uFEFFnaïve 雨\r\n\n😀\u2028x\0y'), atATime)).toEqual([
      '1 naïve 雨',
      '2 ',
      '3 😀\u2028x\0y',
    ]);
    expect(await lines(utf16('\uFEFFnaïve 雨\r\n\n😀'), atATime)).toEqual(['1 naïve 雨', '2 ', '3 😀']);
    expect(await lines(Buffer.from('\n'), atATime)).toEqual(['1 ']);
    expect(await lines(Buffer.from(''), atATime)).toEqual([]);
  });

  it('that are of another encoding say so, and the others are read', async () => {
    const [first, second, third] = await lines(latin1('So dull.\nA d\xe9j\xe0-vu.\nLovely.'));
    expect([first, third]).toEqual(['1 So dull.', '3 Lovely.']);
    expect(second).toBe(
      'The line is no UTF-8 text: it has the byte E9, “é” in Windows-1252 (Latin-1), at place 4; convert the input to UTF-8, such as by iconv.',
    );
  });

  it('are refused where they are UTF-16 without its mark, or binary', async () => {
    await expect(lines(utf16('Good film\nBad film\n'), 64)).rejects.toThrow(
      'The input seems to be UTF-16LE without a byte order mark',
    );
    await expect(lines(latin1('PK\x03\x04\x14\0\0'), 64)).rejects.toThrow('The input is a ZIP archive');
    await expect(lines(utf16('\uFEFFGood').subarray(0, 5), 64)).rejects.toThrow(
      'The input begins with the mark of UTF-16LE, but is not UTF-16LE throughout.',
    );
  });
});
