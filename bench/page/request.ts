/** What the app asks of the engine unless the user chooses otherwise. */

import type { ExplanationRequest } from '../../src/engine/explanation/explain';
import type { NeuronSelection } from '../../src/engine/explanation/neuron-records';
import { POINTS } from '../passes';
import { SENTENCE } from '../texts';

export const DEFAULT_REQUEST: ExplanationRequest = {
  text: SENTENCE,
  target: null,
  method: 'integrated-gradients',
  baseline: 'pad',
  rule: 'adaptive',
  steps: POINTS,
};

/** What the app's worker always asks of neurons. */
export const NEURONS: NeuronSelection = { sites: null, method: null, count: 50 };
