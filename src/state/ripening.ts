/** How a result ripens: what each event of a running explanation, and its end, change of the one on screen. */

import type { Attribution, Explanation } from '../engine/explanation/record';
import { timeLeft } from '../engine/progress';
import type { Explained, ExplanationEvent } from '../worker/protocol';
import type { Result } from './session';

/** What a running request knows of its text; it waits until there is an attribution to go with it. */
export type Ahead = Pick<Result, 'text' | 'tokens' | 'truncated' | 'target'>;

/** What a request knows before its first event. */
export function aheadOf(text: string): Ahead {
  return { text, tokens: null, truncated: false, target: null };
}

/** What the request knows after an event. */
export function aheadAfter(ahead: Ahead, event: ExplanationEvent): Ahead {
  switch (event.stage) {
    case 'tokens':
      return { ...ahead, tokens: event.tokens, truncated: event.truncated };
    case 'prediction':
      return { ...ahead, target: event.target };
    case 'rough':
    case 'words':
    case 'refining':
      return ahead;
  }
}

/**
 * What an event changes on screen. An attribution that is shown keeps its text and tokens until the next one is there.
 * @param ahead what the request knows after the event
 * @param shown the attribution on screen; null when there is none
 * @param untouched the same without interventions, if there are any and if it is known from before
 * @param elapsed milliseconds since the words, or after them the neurons, were begun
 */
export function shownAfter(
  event: ExplanationEvent,
  ahead: Ahead,
  shown: Attribution | null,
  untouched: Explained | null,
  elapsed: number,
): Partial<Result> {
  switch (event.stage) {
    case 'tokens':
      return {
        reading: { text: ahead.text, tokens: event.tokens, truncated: event.truncated },
        ...(shown === null && { ...ahead, stale: false }),
      };
    case 'prediction':
      return {
        prediction: event.prediction,
        predictionText: ahead.text,
        untouchedPrediction: event.untouched,
        ...(shown === null && { target: event.target }),
      };
    case 'rough':
      return {
        ...ahead,
        ...withAttribution(event.attribution),
        rough: true,
        explanation: null,
        untouched,
      };
    case 'words':
      return { ...wordsResult(event.explanation, untouched), progress: { of: 'neurons', ...NOT_BEGUN } };
    case 'refining': {
      const { of, done, expected } = event;
      return { evaluations: done, progress: { of, done, expected, left: timeLeft(event, elapsed) } };
    }
  }
}

/** Before the first pass nobody knows how many there will be. */
const NOT_BEGUN = { done: 0, expected: 0, left: null };

/** What final words show, with their neurons or before them. */
function wordsResult(explanation: Explanation, untouched: Explained | null) {
  const { text, tokens, truncated, prediction, target, attribution } = explanation;
  return {
    error: null,
    text,
    tokens,
    truncated,
    reading: { text, tokens, truncated },
    prediction,
    predictionText: text,
    target,
    ...withAttribution(attribution),
    rough: false,
    explanation,
    untouched,
    untouchedPrediction: explanation.untouched,
  };
}

/**
 * What the end shows; whether it agrees with a link is judged elsewhere.
 * @param untouched the same without interventions, if there are any and if it is known
 */
export function finalResult(
  { explanation, neurons }: Explained,
  untouched: Explained | null,
): Omit<Result, 'mismatch'> {
  return {
    ...wordsResult(explanation, untouched),
    status: 'done',
    progress: null,
    neurons: neurons && { table: neurons, explanation },
  };
}

/** The part of a result that comes with an attribution of the newest request. */
function withAttribution(attribution: Attribution | null) {
  return { attribution, evaluations: attribution?.evaluations ?? 0, stale: false };
}
