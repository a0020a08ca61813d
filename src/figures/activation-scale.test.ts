import { rgb } from 'd3-color';
import { describe, expect, it } from 'vitest';
import { activationScale } from './activation-scale';
import { contrast } from './diverging';
import { FIGURE_THEMES } from './theme';

describe.each(Object.values(FIGURE_THEMES))('the scale of activations on $ground', theme => {
  const scale = activationScale(4, theme);

  it('is the ground at zero and the theme’s green at the maximum and beyond', () => {
    expect(scale(0).fill).toBe(rgb(theme.ground).formatHex());
    expect([scale(4).fill, scale(9).fill]).toEqual([theme.activation, theme.activation]);
  });

  it('tells what is below zero from what is above by hue', () => {
    const { r, g, b } = rgb(scale(-4).fill);
    expect(Math.max(r, g, b) - Math.min(r, g, b)).toBeLessThan(30);
    expect(scale(-4).fill).not.toBe(scale(0).fill);
  });

  it('chooses an ink that can be read on every fill', () => {
    for (let value = -4; value <= 4; value += 0.25) {
      const { fill, ink } = scale(value);
      expect(contrast(ink, fill)).toBeGreaterThanOrEqual(4.5);
    }
  });
});
