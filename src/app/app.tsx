/** The page: header, notices, and one column of evidence. */

import { lazy, Suspense, useState } from 'react';
import { Announcer } from '../panels/announcer';
import { InterventionsBar } from '../panels/interventions';
import { Notices } from '../panels/notices';
import { PredictionPanel } from '../panels/prediction';
import { TextPanel } from '../panels/text';
import { WordsPanel } from '../panels/words';
import { useCorpora } from '../state/corpora';
import { useDrops } from '../state/drops';
import { loadPart } from '../state/parts';
import { ErrorBoundary } from './error-boundary';
import { Header } from './header';

// The page's first words and colours do not wait for what stands below them.
const InsidePanels = lazy(() =>
  loadPart('the inside of the model', async () => ({
    default: (await import('../panels/inside')).InsidePanels,
  })),
);

// Few visitors open it, and it brings a parser of CSV.
const CorporaDialog = lazy(() =>
  loadPart('corpora', async () => ({ default: (await import('../panels/corpora')).CorporaDialog })),
);

// Few drop files, and it brings the readers of files.
const DroppedFiles = lazy(() =>
  loadPart('dropped files', async () => ({
    default: (await import('../panels/dropped-files')).DroppedFiles,
  })),
);

export function App() {
  const hasOpenedCorpora = useHasBeen(useCorpora(state => state.isOpen));
  const hasHeldFiles = useHasBeen(useDrops(({ held, files }) => held !== null || files.length > 0));
  return (
    <ErrorBoundary>
      <Header />
      <main className="column">
        <Notices />
        <TextPanel />
        <InterventionsBar />
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
      {hasOpenedCorpora && (
        <Suspense>
          <CorporaDialog />
        </Suspense>
      )}
      {hasHeldFiles && (
        <Suspense>
          <DroppedFiles />
        </Suspense>
      )}
      <Announcer />
    </ErrorBoundary>
  );
}

/** Whether a condition has been true at any time. */
function useHasBeen(now: boolean): boolean {
  const [before, setBefore] = useState(now);
  if (now && !before) setBefore(true);
  return before || now;
}
