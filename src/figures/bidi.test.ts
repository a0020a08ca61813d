import { describe, expect, it } from 'vitest';
import { fc } from '../engine/testing/properties';
import { baseDirection, visualOrder, type WordDirection, wordDirection } from './bidi';

/** Words and spaces of a line as the eye meets them from left to right; capitals stand for Hebrew. */
function seen(line: string, base: 'ltr' | 'rtl'): string {
  const words = line.split(/(?<=[ .])|(?=[ .])/);
  const directions = words.map(word =>
    /[A-Z]/.test(word) ? 'rtl' : wordDirection(word),
  ) satisfies WordDirection[];
  return visualOrder(directions, base)
    .map(place => words[place])
    .join('');
}

describe('baseDirection', () => {
  it('follows the first letter, whatever comes before it', () => {
    expect(baseDirection('123 — שלום world')).toBe('rtl');
    expect(baseDirection('“مرحبا')).toBe('rtl');
    expect(baseDirection('hello שלום')).toBe('ltr');
  });

  it('is left to right where no letter is', () => {
    expect(baseDirection('12 ...')).toBe('ltr');
  });
});

describe('wordDirection', () => {
  it('tells letters, numbers, signs and spaces apart', () => {
    expect(['abc', 'שלום', '42', '…', ' '].map(wordDirection)).toEqual([
      'ltr',
      'rtl',
      'number',
      'sign',
      'space',
    ]);
  });
});

describe('visualOrder', () => {
  it('leaves a line of one direction as it is, or turns it around whole', () => {
    expect(seen('one two three', 'ltr')).toBe('one two three');
    expect(seen('ONE TWO THREE', 'rtl')).toBe('THREE TWO ONE');
  });

  it('turns a quotation around inside a line that runs left to right', () => {
    expect(seen('he said ONE TWO today', 'ltr')).toBe('he said TWO ONE today');
  });

  it('keeps foreign words in their order inside a line that runs right to left', () => {
    expect(seen('ONE new york TWO', 'rtl')).toBe('TWO new york ONE');
  });

  it('keeps a number with its point together after words that run right to left', () => {
    expect(seen('ONE 3.5 TWO', 'ltr')).toBe('TWO 3.5 ONE');
    expect(seen('ONE 3.5 TWO', 'rtl')).toBe('TWO 3.5 ONE');
  });

  it('puts the full stop of a right-to-left line at its left end', () => {
    expect(seen('ONE TWO.', 'rtl')).toBe('.TWO ONE');
  });

  it('loses no word', () => {
    const direction = fc.constantFrom<WordDirection>('ltr', 'rtl', 'number', 'sign', 'space');
    fc.assert(
      fc.property(fc.array(direction), fc.constantFrom('ltr' as const, 'rtl' as const), (line, base) => {
        expect(visualOrder(line, base).sort((a, b) => a - b)).toEqual(line.map((_, index) => index));
      }),
    );
  });
});
