import { describe, expect, it } from 'vitest';
import { isStalePrediction } from './use-stale-prediction';

const prediction = { labels: ['negative', 'positive'], logits: [1, 0], probabilities: [0.73, 0.27] };
const known = { prediction, predictionText: 'so dull' };

describe('isStalePrediction', () => {
  it.each(['cancelled', 'failed', 'done'] as const)(
    'finds that of another text stale once it is %s',
    status => {
      expect(isStalePrediction({ ...known, status }, 'quite fine')).toBe(true);
    },
  );

  it('lets it stand while its successor is on the way', () => {
    expect(isStalePrediction({ ...known, status: 'running' }, 'quite fine')).toBe(false);
  });

  it('keeps that of the same text when only its attribution was cancelled', () => {
    expect(isStalePrediction({ ...known, status: 'cancelled' }, 'so dull')).toBe(false);
  });
});
