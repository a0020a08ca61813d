import { describe, expect, it } from 'vitest';
import { isOneColour, xmlSafe } from './export';

describe('xmlSafe', () => {
  it('replaces control characters, in attributes too', () => {
    expect(xmlSafe('<g aria-label="a\u0007"><text>b\u0000\u001F</text></g>')).toBe(
      '<g aria-label="a\uFFFD"><text>b\uFFFD\uFFFD</text></g>',
    );
  });

  it('replaces lone surrogates and noncharacters', () => {
    expect(xmlSafe('a\uD83D b\uDE00 \uFFFE\uFFFF')).toBe('a\uFFFD b\uFFFD \uFFFD\uFFFD');
  });

  it('keeps whatever XML allows', () => {
    const allowed = '\t\n\r ~\u0085\uD7FF\uE000\uFFFD😀\u{10FFFF}';
    expect(xmlSafe(allowed)).toBe(allowed);
  });
});

describe('what a canvas gives back', () => {
  const pixels = (count: number, pixelOf: (at: number) => readonly number[]) =>
    Array.from({ length: count }, (_, at) => pixelOf(at)).flat();

  it('is the colour that was drawn, also where a browser changes last bits', () => {
    expect(
      isOneColour(
        pixels(500, () => [251, 250, 247, 255]),
        '#fbfaf7',
      ),
    ).toBe(true);
    expect(
      isOneColour(
        pixels(500, at => [251 - (at % 2), 250, 246, 255]),
        '#fbfaf7',
      ),
    ).toBe(true);
  });

  it('is noise, all white or nothing where a browser blurs it', () => {
    const noise = pixels(500, at => [(at * 97) % 256, (at * 31) % 256, (at * 13) % 256, 255]);
    expect(isOneColour(noise, '#fbfaf7')).toBe(false);
    expect(
      isOneColour(
        pixels(500, () => [255, 255, 255, 255]),
        '#fbfaf7',
      ),
    ).toBe(false);
    expect(
      isOneColour(
        pixels(500, () => [0, 0, 0, 0]),
        '#141412',
      ),
    ).toBe(false);
  });
});
