import { describe, expect, it } from 'vitest';
import { csvFields, csvTexts } from './csv';
import { decodeText } from './decode';
import { likelyField } from './field';
import { FORMATS, formatOf } from './formats';
import { jsonlFields, jsonlTexts } from './jsonl';
import { passagesOf } from './passages';

const utf8 = (text: string) => new TextEncoder().encode(text);

describe('a text file', () => {
  it('is read as UTF-8, or as UTF-16 where its mark says so', () => {
    expect(decodeText(utf8('\uFEFFnaïve 雨'), 'a.txt')).toBe('naïve 雨');
    expect(decodeText(Uint8Array.of(0xff, 0xfe, 0x68, 0, 0x69, 0), 'a.txt')).toBe('hi');
    expect(decodeText(Uint8Array.of(0xfe, 0xff, 0, 0x68, 0, 0x69), 'a.txt')).toBe('hi');
  });

  it('is refused by name where it is empty, binary, or of another encoding', () => {
    expect(() => decodeText(new Uint8Array(), 'a.txt')).toThrow('a.txt is empty, expected a file with text.');
    expect(() => decodeText(Uint8Array.of(80, 75, 0, 1), 'a.txt')).toThrow(
      'a.txt is a binary file, expected text.',
    );
    expect(() => decodeText(Uint8Array.of(0x6e, 0x61, 0xef, 0x76), 'a.txt')).toThrow(
      'a.txt is not UTF-8 text; save it as UTF-8 and add it again.',
    );
  });

  it('is told by the end of its name', () => {
    expect(['A.TXT', 'b.csv', 'b.tsv', 'c.jsonl', 'c.ndjson'].map(formatOf)).toEqual([
      'txt',
      'csv',
      'csv',
      'jsonl',
      'jsonl',
    ]);
    expect(() => formatOf('report.pdf')).toThrow('report.pdf: expected a file whose name ends in');
    expect([...FORMATS.txt.texts('as it is')]).toEqual(['as it is']);
  });
});

describe('CSV', () => {
  const content = 'id,review,stars\n1,"So dull, so ""long"".\nTwice.",2\n\n2,Lovely.,5\n';

  it('offers its named columns, the one with the longest texts first', () => {
    const fields = csvFields(content);
    expect(fields.map(({ name }) => name)).toEqual(['id', 'review', 'stars']);
    expect(likelyField(fields)).toBe('review');
    expect(likelyField([])).toBeNull();
  });

  it('gives the cells of a column, quotes and line ends within them included', () => {
    expect(csvTexts(content, 'a.csv', 'review')).toEqual(['So dull, so "long".\nTwice.', 'Lovely.']);
    expect(csvTexts('a\tb\n1\tx y\n', 'a.tsv', 'b')).toEqual(['x y']);
    expect(csvTexts('a,b\n1\n', 'a.csv', 'b')).toEqual(['']);
  });

  it('names the file, and the row or the columns, where it is broken', () => {
    expect(() => csvTexts('a,b\n1,"open', 'a.csv', 'b')).toThrow(
      'a.csv, row 2: a quotation mark is not closed, expected CSV.',
    );
    expect(() => csvTexts('a,b\n1,2', 'a.csv', 'c')).toThrow('a.csv has no column “c”; it has a, b.');
  });
});

describe('JSON lines', () => {
  const content = '{"id":1,"text":"So dull.","tag":"n"}\n\n{"text":"Lovely."}\r\n{"id":3}\n';

  it('offer the fields that hold text', () => {
    expect(jsonlFields(content)).toEqual([
      { name: 'text', length: 7.5 },
      { name: 'tag', length: 1 },
    ]);
    expect(jsonlFields('{"text":"cut o')).toEqual([]);
  });

  it('give a field’s texts, and leave out lines without it', () => {
    expect([...jsonlTexts(content, 'a.jsonl', 'text')]).toEqual(['So dull.', 'Lovely.']);
  });

  it('name the file, and the line or the field, where they are broken', () => {
    expect(() => [...jsonlTexts('{"text":"a"}\n[1]', 'a.jsonl', 'text')]).toThrow(
      'a.jsonl, line 2: expected a JSON object.',
    );
    expect(() => [...jsonlTexts('{"text":"a"}', 'a.jsonl', 'body')]).toThrow(
      'a.jsonl: no line has a text in the field “body”.',
    );
  });
});

describe('passages', () => {
  it('are lines, without empty ones', () => {
    expect([...passagesOf('One. Two.\r\n\n  three \rfour\u2028')]).toEqual(['One. Two.', 'three', 'four']);
  });

  it('are the sentences of a long line', () => {
    const sentence = `It was ${'very '.repeat(20)}long.`;
    expect([...passagesOf(`${sentence} ${sentence} ${sentence}`)]).toEqual([sentence, sentence, sentence]);
  });

  it('are cut between words, or between characters where there are none', () => {
    const words = [...passagesOf('word '.repeat(300))];
    expect(words.join(' ')).toBe('word '.repeat(300).trim());
    expect(Math.max(...words.map(({ length }) => length))).toBeLessThanOrEqual(500);
    const signs = [...passagesOf(`a${'😀'.repeat(400)}`)];
    expect(signs.join('')).toBe(`a${'😀'.repeat(400)}`);
    expect(signs.some(piece => /\p{Surrogate}/u.test(piece))).toBe(false);
  });
});
