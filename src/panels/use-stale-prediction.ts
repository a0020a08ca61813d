/** Whether the prediction at hand is that of an earlier text, with none of the present text to come. */

import { type Result, useSession } from '../state/session';
import { useViewStore } from '../state/view-store';

export function useStalePrediction(): boolean {
  const text = useViewStore(state => state.view.text);
  return useSession(state => isStalePrediction(state.result, text));
}

/** While the newest request runs, the prediction before it stands in for the one that is coming. */
export function isStalePrediction(
  { status, prediction, predictionText }: Pick<Result, 'status' | 'prediction' | 'predictionText'>,
  text: string,
): boolean {
  return prediction !== null && status !== 'running' && predictionText !== text;
}

/** Whether the prediction on screen is not that of the present text, one that is still to come or not. */
export function usePredictionBehind(): boolean {
  const text = useViewStore(state => state.view.text);
  return useSession(({ result }) => result.prediction !== null && result.predictionText !== text);
}
