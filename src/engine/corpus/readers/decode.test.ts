import { describe, expect, it } from 'vitest';
import { decodeText } from './decode';

const utf8 = (text: string) => new TextEncoder().encode(text);
const latin1 = (text: string) => Uint8Array.from(text, character => character.charCodeAt(0));
const utf16 = (text: string, isLittle = true) =>
  Uint8Array.from(
    [...text].flatMap(character => {
      const [low, high] = [character.charCodeAt(0) & 0xff, character.charCodeAt(0) >> 8];
      return isLittle ? [low, high] : [high, low];
    }),
  );
const refusal = (bytes: Uint8Array) => {
  try {
    decodeText(bytes, 'a.txt');
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  return null;
};

describe('a text file', () => {
  it.each([
    ['UTF-8', utf8('naïve 雨')],
    ['UTF-8', utf8('\uFEFFnaïve 雨')],
    ['UTF-16LE', utf16('\uFEFFnaïve 雨')],
    ['UTF-16BE', utf16('\uFEFFnaïve 雨', false)],
  ])('in %s is read without its mark', (encoding, bytes) => {
    expect(decodeText(bytes, 'a.txt')).toEqual({ text: 'naïve 雨', encoding });
  });

  it('may hold a zero here and there, and the replacement character itself', () => {
    for (const text of ['a\0', 'So\0 dull.\nLovely.\n', 'a\uFFFDb', `${'So dull. '.repeat(99)}\0\0\0`]) {
      expect(decodeText(utf8(text), 'a.txt').text).toBe(text);
    }
  });

  it('of which only the beginning is given may end within a character', () => {
    const bytes = utf8('naïve');
    expect(decodeText(bytes.subarray(0, 3), 'a.txt', false).text).toBe('na');
    expect(refusal(bytes.subarray(0, 3))).toContain('line 1 has the byte C3');
  });

  it.each([
    ['UTF-16LE', utf16('Good film\nBad film\n')],
    ['UTF-16BE', utf16('Good film\nBad film\n', false)],
    ['UTF-16LE', utf16('Hi')],
    ['UTF-16LE', utf16('雨 and 雪, 雷 and 風')],
  ])('in %s without a mark is refused by that name', (encoding, bytes) => {
    expect(refusal(bytes)).toBe(
      `a.txt seems to be ${encoding} without a byte order mark (about every second byte is zero), expected UTF-8, or UTF-16 with its mark.`,
    );
  });

  it('of another encoding is refused with the line, the byte and what it may be', () => {
    expect(refusal(latin1('naïve'))).toBe(
      'a.txt is no UTF-8 text: line 1 has the byte EF, “ï” in Windows-1252 (Latin-1) (byte 3 of the file); save it as UTF-8.',
    );
    expect(refusal(latin1('\uFFFDSo dull.\nA d\xe9j\xe0-vu.\n'.slice(1)))).toContain(
      'line 2 has the byte E9, “é” in Windows-1252 (Latin-1) (byte 13 of the file)',
    );
    const later = Uint8Array.of(...utf8('雨 \uFFFD\n'), 0x93, 0x41);
    expect(refusal(later)).toMatch(/line 2 has the byte 93.* \(byte 9 of/);
    expect(refusal(utf16('雨が降る。\n雪が降る。\n'))).toContain(
      'it may be UTF-16 without its byte order mark',
    );
    expect(refusal(utf16('\uFEFFGood').subarray(0, 5))).toBe(
      'a.txt begins with the mark of UTF-16LE, but is not UTF-16LE throughout; save it as UTF-8.',
    );
  });

  it('that is none is refused by what it is', () => {
    expect(refusal(new Uint8Array())).toBe('a.txt is empty, expected a file with text.');
    expect(refusal(latin1('PK\x03\x04\x14\0'))).toContain(
      'a ZIP archive, as .xlsx, .docx and .epub files are',
    );
    expect(refusal(latin1('%PDF-1.7\n'))).toContain('a.txt is a PDF document, expected text');
    expect(refusal(latin1('\x89PNG\r\n\x1a\n\0\0'))).toContain('a PNG picture');
    expect(refusal(latin1('\xff\xfe\0\0H\0\0\0'))).toContain('text in UTF-32');
    expect(refusal(latin1('PK\0\x01'))).toBe('a.txt is a binary file, expected text.');
    expect(refusal(latin1('some text\0\0\0\0\0and more'))).toBe('a.txt is a binary file, expected text.');
  });
});
