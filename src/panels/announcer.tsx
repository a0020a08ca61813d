/** Tells a screen reader how the newest request ended; what ripens in between is not worth an interruption. */

import { type Result, type Session, useSession } from '../state/session';
import { predictionSentence } from './sentences';
import { changedPredictionSentence } from './sentences-interventions';

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
      return `Explained. ${predictionOf(result)}`;
    case 'failed':
      return result.error ?? 'The text could not be explained.';
    case 'cancelled':
      return 'Cancelled.';
  }
}

function predictionOf({ prediction, untouchedPrediction }: Result): string {
  if (!prediction) return '';
  return untouchedPrediction
    ? changedPredictionSentence({ changed: prediction, untouched: untouchedPrediction })
    : predictionSentence(prediction);
}
