/** What all changes together do to the prediction, told where the hand is that makes them. */

import { useSession } from '../state/session';
import { useViewStore } from '../state/view-store';
import { interventionChips } from './intervention-chips';
import { effectSentence } from './sentences-interventions';
import { useStalePrediction } from './use-stale-prediction';

export function InterventionEffect() {
  const prediction = useSession(state => state.result.prediction);
  const untouched = useSession(state => state.result.untouchedPrediction);
  const isStale = useStalePrediction();
  const interventions = useViewStore(state => state.view.interventions);
  const applied = useViewStore(state => state.view.applied);
  const count = interventionChips(interventions).length;
  const predictions = prediction && untouched && !isStale ? { changed: prediction, untouched } : null;
  return effectSentence(count, applied === 'on', predictions);
}
