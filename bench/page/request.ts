/** What the app asks of the engine unless the user chooses otherwise. */

import type { ExplanationRequest } from '../../src/engine/explanation/explain';
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
