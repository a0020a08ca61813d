/** The entry: connects theme, address and engine with the state, then shows the page. */

import '../worker/no-eval';
import './tokens.css';
import './app.css';
import '../panels/panels.css';
import './forced-colors.css';
import './print.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { useCorpora } from '../state/corpora';
import { connectDrops } from '../state/drops';
import { connectEngine } from '../state/engine-connection';
import { connectHistory } from '../state/history';
import { connectInterventionHistory } from '../state/intervention-history';
import { connectNeurons } from '../state/neuron-connection';
import { loadPart, retryParts, useParts } from '../state/parts';
import { connectTheme } from '../state/theme';
import { connectLeaving } from '../state/unsaved';
import { createEngineClient } from '../worker/client';
import { App } from './app';
import { keepForOffline } from './offline';

connectTheme(document.documentElement);
// The address comes first, so that the engine starts on the linked view.
connectHistory(window);
connectInterventionHistory();
connectDrops(window);
const client = createEngineClient(
  () => new Worker(new URL('../worker/worker.ts', import.meta.url), { type: 'module' }),
);
connectEngine(client);
// Translators begin once the page is shown.
void loadPart('page translation', () => import('./translated-page')).then(({ keepTranslatable }) =>
  keepTranslatable(document.body),
);
// Neither an experiment nor what feeds a neuron is part of the first paint.
void loadPart('experiments', () => import('../state/experiment-connection')).then(({ connectExperiments }) =>
  connectExperiments(client),
);
void loadPart('what feeds a neuron', () => import('../state/feed-connection')).then(({ connectFeeds }) =>
  connectFeeds(client),
);
const corpora = loadPart('corpora', () => import('./own-corpora')).then(({ connectOwnCorpora }) =>
  connectOwnCorpora(),
);
window.addEventListener('online', () => {
  if (!useParts.getState().isDismissed) void retryParts();
});
connectLeaving(window);
connectNeurons(client, undefined, undefined, {
  packOf: async id => {
    await corpora;
    return useCorpora.getState().packOf(id);
  },
});

const root = document.getElementById('root');
if (!root) throw new Error('The page has no element "root" to be shown in.');
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
);

// After the engine is on its way: a first visit should not wait for a second one's comfort.
window.addEventListener('load', () => void keepForOffline());
