/** Light, dark, or whatever the system says; remembered between visits. */

import { create } from 'zustand';

export const THEMES = ['light', 'dark', 'system'] as const;
export type Theme = (typeof THEMES)[number];

const STORAGE_KEY = 'finegrain.theme';

/** Reaching for the storage may itself throw where the browser forbids it, so it is reached for late. */
type FindStorage = () => Pick<Storage, 'getItem' | 'setItem'>;
const localStorage: FindStorage = () => globalThis.localStorage;

/** The theme chosen earlier; `system` when none was, or when the storage cannot be read. */
export function readTheme(storage: FindStorage = localStorage): Theme {
  try {
    const found = storage().getItem(STORAGE_KEY);
    return THEMES.find(theme => theme === found) ?? 'system';
  } catch {
    return 'system';
  }
}

/** Remembers a theme where the browser lets us. */
export function rememberTheme(theme: Theme, storage: FindStorage = localStorage): void {
  try {
    storage().setItem(STORAGE_KEY, theme);
  } catch {
    // Without storage the choice lasts as long as the page.
  }
}

/** Sets `data-theme` on the root element to `light` or `dark`; takes it away for `system`, which CSS then decides. */
export function applyTheme(theme: Theme, root: Pick<Element, 'setAttribute' | 'removeAttribute'>): void {
  if (theme === 'system') root.removeAttribute('data-theme');
  else root.setAttribute('data-theme', theme);
}

export interface ThemeState {
  readonly theme: Theme;
  /** Takes, remembers and applies a theme. */
  readonly choose: (theme: Theme) => void;
}

/** The page's theme. Applying the remembered one at the start is `connectTheme`'s task. */
export const useTheme = create<ThemeState>()(set => ({
  theme: readTheme(),
  choose: theme => {
    rememberTheme(theme);
    set({ theme });
  },
}));

/** Applies the theme now and whenever it changes; returns a function that ends this. */
export function connectTheme(root: Pick<Element, 'setAttribute' | 'removeAttribute'>): () => void {
  applyTheme(useTheme.getState().theme, root);
  return useTheme.subscribe(({ theme }) => applyTheme(theme, root));
}
