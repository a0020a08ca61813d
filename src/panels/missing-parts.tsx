/** Says which parts of the page could not be loaded, while the rest of it stays as it is. */

import { useCorpora } from '../state/corpora';
import { retryParts, useParts } from '../state/parts';
import { reloadPage, unsaved } from '../state/unsaved';
import { useViewStore } from '../state/view-store';
import { missingSentence } from './sentences-parts';

export function MissingParts() {
  const { missing, isDismissed, dismiss } = useParts();
  return missing.length === 0 || isDismissed ? null : (
    <Missing names={missing.map(({ name }) => name)} onDismiss={dismiss} />
  );
}

function Missing({ names, onDismiss }: { names: readonly string[]; onDismiss: () => void }) {
  const lost = unsaved(useViewStore(), useCorpora());
  return (
    <div className="notice notice-missing">
      <p>{missingSentence(names, lost)}</p>
      <div className="notice-actions">
        <button type="button" className="button" onClick={() => retryParts()}>
          Try again
        </button>
        <button type="button" className="button" onClick={() => reloadPage()}>
          Load the page again
        </button>
        <button type="button" className="button" onClick={onDismiss}>
          Dismiss
        </button>
      </div>
    </div>
  );
}
