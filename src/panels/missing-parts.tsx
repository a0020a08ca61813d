/** Says which parts of the page could not be loaded, while the rest of it stays as it is. */

import { useState } from 'react';
import { useCorpora } from '../state/corpora';
import { retryParts, useParts } from '../state/parts';
import { hostAnswers, reloadPage, unsaved } from '../state/unsaved';
import { useViewStore } from '../state/view-store';
import { missingSentence, type Tried } from './sentences-parts';

export function MissingParts() {
  const { missing, isDismissed, dismiss } = useParts();
  return missing.length === 0 || isDismissed ? null : (
    <Missing names={missing.map(({ name }) => name)} onDismiss={dismiss} />
  );
}

function Missing({ names, onDismiss }: { names: readonly string[]; onDismiss: () => void }) {
  const lost = unsaved(useViewStore(), useCorpora());
  const [tried, setTried] = useState<Tried | null>(null);

  async function tryAgain() {
    setTried(null);
    await retryParts();
    setTried((await hostAnswers()) ? 'answered' : 'unanswered');
  }
  async function loadAgain() {
    if (!(await reloadPage())) setTried('unanswered');
  }
  return (
    <div className="notice notice-missing">
      <p>{missingSentence(names, lost, tried)}</p>
      <div className="notice-actions">
        <button type="button" className="button" onClick={() => void tryAgain()}>
          Try again
        </button>
        <button type="button" className="button" onClick={() => void loadAgain()}>
          Load the page again
        </button>
        <button type="button" className="button" onClick={onDismiss}>
          Dismiss
        </button>
      </div>
    </div>
  );
}
