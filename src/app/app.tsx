/** The page: header, notices, and one column of evidence. */

import { lazy, Suspense } from 'react';
import { Announcer } from '../panels/announcer';
import { Notices } from '../panels/notices';
import { PredictionPanel } from '../panels/prediction';
import { TextPanel } from '../panels/text';
import { WordsPanel } from '../panels/words';
import { ErrorBoundary } from './error-boundary';
import { Header } from './header';

// The page's first words and colours do not wait for what stands below them.
const InsidePanels = lazy(async () => ({ default: (await import('../panels/inside')).InsidePanels }));

export function App() {
  return (
    <ErrorBoundary>
      <Header />
      <main className="column">
        <Notices />
        <TextPanel />
        <PredictionPanel />
        <WordsPanel />
        <Suspense>
          <InsidePanels />
        </Suspense>
      </main>
      <footer className="column footer">
        Your text stays in this browser: the model runs on this machine, and a link carries its text behind
        the #, which is not sent to the server.
      </footer>
      <Announcer />
    </ErrorBoundary>
  );
}
