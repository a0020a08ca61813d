/** Tells a screen reader how the newest request ended; what ripens in between is not worth an interruption. */

import { type Session, useSession } from '../state/session';
import { predictionSentence } from './sentences';

export function Announcer() {
  const sentence = useSession(announcement);
  return (
    <p className="visually-hidden" role="status">
      {sentence}
    </p>
  );
}

function announcement({ engine, result }: Session): string {
  if (engine.phase === 'starting') return 'Loading the model.';
  if (engine.phase === 'failed') return engine.message;
  switch (result.status) {
    case 'empty':
      return 'There is no text to explain.';
    case 'running':
      return '';
    case 'done':
      return `Explained. ${result.prediction ? predictionSentence(result.prediction) : ''}`;
    case 'failed':
      return result.error ?? 'The text could not be explained.';
    case 'cancelled':
      return 'Cancelled.';
  }
}
