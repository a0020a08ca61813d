import { describe, expect, it } from 'vitest';
import { FIGURE_THEMES, forcedTheme } from './theme';

describe('the theme of forced colours', () => {
  const black = forcedTheme({ ground: 'rgb(0, 0, 0)', ink: 'rgb(255, 255, 0)', accent: 'rgb(26, 235, 255)' });

  it('takes ground, text and accent from the system', () => {
    expect(black).toMatchObject({ ground: '#000000', ink: '#ffff00', dim: '#ffff00', accent: '#1aebff' });
  });

  it('keeps the colours of values, those that go with the ground', () => {
    expect(black.toward).toBe(FIGURE_THEMES.dark.toward);
    const white = forcedTheme({
      ground: 'rgb(255, 255, 255)',
      ink: 'rgb(0, 0, 0)',
      accent: 'rgb(0, 0, 200)',
    });
    expect(white).toMatchObject({ toward: FIGURE_THEMES.light.toward, rule: '#999999' });
  });
});
