import { describe, expect, it } from 'vitest';
import { ALL_FOUND_OUT } from './choices';
import { leftOutSentence } from './left-out';
import { readFile } from './reading';

const read = (content: string, column: number | string | null = null, name = 'a.jsonl', isWhole = true) =>
  readFile(new TextEncoder().encode(content), name, { ...ALL_FOUND_OUT, column }, isWhole);
const names = (content: string) => read(content).columns.map(({ name }) => name);
const leftOut = (...given: Parameters<typeof read>) => leftOutSentence('a.jsonl', read(...given).leftOut);

describe('JSON lines', () => {
  it('are read, those that are broken counted and named', () => {
    const content =
      '{"id":1,"text":"So dull."}\r\n\n{"text":NaN}\n{"text":"cut o\n{"text":"Lovely."}\n["x"]\n7\n{"id":3}\n';
    expect(read(content).texts).toEqual(['So dull.', 'Lovely.']);
    expect(leftOut(content)).toBe(
      'a.jsonl: left out 2 lines without valid JSON (lines 3 and 4); 1 line with an array in place of an object (line 6); 1 line with a number in place of an object (line 7); 1 line without “text” (line 8).',
    );
  });

  it('name the first lines only where many are broken', () => {
    const content = `{"text":"a b"}\n${'oops\n'.repeat(1200)}`;
    expect(leftOut(content)).toBe('a.jsonl: left out 1,200 lines without valid JSON (lines 2, 3, 4 …).');
  });

  it('are refused where no line is left', () => {
    expect(() => read('oops\n{"text":\n')).toThrow(
      'a.jsonl: no line is valid JSON, expected an object a line, or an array of objects.',
    );
    expect(() => read('{"text":5}\n{"text":null}\n')).toThrow(
      'a.jsonl: no column or field with text was found.',
    );
  });

  it('say what stands in place of text', () => {
    const content =
      '{"text":"So dull."}\n{"text":5}\n{"text":null}\n{"text":{}}\n{"text":""}\n{"text":true}\n';
    expect(read(content).texts).toEqual(['So dull.']);
    expect(leftOut(content)).toBe(
      'a.jsonl: left out 1 line with a number in place of text in “text” (line 2); 1 line with null in place of text in “text” (line 3); 1 line with an object in place of text in “text” (line 4); 1 line with nothing in “text” (line 5); 1 line with true in place of text in “text” (line 6).',
    );
  });

  it('end with any line end, and begin with a mark or none', () => {
    expect(read('\uFEFF{"text":"a b"}\r{"text":"c\u2028d"}\n').texts).toEqual(['a b', 'c\u2028d']);
  });

  it('of which only the beginning is given lack the line that is cut', () => {
    const { texts, leftOut: none } = read('{"text":"a b"}\n{"text":"c', null, 'a.jsonl', false);
    expect([texts, none]).toEqual([['a b'], []]);
  });
});

describe('a field', () => {
  it('within another is offered by its path', () => {
    const content =
      '{"id":"x","data":{"text":"So dull.","by":"u"}}\n{"data":{"text":"Lovely."}}\n{"data":null}\n';
    expect(names(content)).toEqual(['id', 'data.text', 'data.by']);
    expect(read(content).texts).toEqual(['So dull.', 'Lovely.']);
    expect(leftOut(content)).toContain('1 line without “data.text” (line 3)');
  });

  it('whose name holds a dot is told from one within another', () => {
    const content = '{"data.text":"So very dull.","data":{"text":"Lovely."},"":"x"}\n';
    expect(names(content)).toEqual(['"data.text"', 'data.text', '""']);
    expect(read(content).texts).toEqual(['So very dull.']);
    expect(read(content, 'data.text').texts).toEqual(['Lovely.']);
    expect(read('{"data.text":"So dull."}', 'data.text').texts).toEqual(['So dull.']);
    expect(read(content, 2).texts).toEqual(['Lovely.']);
  });

  it('that is an array gives a text an element', () => {
    const content =
      '{"m":[{"role":"user","content":"So dull."},{"role":"bot","content":"Why is it?"}],"s":["a b","c",4]}\n';
    expect(names(content)).toEqual(['m[].role', 'm[].content', 's[]']);
    expect(read(content, 'm[].content').texts).toEqual(['So dull.', 'Why is it?']);
    expect(read(content, 's[]').texts).toEqual(['a b', 'c']);
    expect(leftOut(content, 's[]')).toContain('with more than text in “s[]”');
  });

  it('that objects inherit is none', () => {
    expect(() => read('{"a":"x"}', 'toString')).toThrow('a.jsonl has no column “toString”; it has a.');
  });
});

describe('JSON', () => {
  it('that is an array is read like lines', () => {
    const content = '[\n  {"text": "So dull.", "n": 1},\n  {"n": 2},\n  {"text": "Lovely."}\n]\n';
    expect(read(content, null, 'a.json').texts).toEqual(['So dull.', 'Lovely.']);
    expect(leftOut(content, null, 'a.json')).toBe('a.jsonl: left out 1 element without “text” (element 2).');
    expect(read('["So dull.", "Lovely."]', null, 'a.json').texts).toEqual(['So dull.', 'Lovely.']);
  });

  it('that is an object with an array in it offers the fields of its elements', () => {
    expect(read('{\n "data": [{"text": "So dull."}, {"text": "Lovely."}]\n}', null, 'a.json').texts).toEqual([
      'So dull.',
      'Lovely.',
    ]);
  });

  it('that is a broken array is read line by line', () => {
    const content = '[\n{"text":"So dull."},\n{"text":NaN},\n{"text":"Lovely."}\n]\n';
    expect(read(content, null, 'a.json').texts).toEqual(['So dull.', 'Lovely.']);
    expect(leftOut(content, null, 'a.json')).toBe('a.jsonl: left out 1 line without valid JSON (line 3).');
    expect(read('[{"text":"So dull."},\n{"text":"Lovely."}', null, 'a.json').texts).toHaveLength(2);
  });

  it('by the name of .json may be lines, too', () => {
    expect(read('{"text":"a b"}\n{"text":"c d"}\n', null, 'a.json').texts).toEqual(['a b', 'c d']);
  });
});
