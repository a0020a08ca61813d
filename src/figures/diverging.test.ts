import { describe, expect, it } from 'vitest';
import { contrast, divergingScale } from './diverging';
import { FIGURE_THEMES } from './theme';

describe.each(['light', 'dark'] as const)('the diverging scale, %s', name => {
  const theme = FIGURE_THEMES[name];
  const scale = divergingScale(2, theme);

  it('shows the ground at zero and the full colours at both ends', () => {
    expect(scale(0).fill).toBe(theme.ground);
    expect(scale(2).fill).toBe(theme.toward);
    expect(scale(-2).fill).toBe(theme.away);
  });

  it('keeps text readable on every fill', () => {
    for (let value = -2; value <= 2; value += 0.01) {
      const { fill, ink } = scale(value);
      expect(contrast(fill, ink), `at ${value}`).toBeGreaterThanOrEqual(4.5);
    }
  });

  it('grows stronger with the value on both sides', () => {
    for (const sign of [-1, 1]) {
      const steps = [0.2, 0.6, 1, 1.4, 1.8].map(value => contrast(scale(sign * value).fill, theme.ground));
      expect([...steps].sort((a, b) => a - b)).toEqual(steps);
    }
  });

  it('clamps values beyond the domain', () => {
    expect(scale(9).fill).toBe(scale(2).fill);
  });
});

it('shows the ground everywhere where all values are zero', () => {
  expect(divergingScale(0, FIGURE_THEMES.light)(0).fill).toBe(FIGURE_THEMES.light.ground);
});

it('knows the contrast of black and white', () => {
  expect(contrast('#000', '#fff')).toBeCloseTo(21, 5);
});
