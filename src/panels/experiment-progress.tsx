/** How far an experiment is and how it ended, with the button that stops it or runs it again. */

import { counted } from '../engine/counted';
import { formatCount } from '../figures/format';
import { type Experiment, type Session, useSession } from '../state/session';
import { progressSentence, progressShare } from './sentences-experiments';

/** @param run null while the experiment waits for the explanation */
export function ExperimentProgress({ run }: { run: Experiment | null }) {
  return <div className="experiment-progress">{run ? <Running run={run} /> : <Waiting />}</div>;
}

function Running({ run }: { run: Experiment }) {
  const { cancelExperiment, retryExperiment } = useSession.getState();
  const { status } = run;
  return (
    <>
      {status === 'running' && (
        <>
          <Bar share={progressShare(run)} />
          <span>{progressSentence(run)}</span>
        </>
      )}
      <span role="status" className={status === 'failed' ? 'failed' : undefined}>
        {endSentence(run)}
      </span>
      {status !== 'done' && (
        // One button throughout, so that it keeps the focus of who presses it.
        <button
          type="button"
          className="button"
          onClick={status === 'running' ? cancelExperiment : retryExperiment}
        >
          {BUTTONS[status]}
        </button>
      )}
    </>
  );
}

function Waiting() {
  const reason = useSession(waitingFor);
  return <span>{reason}</span>;
}

function Bar({ share }: { share: number | null }) {
  return (
    <progress
      className="experiment-bar"
      aria-label="Progress"
      max={1}
      {...(share === null ? {} : { value: share })}
    />
  );
}

const BUTTONS = { running: 'Stop', failed: 'Try again', cancelled: 'Run again' } as const;

function endSentence({ status, done, total, texts, records, error }: Experiment): string {
  switch (status) {
    case 'running':
      return '';
    case 'done':
      if (texts > 1) return `Done, over ${counted(texts, 'sentence')}.`;
      return done === 0 ? 'Done.' : `Done after ${counted(done, 'step')}.`;
    case 'failed':
      return error ?? 'The experiment failed.';
    case 'cancelled':
      return records.length === 0 || total === 0
        ? 'Stopped.'
        : `Stopped after ${formatCount(done)} of ${counted(total, 'step')}; what is known by then stays.`;
  }
}

function waitingFor({ engine, result }: Session): string {
  if (engine.phase === 'failed' || result.status === 'failed' || result.status === 'cancelled')
    return 'Starts once the text has been explained.';
  return 'Starts when the explanation above is final …';
}
