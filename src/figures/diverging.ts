/** The one diverging scale: blue towards the target, orange away from it, the ground at zero. */

import { rgb } from 'd3-color';
import { interpolateRgb } from 'd3-interpolate';
import type { FigureTheme } from './theme';

export interface Swatch {
  readonly fill: string;
  /** Text colour on the fill, with a contrast of at least 4.5 to 1. */
  readonly ink: string;
}

/** Colours of values from −max to max; values beyond, and a max of 0, are clamped. Only colour is normalised. */
export function divergingScale(max: number, theme: FigureTheme): (value: number) => Swatch {
  const toward = interpolateRgb(theme.ground, theme.toward);
  const away = interpolateRgb(theme.ground, theme.away);
  return value => {
    const strength = max > 0 ? Math.min(1, Math.abs(value) / max) : 0;
    const fill = rgb((value >= 0 ? toward : away)(strength)).formatHex();
    return { fill, ink: readableInk(fill, theme) };
  };
}

/** The theme's own ink where it can be read, else the ground's colour, else black or white. */
export function readableInk(fill: string, theme: FigureTheme): string {
  const candidates = [theme.ink, theme.ground, '#000000', '#ffffff'];
  return candidates.find(ink => contrast(ink, fill) >= READABLE) ?? theme.ink;
}

const READABLE = 4.5;

/** Contrast ratio of two colours, from 1 to 21 (WCAG 2.2, "contrast ratio"). */
export function contrast(a: string, b: string): number {
  const [low = 0, high = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (high + 0.05) / (low + 0.05);
}

/** Relative luminance (WCAG 2.2). */
function luminance(colour: string): number {
  const { r, g, b } = rgb(colour);
  const [red = 0, green = 0, blue = 0] = [r, g, b].map(channel => {
    const c = channel / 255;
    return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
