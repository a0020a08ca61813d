/** The bar at the top: what runs, where it runs, how it looks, and the link to it. */

import { THEMES, type Theme, useTheme } from '../state/theme';
import { useViewStore } from '../state/view-store';
import { BackendBadge } from './backend-badge';
import { CorporaButton } from './corpora-button';
import { ShareButton } from './share-button';

/** The models' names as a reader knows them. */
const MODEL_NAMES: Readonly<Record<string, string>> = { 'minilm-sst2': 'MiniLM-L6 · SST-2' };

const THEME_NAMES: Readonly<Record<Theme, string>> = { light: 'Light', dark: 'Dark', system: 'System' };

export function Header() {
  const model = useViewStore(state => state.view.model);
  return (
    <header className="header">
      <button type="button" className="skip-link" onClick={focusText}>
        Skip to the text
      </button>
      <h1 className="wordmark">Finegrain</h1>
      <span className="model-name">{MODEL_NAMES[model] ?? model}</span>
      <span className="header-space" />
      <BackendBadge />
      <ThemeSelect />
      <CorporaButton />
      <ShareButton />
    </header>
  );
}

/** A link to #text would overwrite the address, which holds the view. */
function focusText() {
  document.getElementById('text')?.focus();
}

function ThemeSelect() {
  const { theme, choose } = useTheme();
  return (
    <select
      className="pill"
      aria-label="Theme"
      value={theme}
      onChange={event => {
        const chosen = THEMES.find(name => name === event.target.value);
        if (chosen) choose(chosen);
      }}
    >
      {THEMES.map(name => (
        <option key={name} value={name}>
          {THEME_NAMES[name]}
        </option>
      ))}
    </select>
  );
}
