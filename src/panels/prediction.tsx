/** What the model predicts: one labelled bar a class, each a way to make that class the target. */

import './prediction.css';
import { type Prediction, predictedLabel } from '../engine/explanation/record';
import { type ResultStatus, useSession } from '../state/session';
import { useViewStore } from '../state/view-store';
import { EngineFailure, EngineProgress } from './engine-status';
import { formatProbability, predictionSentence } from './sentences';
import { targetWords, turnedTo } from './target-words';
import { useStalePrediction } from './use-stale-prediction';

const WITHOUT_PREDICTION: Readonly<Record<ResultStatus, string>> = {
  empty: 'There is nothing to explain yet.',
  running: 'Reading the text …',
  done: '',
  failed: 'There is no prediction for this text.',
  cancelled: 'Cancelled before there was a prediction.',
};

export function PredictionPanel() {
  const prediction = useSession(state => state.result.prediction);
  const isStale = useStalePrediction();
  const engine = useSession(state => state.engine);
  const status = useSession(state => state.result.status);
  const empty = useViewStore(state => state.view.text.trim() === '');
  return (
    <section className="panel" aria-labelledby="prediction-heading">
      <h2 id="prediction-heading" className="heading">
        Prediction
      </h2>
      <div className="prediction-body">
        {prediction ? (
          <>
            {isStale ? (
              <p className="say dim">Of the text before: {predictionSentence(prediction)}</p>
            ) : (
              <p className="say">{predictionSentence(prediction)}</p>
            )}
            <Classes prediction={prediction} isStale={isStale} />
          </>
        ) : engine.phase === 'starting' ? (
          <EngineProgress engine={engine} />
        ) : engine.phase === 'failed' ? (
          <EngineFailure message={engine.message} />
        ) : empty ? (
          <p className="say dim">
            There is nothing to explain yet. Type a sentence above, or take one of the examples.
          </p>
        ) : (
          <p className="say dim">{WITHOUT_PREDICTION[status]}</p>
        )}
      </div>
    </section>
  );
}

function Classes({ prediction, isStale }: { prediction: Prediction; isStale: boolean }) {
  const target = useViewStore(state => state.view.target);
  const set = useViewStore(state => state.set);
  const { labels, probabilities } = prediction;
  const best = predictedLabel(prediction);
  const explained =
    target === null ? (isStale ? undefined : labels[best]) : targetWords(target, labels)?.towards;
  return (
    <ul
      className={isStale ? 'classes classes-stale' : 'classes'}
      aria-label="Classes; choose the one to explain"
    >
      {labels.map((label, index) => {
        const probability = probabilities[index] ?? 0;
        return (
          <li key={label} className={index === best ? 'class class-best' : 'class'}>
            <button
              type="button"
              className="pill"
              aria-pressed={label === explained}
              title={`Explain ${label}`}
              onClick={() => set({ target: turnedTo(label, target, labels) }, 'push')}
            >
              {label}
            </button>
            <span className="class-track" aria-hidden="true">
              <span className="class-bar" style={{ inlineSize: `${100 * probability}%` }} />
            </span>
            <span className="class-share">{formatProbability(probability)}</span>
          </li>
        );
      })}
    </ul>
  );
}
