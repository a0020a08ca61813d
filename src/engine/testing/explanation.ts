/** An explanation record of the prediction alone, for tests to fill in what they look at. */

import type { Explanation } from '../explanation/record';

export const PLAIN_EXPLANATION: Explanation = {
  schema: 'finegrain/explanation@1',
  model: { id: 'minilm-sst2', sha256: '00', backend: 'cpu' },
  text: 'so dull',
  truncated: false,
  tokens: [],
  prediction: { labels: ['negative', 'positive'], logits: [1, 0], probabilities: [0.73, 0.27] },
  target: 'logit:negative',
  interventions: [],
  patchFrom: null,
  untouched: null,
  attribution: null,
  layers: null,
  neuronMethod: null,
  neurons: null,
};
