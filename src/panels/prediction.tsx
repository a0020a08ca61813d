/**
 * What the model predicts: one labelled bar a class, each a way to make that class the target; under interventions
 * beside what it predicts without them.
 */

import './prediction.css';
import { type Prediction, predictedLabel } from '../engine/explanation/record';
import { type ResultStatus, useSession } from '../state/session';
import { useViewStore } from '../state/view-store';
import { EngineFailure, EngineProgress } from './engine-status';
import { Prose } from './prose';
import { SectionHeading } from './section-heading';
import { formatProbability, predictionSentence } from './sentences';
import { changedPredictionSentence, changedTargetSentence } from './sentences-interventions';
import { targetWords, turnedTo } from './target-words';
import { usePredictionBehind, useStalePrediction } from './use-stale-prediction';

const WITHOUT_PREDICTION: Readonly<Record<ResultStatus, string>> = {
  empty: 'There is nothing to explain yet.',
  running: 'Reading the text …',
  done: '',
  failed: 'There is no prediction for this text.',
  cancelled: 'Cancelled before there was a prediction.',
};

export function PredictionPanel() {
  const prediction = useSession(state => state.result.prediction);
  const untouched = useSession(state => state.result.untouchedPrediction);
  const predictionText = useSession(state => state.result.predictionText);
  const isStale = useStalePrediction();
  const isBehind = usePredictionBehind();
  const engine = useSession(state => state.engine);
  const status = useSession(state => state.result.status);
  const empty = useViewStore(state => state.view.text.trim() === '');
  return (
    <section className="panel" aria-labelledby="prediction-heading">
      <SectionHeading
        id="prediction-heading"
        name="Prediction"
        isStale={isBehind}
        text={predictionText ?? ''}
      />
      <div className="prediction-body">
        {prediction ? (
          <div className={isBehind ? 'evidence stale' : 'evidence'}>
            <Sentence prediction={prediction} untouched={untouched} isStale={isStale} />
            <Classes prediction={prediction} untouched={untouched} isStale={isStale} />
          </div>
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

interface PredictionProps {
  readonly prediction: Prediction;
  /** Without the interventions; null where there are none. */
  readonly untouched: Prediction | null;
  readonly isStale: boolean;
}

function Sentence({ prediction, untouched, isStale }: PredictionProps) {
  const target = useExplainedTarget(untouched ?? prediction);
  const sentence = untouched
    ? changedPredictionSentence({ changed: prediction, untouched })
    : predictionSentence(prediction);
  if (isStale)
    return (
      <p className="say dim">
        <Prose>{sentence}</Prose>
      </p>
    );
  return (
    <div className="say" data-testid="prediction-sentence">
      <p>
        <Prose>{sentence}</Prose>
      </p>
      {untouched && (
        <p className="dim">
          <Prose>{changedTargetSentence(target, { changed: prediction, untouched })}</Prose>
        </p>
      )}
    </div>
  );
}

/** The view's target, spelt out: the logit of what the model says without interventions where the view names none. */
function useExplainedTarget(untouched: Prediction): string {
  const target = useViewStore(state => state.view.target);
  return target ?? turnedTo(untouched.labels[predictedLabel(untouched)] ?? '', null, untouched.labels);
}

function Classes({ prediction, untouched, isStale }: PredictionProps) {
  const target = useViewStore(state => state.view.target);
  const set = useViewStore(state => state.set);
  const { labels, probabilities } = prediction;
  const best = predictedLabel(prediction);
  const automatic = isStale ? undefined : labels[predictedLabel(untouched ?? prediction)];
  const explained = target === null ? automatic : targetWords(target, labels)?.towards;
  return (
    <ul
      className={`classes${isStale ? ' classes-stale' : ''}${untouched ? ' classes-changed' : ''}`}
      aria-label="Classes; choose the one to explain"
    >
      {labels.map((label, index) => {
        const probability = probabilities[index] ?? 0;
        const before = untouched?.probabilities[index];
        return (
          <li key={label} className={index === best ? 'class class-best' : 'class'}>
            <button
              type="button"
              translate="no"
              className="pill"
              aria-pressed={label === explained}
              title={`Explain ${label}`}
              onClick={() => set({ target: turnedTo(label, target, labels) }, 'push')}
            >
              {label}
            </button>
            <span className="class-track" aria-hidden="true">
              {before !== undefined && (
                <span className="class-before" style={{ inlineSize: `${100 * before}%` }} />
              )}
              <span className="class-bar" style={{ inlineSize: `${100 * probability}%` }} />
            </span>
            <span translate="no" className="class-share">
              {formatProbability(probability)}
              {before !== undefined && <Before probability={before} />}
            </span>
          </li>
        );
      })}
    </ul>
  );
}

function Before({ probability }: { probability: number }) {
  return (
    <span translate="no" className="class-share-before">
      <span aria-hidden="true"> ← </span>
      <span className="visually-hidden">, without the changes </span>
      {formatProbability(probability)}
    </span>
  );
}
