/**
 * Tells a screen reader how the newest request ended, and of a long text that its words are final; what else ripens in
 * between is not worth an interruption.
 */

import { areWordsAlone, type Result, type Session, useSession } from '../state/session';
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

/** The sentence that is told; empty while there is nothing to tell. */
export function announcement({ engine, result }: Pick<Session, 'engine' | 'result'>): string {
  if (engine.phase === 'starting') return 'Loading the model.';
  if (engine.phase === 'failed') return engine.message;
  switch (result.status) {
    case 'empty':
      return 'There is no text to explain.';
    case 'running':
      return areWordsAlone(result) ? `The words are final. ${predictionOf(result)}` : '';
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
