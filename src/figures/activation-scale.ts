/** The scale of activations: green above zero, grey below it, the ground at zero. Never used for attribution. */

import { rgb } from 'd3-color';
import { interpolateRgb } from 'd3-interpolate';
import { readableInk, type Swatch } from './diverging';
import type { FigureTheme } from './theme';

/** Full grey would drown the text; what is below zero is the quieter half. */
const BELOW_STRENGTH = 0.55;

/** Colours of activations from −max to max; values beyond, and a max of 0, are clamped. */
export function activationScale(max: number, theme: FigureTheme): (value: number) => Swatch {
  const above = interpolateRgb(theme.ground, theme.activation);
  const below = interpolateRgb(theme.ground, theme.dim);
  return value => {
    const strength = max > 0 ? Math.min(1, Math.abs(value) / max) : 0;
    const fill = rgb(value >= 0 ? above(strength) : below(BELOW_STRENGTH * strength)).formatHex();
    return { fill, ink: readableInk(fill, theme) };
  };
}
