import { describe, expect, it } from 'vitest';
import { xmlSafe } from './export';

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
