import { expect, it } from 'vitest';
import { sweepCsv } from './sweep-csv';

it('writes one row a dose, and leaves empty what is not known yet', () => {
  const csv = sweepCsv({
    dose: 'factor',
    target: 'logit:good',
    untouched: {
      value: 1,
      prediction: { labels: ['bad', 'good'], logits: [0, 1], probabilities: [0.3, 0.7] },
    },
    points: [
      { dose: 0, value: -1, logits: [2, -1] },
      { dose: 1, value: 1, logits: [0, 1] },
    ],
    controls: { count: 2, seed: 1, points: [{ dose: 0, values: [0.9, 1.1] }] },
  });
  expect(csv.split('\r\n')).toEqual([
    'factor,logit:good,logit bad,logit good,control 1,control 2',
    '0,-1,2,-1,0.9,1.1',
    '1,1,0,1,,',
    '',
  ]);
});
