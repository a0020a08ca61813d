/** The colours and fonts that figures are drawn in, as the theme and the system decide. */

import { FIGURE_THEMES, type FigureTheme, forcedTheme } from '../figures/theme';
import { useTheme } from '../state/theme';
import { useMedia, usePrinting } from './use-media';

const DARK = '(prefers-color-scheme: dark)';
const FORCED = '(forced-colors: active)';

/** Of paper the light one, and under forced colours one of the system's own. */
export function useFigureTheme(): FigureTheme {
  const theme = useTheme(state => state.theme);
  const systemIsDark = useMedia(DARK);
  const isForced = useMedia(FORCED);
  if (usePrinting()) return FIGURE_THEMES.light;
  if (isForced) return systemTheme();
  if (theme !== 'system') return FIGURE_THEMES[theme];
  return FIGURE_THEMES[systemIsDark ? 'dark' : 'light'];
}

/** By what the system's colours are, so that a theme is one object while they stay. */
const themes = new Map<string, FigureTheme>();

function systemTheme(): FigureTheme {
  const [ground, ink, accent] = resolved(['Canvas', 'CanvasText', 'Highlight']);
  const key = [ground, ink, accent].join(' ');
  const theme = themes.get(key) ?? forcedTheme({ ground, ink, accent });
  themes.set(key, theme);
  return theme;
}

/** System colours as numbers, which scales of colour need. */
function resolved(names: readonly [string, string, string]): [string, string, string] {
  const probe = document.body.appendChild(document.createElement('span'));
  const [ground, ink, accent] = names;
  const colourOf = (name: string) => {
    probe.style.color = name;
    return getComputedStyle(probe).color;
  };
  const colours: [string, string, string] = [colourOf(ground), colourOf(ink), colourOf(accent)];
  probe.remove();
  return colours;
}
