/** The engine while it starts, and when it failed. */

import './engine-status.css';
import { useState } from 'react';
import { START_TITLES } from '../engine/backend/names';
import { useCorpora } from '../state/corpora';
import { type StartingEngine, useSession } from '../state/session';
import { reloadPage, unsaved } from '../state/unsaved';
import { useViewStore } from '../state/view-store';
import { losesSentence } from './sentences-parts';

const MEGABYTE = 1e6;

export function EngineProgress({ engine }: { engine: StartingEngine }) {
  const { step, loaded, total } = engine;
  const known = step === 'download' && total !== null && total > 0;
  return (
    <div className="engine-progress">
      <p>{progressSentence(engine)}</p>
      {/* Without a value the bar says that something goes on, not how far it is. */}
      <progress
        aria-label="Loading the model"
        {...(known ? { value: Math.min(loaded, total), max: total } : {})}
      />
      <p className="dim">You can type meanwhile; the text is explained as soon as the model is there.</p>
    </div>
  );
}

export function EngineFailure({ message }: { message: string }) {
  return <Failure message={message} lost={unsaved(useViewStore(), useCorpora())} />;
}

/** @param lost what loading the page again would lose */
export function Failure({ message, lost }: { message: string; lost: readonly string[] }) {
  const [isLeft, setLeft] = useState(false);
  return (
    <div className="failure">
      <p>{message}</p>
      <RetryButton />{' '}
      <button type="button" className="button" onClick={async () => setLeft(!(await reloadPage()))}>
        Load the page again
      </button>
      {lost.length > 0 && <p>{losesSentence(lost)}</p>}
      {isLeft && <p>The page’s host does not answer; the page stays as it is.</p>}
    </div>
  );
}

export function RetryButton() {
  const retry = useSession(state => state.retry);
  return (
    <button type="button" className="button" onClick={retry}>
      Try again
    </button>
  );
}

/** What the engine is busy with, in a sentence. */
export function progressSentence({ step, trying, loaded, total, cached }: StartingEngine): string {
  switch (step) {
    case 'backend':
      return trying ? `Starting ${START_TITLES[trying]}.` : 'Starting the engine.';
    case 'download': {
      const size = total === null ? megabytes(loaded) : `${megabytes(loaded)} of ${megabytes(total)}`;
      return `Loading the model: ${size} MB${cached ? ', from this browser’s cache' : ''}.`;
    }
    case 'prepare':
      return 'Preparing the model.';
  }
}

const megabytes = (bytes: number) => (bytes / MEGABYTE).toFixed(1);
