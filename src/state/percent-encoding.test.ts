import { describe, expect, it } from 'vitest';
import { fc } from '../engine/testing/properties';
import { SECONDS_OF_A_MEGABYTE, secondsOf } from '../engine/testing/seconds';
import { decodeText, encodeText } from './percent-encoding';

/** Strings of any UTF-16 units, lone surrogates included, beside ordinary text. */
const anyString = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.array(fc.integer({ min: 0, max: 0xffff })).map(units => String.fromCharCode(...units)),
  fc.array(fc.integer({ min: 0xd700, max: 0xe000 })).map(units => String.fromCharCode(...units)),
);

describe('encodeText', () => {
  it('comes back as it was, for any string', () => {
    fc.assert(
      fc.property(anyString, text => {
        expect(decodeText(encodeText(text))).toBe(text);
      }),
      { numRuns: 2000 },
    );
  });

  it('writes only characters that an address keeps as they are', () => {
    fc.assert(
      fc.property(anyString, text => {
        expect(encodeText(text)).toMatch(/^[A-Za-z0-9.,:;%-]*$/);
      }),
    );
  });

  it('survives the address parser of the platform', () => {
    fc.assert(
      fc.property(anyString, text => {
        const url = new URL('https://example.org/');
        url.hash = `text=${encodeText(text)}`;
        expect(url.hash).toBe(`#text=${encodeText(text)}`);
      }),
    );
  });

  it('leaves a plain sentence readable', () => {
    expect(encodeText("Well, it's 9:30 (or so); why not?")).toBe(
      'Well,%20it%27s%209:30%20%28or%20so%29;%20why%20not%3F',
    );
  });

  it('escapes what would end a value, and a plus', () => {
    expect(encodeText('a&b#c%d+e\n')).toBe('a%26b%23c%25d%2Be%0A');
  });

  it('writes a lone surrogate as three bytes', () => {
    expect(encodeText('\uD83D')).toBe('%ED%A0%BD');
  });
});

describe('decodeText', () => {
  it('never throws', () => {
    fc.assert(fc.property(anyString, text => void decodeText(text)));
    const scraps = fc.array(
      fc.constantFrom('%', '%E', '%ED', '%A0', '%80', '%ff', '%C3', '%BF', '+', 'g', '😀'),
    );
    fc.assert(
      fc.property(scraps, parts => void decodeText(parts.join(''))),
      {
        numRuns: 2000,
      },
    );
  });

  it.each([
    ['100%', '100%'],
    ['%zz', '%zz'],
    ['%4', '%4'],
    ['50%+off', '50% off'],
  ])('takes the broken escape in %s for what it says', (text, expected) => {
    expect(decodeText(text)).toBe(expected);
  });

  it('reads %20 as a space, like +', () => {
    expect(decodeText('a%20b+c')).toBe('a b c');
  });

  it('marks bytes that are no UTF-8 and keeps those around them', () => {
    expect(decodeText('%41%FF%C3%A9')).toBe('A\u{FFFD}é');
  });

  it('keeps a byte order mark', () => {
    expect(decodeText('%EF%BB%BFa%ED%A0%80')).toBe('\uFEFFa\uD800');
  });

  it.each(['%E4%BD%A0', '%ED%A0%80', '%FF%41%ED', '%', '+', 'word+'])('reads 1 MB of %s fast', piece => {
    const text = piece.repeat(1_000_000 / piece.length);
    expect(secondsOf(() => decodeText(text))).toBeLessThan(SECONDS_OF_A_MEGABYTE);
  });
});
