/** The colours and type of figures. Resolved values, not CSS variables, so that an exported figure stands alone. */

import { hsl, rgb } from 'd3-color';
import { interpolateRgb } from 'd3-interpolate';

export interface FigureTheme {
  readonly ink: string;
  readonly dim: string;
  readonly ground: string;
  readonly rule: string;
  readonly accent: string;
  /** Attribution towards the target. */
  readonly toward: string;
  /** Attribution away from it. */
  readonly away: string;
  /** Activation, which is never attribution. */
  readonly activation: string;
  readonly serif: string;
  readonly sans: string;
  readonly mono: string;
}

const TYPE = {
  serif: 'Georgia, "Iowan Old Style", "Times New Roman", serif',
  sans: 'Inter, system-ui, "Segoe UI", "Helvetica Neue", Arial, sans-serif',
  mono: 'ui-monospace, "SF Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace',
};

/** Blue and orange differ for every common kind of colour blindness, in both themes. */
export const FIGURE_THEMES: Readonly<Record<'light' | 'dark', FigureTheme>> = {
  light: {
    ink: '#1c1b19',
    dim: '#65625b',
    ground: '#fbfaf7',
    rule: '#dedad1',
    accent: '#1f5fa8',
    toward: '#2166ac',
    away: '#c95c0c',
    activation: '#3d7a52',
    ...TYPE,
  },
  dark: {
    ink: '#ece9e2',
    dim: '#a09c93',
    ground: '#141412',
    rule: '#34322e',
    accent: '#7db3ee',
    toward: '#5c9de0',
    away: '#e88942',
    activation: '#7cc48d',
    ...TYPE,
  },
};

/** How far lines that stand back are from the ground, where the system decides the colours. */
const RULE = 0.4;

/** Colours that the system forces on the page, with values in the blue, orange and green that go with its ground. */
export function forcedTheme({
  ground,
  ink,
  accent,
}: Pick<FigureTheme, 'ground' | 'ink' | 'accent'>): FigureTheme {
  const base = FIGURE_THEMES[hsl(ground).l < 0.5 ? 'dark' : 'light'];
  const hex = (colour: string) => rgb(colour).formatHex();
  const rule = hex(interpolateRgb(ground, ink)(RULE));
  return { ...base, ground: hex(ground), ink: hex(ink), dim: hex(ink), accent: hex(accent), rule };
}
