/** What a panel inside the model shows before there is anything to show; its room is kept while it is on its way. */

import { areWordsAlone, useSession } from '../state/session';
import { useViewStore } from '../state/view-store';
import { neuronsSentence } from './neurons-on-the-way';
import { Prose } from './prose';

/** @param children what the panel will show, for a page without a text */
export function Waiting({ children, className }: { children: string; className: string }) {
  const isBlank = useViewStore(state => state.view.text.trim() === '');
  const status = useSession(state => state.result.status);
  const hasFailed = useSession(
    state => state.engine.phase === 'failed' || ['failed', 'cancelled'].includes(state.result.status),
  );
  const afterWords = useSession(({ result }) => (areWordsAlone(result) ? neuronsSentence(result) : null));
  if (isBlank) return <p className="say dim">{children}</p>;
  if (afterWords !== null) {
    return (
      <div className={status === 'running' ? className : undefined} aria-busy={status === 'running'}>
        <p className="say dim">
          <Prose>{afterWords}</Prose>
        </p>
      </div>
    );
  }
  if (hasFailed) return <p className="say dim">Shown once a text has been explained.</p>;
  return <div className={className} aria-busy={status === 'running'} />;
}
