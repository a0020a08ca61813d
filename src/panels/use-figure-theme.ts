/** The colours and fonts that figures are drawn in, as the theme and the system decide. */

import { useSyncExternalStore } from 'react';
import { FIGURE_THEMES, type FigureTheme } from '../figures/theme';
import { useTheme } from '../state/theme';

const DARK = '(prefers-color-scheme: dark)';

export function useFigureTheme(): FigureTheme {
  const theme = useTheme(state => state.theme);
  const systemIsDark = useSyncExternalStore(
    onChange => {
      const query = window.matchMedia(DARK);
      query.addEventListener('change', onChange);
      return () => query.removeEventListener('change', onChange);
    },
    () => window.matchMedia(DARK).matches,
  );
  if (theme !== 'system') return FIGURE_THEMES[theme];
  return FIGURE_THEMES[systemIsDark ? 'dark' : 'light'];
}
