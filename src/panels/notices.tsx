/** What the page has to say about its link and its engine, until it is dismissed. */

import './notices.css';
import { useState } from 'react';
import { useDrops } from '../state/drops';
import { useSession } from '../state/session';
import { useViewStore } from '../state/view-store';
import { MissingParts } from './missing-parts';

export function Notices() {
  const notices = useViewStore(state => state.notices);
  const dismissNotice = useViewStore(state => state.dismissNotice);
  const crash = useSession(state => state.notice);
  const dismissCrash = useSession(state => state.dismissNotice);
  const again = useSession(({ engine }) => (engine.phase === 'starting' ? engine.remark : null));
  const { failures, fail } = useDrops();
  const mismatch = useSession(state => state.result.mismatch);
  const [dismissed, setDismissed] = useState<string | null>(null);
  return (
    <div className="notices" role="status">
      <MissingParts />
      {failures.length > 0 && (
        <div className="notice-dropped">
          {failures.map(sentence => (
            <Notice
              key={sentence}
              sentence={sentence}
              onDismiss={() => fail(failures.filter(each => each !== sentence))}
            />
          ))}
        </div>
      )}
      {again !== null && (
        <div className="notice">
          <p>{again}</p>
        </div>
      )}
      {crash !== null && <Notice sentence={crash} onDismiss={dismissCrash} />}
      {mismatch !== null && mismatch !== dismissed && (
        <Notice sentence={mismatch} onDismiss={() => setDismissed(mismatch)} />
      )}
      {notices.map((sentence, index) => (
        <Notice key={sentence} sentence={sentence} onDismiss={() => dismissNotice(index)} />
      ))}
    </div>
  );
}

function Notice({ sentence, onDismiss }: { sentence: string; onDismiss: () => void }) {
  return (
    <div className="notice">
      <p>{sentence}</p>
      <button type="button" className="button" aria-label={`Dismiss: ${sentence}`} onClick={onDismiss}>
        Dismiss
      </button>
    </div>
  );
}
