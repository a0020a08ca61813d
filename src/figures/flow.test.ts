import { describe, expect, it } from 'vitest';
import { fc } from '../engine/testing/properties';
import { type FlowOptions, fitText, flowPieces, readsRightToLeft } from './flow';

const measure = (text: string) => text.length * 10;
const options: FlowOptions = { width: 100, measure, lineHeight: 20, gap: 5, padding: 0, rightToLeft: false };
const piece = (text: string, joins = false) => ({ text, special: false, joins });

describe('the flow of pieces', () => {
  it('puts a gap between words and none between parts of one', () => {
    const { placed } = flowPieces([piece('ab'), piece('cd'), piece('ef', true)], options);
    expect(placed.map(({ x }) => x)).toEqual([0, 25, 45]);
  });

  it('breaks lines between words', () => {
    const { placed, lines } = flowPieces([piece('abcde'), piece('fghij'), piece('k')], options);
    expect(placed.map(({ line }) => line)).toEqual([0, 1, 1]);
    expect(lines).toBe(2);
  });

  it('keeps parts of a word together on the next line', () => {
    const { placed } = flowPieces([piece('abcdef'), piece('gh'), piece('ijk', true)], options);
    expect(placed.map(({ line, x }) => [line, x])).toEqual([
      [0, 0],
      [1, 0],
      [1, 20],
    ]);
  });

  it('breaks a word that is wider than a line where it must', () => {
    const { placed } = flowPieces([piece('abcdefgh'), piece('ijkl', true)], options);
    expect(placed.map(({ line }) => line)).toEqual([0, 1]);
  });

  it('cuts a piece that is wider than a line', () => {
    const { placed } = flowPieces([piece('a'.repeat(50))], options);
    expect(placed[0]).toEqual({ text: `${'a'.repeat(9)}…`, x: 0, width: 100, line: 0 });
  });

  it('runs from the right edge for a text that reads from right to left', () => {
    const { placed } = flowPieces([piece('אב'), piece('גד')], { ...options, rightToLeft: true });
    expect(placed.map(({ x }) => x)).toEqual([80, 55]);
  });

  it('turns a quotation around inside a line that runs left to right', () => {
    const { placed } = flowPieces([piece('a'), piece('אב'), piece('ג'), piece('d')], options);
    expect(placed.map(({ x }) => x)).toEqual([0, 30, 15, 55]);
  });

  it('keeps foreign words in their order inside a line that runs right to left', () => {
    const words = [piece('א'), piece('ny'), piece('c'), piece('ב')];
    const { placed } = flowPieces(words, { ...options, rightToLeft: true });
    expect(placed.map(({ x }) => x)).toEqual([90, 50, 75, 35]);
  });

  it('sets the parts of a right-to-left word from right to left', () => {
    const { placed } = flowPieces([piece('a'), piece('אב'), piece('ג', true)], options);
    expect(placed.map(({ x }) => x)).toEqual([0, 25, 15]);
  });

  it('keeps a special token at the end of the text, beside foreign words too', () => {
    const words = [piece('א'), piece('ny'), { text: '[S]', special: true, joins: false }];
    const { placed } = flowPieces(words, { ...options, rightToLeft: true });
    expect(placed.map(({ x }) => x)).toEqual([90, 65, 30]);
  });

  const end = { text: '[S]', special: true, joins: false };

  it('moves the last word, with its sign, to the line of a special token that would stand alone', () => {
    const { placed } = flowPieces([piece('abcd'), piece('efg'), piece('.', true), end], options);
    expect(placed.map(({ line, x }) => [line, x])).toEqual([
      [0, 0],
      [1, 0],
      [1, 30],
      [1, 45],
    ]);
  });

  it('leaves a special token alone where the word before it does not fit beside it', () => {
    const { placed } = flowPieces([piece('a'), piece('bcdefgh'), end], options);
    expect(placed.map(({ line }) => line)).toEqual([0, 0, 1]);
  });

  it('breaks a line of mixed direction in reading order', () => {
    const words = [piece('אבגדה'), piece('ו'), piece('זחטי'), piece('end')];
    const { placed } = flowPieces(words, options);
    expect(placed.map(({ line, x }) => [line, x])).toEqual([
      [0, 15],
      [0, 0],
      [1, 0],
      [1, 45],
    ]);
  });

  it('lets no two pieces of a line overlap, and none leave it', () => {
    const word = fc.record({
      text: fc.constantFrom('ab', 'שלום', '42', '.', 'c', 'א'),
      special: fc.boolean(),
      joins: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(word, { maxLength: 30 }), fc.boolean(), (words, rightToLeft) => {
        const { placed } = flowPieces(words, { ...options, rightToLeft });
        const byPlace = placed.toSorted((a, b) => a.line - b.line || a.x - b.x);
        byPlace.forEach((one, i) => {
          const next = byPlace[i + 1];
          const end = next?.line === one.line ? next.x : options.width;
          expect(one.x).toBeGreaterThanOrEqual(0);
          expect(one.x + one.width).toBeLessThanOrEqual(end);
        });
      }),
    );
  });

  it('has no lines without pieces', () => {
    expect(flowPieces([], options)).toEqual({ placed: [], lines: 0 });
  });
});

it('cuts a text between characters, not inside one', () => {
  expect(fitText('😀😀😀😀', 60, measure)).toBe('😀😀…');
});

it.each([
  ['"שלום" world', true],
  ['hello שלום', false],
  ['123 مرحبا', true],
  ['…', false],
])('takes the direction of %s from its first letter', (text, expected) => {
  expect(readsRightToLeft(text)).toBe(expected);
});
