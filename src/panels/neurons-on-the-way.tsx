/** The neurons of a long text, which follow its words: how far they are, with the button that ends them or begins again. */

import { type Result, useSession } from '../state/session';
import { Prose } from './prose';
import { passesSentence } from './sentences-progress';

export function NeuronsOnTheWay() {
  const result = useSession(state => state.result);
  const { cancel, retry } = useSession.getState();
  const isRunning = result.status === 'running';
  return (
    <p className={result.status === 'failed' ? 'failed' : undefined}>
      <span data-testid="neurons-progress">
        <Prose>{neuronsSentence(result)}</Prose>
      </span>{' '}
      {/* One button throughout, so that it keeps the focus of who presses it. */}
      <button type="button" className="button" onClick={isRunning ? cancel : retry}>
        {isRunning ? 'Cancel' : 'Compute them'}
      </button>
    </p>
  );
}

/** "The words are final. Computing the neurons: 12 of 48 passes, about 30 s left." */
export function neuronsSentence({ status, progress, error }: Result): string {
  if (status === 'failed') return `The neurons could not be computed: ${error ?? 'the engine failed'}`;
  if (status !== 'running') return 'The words are final; their neurons were not computed.';
  const computing = 'The words are final. Computing the neurons';
  return progress?.of === 'neurons' && progress.expected > 0
    ? `${computing}: ${passesSentence(progress)}`
    : `${computing} …`;
}
